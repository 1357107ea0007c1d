from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from bases.domain.publication import (
    close_opening,
    mark_opening_filled,
    pause_opening,
    publish_opening,
    resume_opening,
    return_opening,
    submit_opening,
    withdraw_opening,
)
from bases.domain.sensitivity import clear_sensitivity, hold_sensitivity, refuse_sensitivity
from bases.models import Opening, OpeningEvent, OpeningText, RequiredLanguage
from taxonomy.admin_base import LabelledAdmin, VersionInline
from taxonomy.admin_steps import ReasonForm, action


class OpeningTextInline(VersionInline):
    model = OpeningText


class RequiredLanguageInline(admin.TabularInline[RequiredLanguage, Opening]):
    model = RequiredLanguage
    extra = 0


class OpeningEventInline(admin.TabularInline[OpeningEvent, Opening]):
    """The timeline, to look at."""

    model = OpeningEvent
    fk_name = "opening"
    extra = 0
    can_delete = False
    readonly_fields = ["step", "by", "by_officer", "reason", "reason_language", "at"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Opening)
class OpeningAdmin(LabelledAdmin[Opening]):
    list_display = ["id", "shown", "institution", "base", "kind", "publication", "sensitivity", "deadline"]
    list_select_related = ["institution", "base"]
    list_filter = ["publication", "sensitivity", "kind", "direction", "channel", "fields", "challenges"]
    search_fields = ["texts__title", "institution__slug", "base__slug", "project__slug"]
    date_hierarchy = "deadline"
    readonly_fields = [
        "publication",
        "published_at",
        "sensitivity",
        "sensitivity_reason",
        "sensitivity_reason_language",
        "half_cleared_by",
        "created_by",
    ]
    autocomplete_fields = ["institution", "base", "project", "programme", "framework"]
    filter_horizontal = ["fields", "challenges"]
    inlines = [OpeningTextInline, RequiredLanguageInline, OpeningEventInline]
    action_form = ReasonForm
    actions = [
        action(submit_opening, _("Submit for review")),
        action(clear_sensitivity, _("Clear: no sensitive field (held: with a reason)"), reasoned=True),
        action(hold_sensitivity, _("Hold for review, with a reason"), reasoned=True),
        action(refuse_sensitivity, _("Refuse after review, with a reason"), reasoned=True),
        action(publish_opening, _("Publish")),
        action(return_opening, _("Return to the host as a draft, with a reason"), reasoned=True),
        action(pause_opening, _("Pause")),
        action(resume_opening, _("Open again")),
        action(mark_opening_filled, _("Mark as filled")),
        action(close_opening, _("Close")),
        action(withdraw_opening, _("Withdraw, with a reason"), reasoned=True),
    ]

    def save_model(self, request: HttpRequest, obj: Opening, form: Any, change: bool) -> None:
        if not change:
            obj.created_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)
