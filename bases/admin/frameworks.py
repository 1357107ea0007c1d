from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from bases.models import Framework, FrameworkText, Programme, ProgrammeText
from taxonomy.admin_base import LabelledAdmin, VersionInline


class FrameworkTextInline(VersionInline):
    model = FrameworkText


@admin.register(Framework)
class FrameworkAdmin(LabelledAdmin[Framework]):
    list_display = ["slug", "shown", "kind", "codes", "start_year", "end_year"]
    list_filter = ["kind"]
    search_fields = ["slug", "texts__name", "countries"]
    inlines = [FrameworkTextInline]

    @admin.display(description=_("countries"))
    def codes(self, framework: Framework) -> str:
        return ", ".join(country.code for country in framework.countries)


class ProgrammeTextInline(VersionInline):
    model = ProgrammeText


@admin.register(Programme)
class ProgrammeAdmin(LabelledAdmin[Programme]):
    list_display = ["slug", "shown", "kind", "framework", "reads_blind"]
    list_select_related = ["framework"]
    list_filter = ["kind", "reads_blind"]
    search_fields = ["slug", "texts__name"]
    autocomplete_fields = ["framework"]
    inlines = [ProgrammeTextInline]
