from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from taxonomy.admin_base import AdministratorsOnly, AuditedAdmin, ReadOnly
from taxonomy.models import (
    Challenge,
    Discipline,
    MissingTerm,
    PriorityField,
    Region,
    Term,
    TermProposal,
)
from taxonomy.models.term import alias_holds


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

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Term], search_term: str
    ) -> tuple[QuerySet[Term], bool]:
        """Other forms, too, where the database keeps JSON in ASCII with escapes (SQLite)."""
        found, twice = super().get_search_results(request, queryset, search_term)
        asked = search_term.strip()
        if asked.isascii():
            return found, twice
        forms = Term.objects.with_alias_texts().filter(
            alias_holds("zh_aliases", asked) | alias_holds("en_aliases", asked)
        )
        return queryset.filter(Q(pk__in=found.values("pk")) | Q(pk__in=forms.values("pk"))), twice

    @admin.display(description=_("other forms"))
    def aliases(self, term: Term) -> str:
        return " · ".join([*term.zh_aliases, *term.en_aliases])


@admin.register(TermProposal)
class TermProposalAdmin(AdministratorsOnly[TermProposal], ReadOnly[TermProposal]):
    """Officers decide on the pages of the terminology."""

    list_display = ["id", "zh", "en", "field", "state"]
    list_select_related = ["field"]
    list_filter = ["state"]
    search_fields = ["zh", "en"]
    show_full_result_count = False


@admin.register(MissingTerm)
class MissingTermAdmin(AdministratorsOnly[MissingTerm], ReadOnly[MissingTerm]):
    """Counted by searches; a word that is still a secret has no surface."""

    list_display = ["id", "surface", "language", "times", "days", "last_asked", "ignored"]
    list_filter = ["language", "ignored"]
    show_full_result_count = False
