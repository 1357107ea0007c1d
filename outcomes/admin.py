"""What both sides told, to look at. Evaluations that are not open are shown to nobody, administrators included."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from outcomes.models import Evaluation, OutcomeEvent, Report, ReportedWork, StoryWords
from taxonomy.admin_base import AdministratorsOnly, ReadOnly


class WorkInline(admin.TabularInline[ReportedWork, Report]):
    model = ReportedWork
    extra = 0
    can_delete = False
    fields = ("kind", "title", "doi", "number")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Report)
class ReportAdmin(AdministratorsOnly[Report], ReadOnly[Report]):
    """Those that were sent; a draft is its side's alone."""

    list_display = ["id", "outcome_id", "side", "trainees", "follow_up", "changed_at"]
    list_filter = ["side", "follow_up"]
    search_fields = ["=outcome__id", "works__doi", "works__title"]
    show_full_result_count = False
    inlines = [WorkInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        return Report.objects.sent()


@admin.register(Evaluation)
class EvaluationAdmin(AdministratorsOnly[Evaluation], ReadOnly[Evaluation]):
    list_display = ["id", "outcome_id", "side", "results", "together", "organised", "again", "sent_at"]
    list_filter = ["side", "again"]
    search_fields = ["=outcome__id"]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Evaluation]:
        return Evaluation.objects.open()


@admin.register(StoryWords)
class StoryWordsAdmin(AdministratorsOnly[StoryWords], ReadOnly[StoryWords]):
    list_display = ["id", "outcome_id", "side", "language", "changed_at"]
    search_fields = ["=outcome__id"]
    show_full_result_count = False


@admin.register(OutcomeEvent)
class OutcomeEventAdmin(AdministratorsOnly[OutcomeEvent], ReadOnly[OutcomeEvent]):
    list_display = ["id", "outcome_id", "step", "side", "at"]
    list_filter = ["step"]
    search_fields = ["=outcome__id"]
    show_full_result_count = False
