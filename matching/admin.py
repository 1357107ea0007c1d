from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from matching.models import (
    CandidateNote,
    CandidateVote,
    DeclaredConflict,
    Exchange,
    Feedback,
    Introduction,
    Match,
    Outcome,
    Round,
    RoundPlace,
    SetApart,
)
from taxonomy.admin_base import AdministratorsOnly, AuditedAdmin, ReadOnly


class SpokenForThemselves(AdministratorsOnly[Any], AuditedAdmin[Any]):
    """Each side answers for itself on its own pages: nothing is added here, and no state is set here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(Match)
class MatchAdmin(AdministratorsOnly[Match], ReadOnly[Match]):
    """What the engine stored: rank, parts of the score and reasons, as they were."""

    list_display = ["id", "opening", "rank", "profile", "total", "eligible", "state", "engine", "computed_at"]
    list_select_related = ["opening", "profile"]
    list_filter = ["state", "eligible", "engine"]
    search_fields = ["=opening__id", "profile__name", "profile__native_name"]
    date_hierarchy = "computed_at"
    show_full_result_count = False


@admin.register(Introduction)
class IntroductionAdmin(SpokenForThemselves):
    list_display = ["id", "opening", "profile", "initiator", "state", "answer_due", "created_at"]
    list_select_related = ["opening", "profile"]
    list_filter = ["state", "initiator"]
    search_fields = ["=opening__id", "profile__name", "profile__native_name"]
    date_hierarchy = "created_at"
    readonly_fields = [
        "opening", "profile", "match", "nomination", "initiator", "state", "host_accepted_at", "person_accepted_at",
        "explanation", "created_at",
    ]  # fmt: skip


@admin.register(Exchange)
class ExchangeAdmin(SpokenForThemselves):
    list_display = ["id", "opening", "profile", "state", "starts_on", "ends_on"]
    list_select_related = ["introduction__opening", "profile"]
    list_filter = ["state"]
    search_fields = ["profile__name", "profile__native_name"]
    date_hierarchy = "starts_on"
    readonly_fields = [
        "introduction", "profile", "state", "host_signed_at", "person_signed_at", "home_disclosed_at", "created_at",
    ]  # fmt: skip

    @admin.display(ordering="introduction__opening")
    def opening(self, exchange: Exchange) -> str:
        return str(exchange.introduction.opening)


@admin.register(Outcome)
class OutcomeAdmin(AdministratorsOnly[Outcome], ReadOnly[Outcome]):
    list_display = ["id", "exchange_id", "state", "due_on", "host_reported_at", "person_reported_at"]
    list_filter = ["state"]
    search_fields = ["=exchange__id", "exchange__introduction__profile__name"]
    show_full_result_count = False


@admin.register(Round)
class RoundAdmin(AdministratorsOnly[Round], AuditedAdmin[Round]):
    list_display = ["name", "state", "run_by", "seed", "created_at", "confirmed_at"]
    list_select_related = ["run_by"]
    list_filter = ["state"]
    search_fields = ["name"]
    readonly_fields = ["state", "run_by", "confirmed_at", "created_at"]
    autocomplete_fields = ["openings"]


@admin.register(RoundPlace)
class RoundPlaceAdmin(AdministratorsOnly[RoundPlace], ReadOnly[RoundPlace]):
    """The plan of a round; it may hold thousands of places, so it has a list of its own."""

    list_display = ["round", "opening", "profile", "alternate", "affinity"]
    list_select_related = ["round", "opening", "profile"]
    list_filter = ["round"]
    search_fields = ["=round__id", "=opening__id", "profile__name"]
    show_full_result_count = False


@admin.register(SetApart)
class SetApartAdmin(AdministratorsOnly[SetApart], ReadOnly[SetApart]):
    """Decided, and taken back, on the page of possible duplicates."""

    list_display = ["id", "first", "second", "decided_by", "decided_at"]
    list_select_related = ["first", "second", "decided_by"]
    search_fields = ["=first__id", "=second__id"]
    date_hierarchy = "decided_at"
    show_full_result_count = False


@admin.register(Feedback)
class FeedbackAdmin(AdministratorsOnly[Feedback], ReadOnly[Feedback]):
    """Said, and taken back, by each side in its own list."""

    exclude = ["words", "words_language"]  # for the host's team alone
    list_display = ["id", "opening", "profile", "side", "verdict", "reason", "given_at"]
    list_select_related = ["opening", "profile"]
    list_filter = ["side", "verdict", "reason"]
    search_fields = ["=opening__id", "=profile__id"]
    date_hierarchy = "given_at"
    show_full_result_count = False


class WithinTheTeam(AdministratorsOnly[Any], ReadOnly[Any]):
    """That something was said of a candidate; what was said is for the host's team alone."""

    list_select_related = ["opening", "profile"]
    search_fields = ["=opening__id", "=profile__id"]
    show_full_result_count = False


@admin.register(CandidateNote)
class CandidateNoteAdmin(WithinTheTeam):
    exclude = ["text"]
    list_display = ["id", "opening", "profile", "written_at"]
    date_hierarchy = "written_at"


@admin.register(CandidateVote)
class CandidateVoteAdmin(WithinTheTeam):
    exclude = ["vote"]
    list_display = ["id", "opening", "profile", "voted_at"]
    date_hierarchy = "voted_at"


@admin.register(DeclaredConflict)
class DeclaredConflictAdmin(WithinTheTeam):
    exclude = ["reason"]
    list_display = ["id", "opening", "profile", "declared_at"]
    date_hierarchy = "declared_at"
