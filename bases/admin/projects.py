from django.contrib import admin

from bases.models import FundingSource, Project, ProjectText
from taxonomy.admin_base import LabelledAdmin, VersionInline


class ProjectTextInline(VersionInline):
    model = ProjectText


class FundingInline(admin.TabularInline[FundingSource, Project]):
    model = FundingSource
    extra = 0


@admin.register(Project)
class ProjectAdmin(LabelledAdmin[Project]):
    list_display = ["slug", "shown", "base", "programme", "framework", "leader", "start_year", "end_year"]
    list_select_related = ["base", "programme", "framework"]
    list_filter = ["fields", "challenges"]
    search_fields = ["slug", "texts__title", "leader", "base__slug"]
    autocomplete_fields = ["base", "programme", "framework"]
    filter_horizontal = ["fields", "challenges"]
    inlines = [ProjectTextInline, FundingInline]
