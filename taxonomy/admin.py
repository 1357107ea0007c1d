from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from taxonomy.admin_base import AuditedAdmin
from taxonomy.models import Challenge, Discipline, PriorityField, Region, Term


class NamedAdmin(AuditedAdmin[Any]):
    """Names may be corrected; which rows there are is settled by the plan and the Frascati Manual."""

    search_fields = ["name_zh", "name_en"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(PriorityField)
class PriorityFieldAdmin(NamedAdmin):
    list_display = ["slug", "name_zh", "name_en", "short_zh", "short_en"]
    readonly_fields = ["slug", "order"]


@admin.register(Challenge)
class ChallengeAdmin(NamedAdmin):
    list_display = ["slug", "name_zh", "name_en"]
    readonly_fields = ["slug", "order"]


@admin.register(Discipline)
class DisciplineAdmin(NamedAdmin):
    list_display = ["code", "name_zh", "name_en"]
    list_filter = ["fields"]
    readonly_fields = ["code", "order"]
    filter_horizontal = ["fields"]


@admin.register(Region)
class RegionAdmin(NamedAdmin):
    list_display = ["slug", "name_zh", "name_en"]
    readonly_fields = ["slug", "order"]


@admin.register(Term)
class TermAdmin(AuditedAdmin[Term]):
    """The platform's own terminology, both ways."""

    list_display = ["zh", "en", "aliases", "field"]
    list_filter = [("field", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["field"]
    search_fields = ["zh", "en", "zh_aliases", "en_aliases"]

    @admin.display(description=_("other forms"))
    def aliases(self, term: Term) -> str:
        return " · ".join([*term.zh_aliases, *term.en_aliases])
