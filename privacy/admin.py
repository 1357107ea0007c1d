from __future__ import annotations

from django.contrib import admin

from privacy.models import DataRequest, DataRequestEvent, Erasure, HandReview, NameLeft, RetentionRun
from taxonomy.admin_base import AdministratorsOnly, ReadOnly


class DataRequestEventInline(admin.TabularInline[DataRequestEvent, DataRequest]):
    model = DataRequestEvent
    extra = 0
    can_delete = False
    raw_id_fields = ["by"]


@admin.register(DataRequest)
class DataRequestAdmin(AdministratorsOnly[DataRequest], ReadOnly[DataRequest]):
    """As it stands; officers answer on their own pages."""

    list_display = ["id", "kind", "state", "asked_at", "due_at", "handled_by"]
    list_select_related = ["handled_by"]
    list_filter = ["kind", "state", "language"]
    search_fields = ["=id", "email"]
    date_hierarchy = "asked_at"
    inlines = [DataRequestEventInline]


@admin.register(Erasure)
class ErasureAdmin(AdministratorsOnly[Erasure], ReadOnly[Erasure]):
    list_display = ["id", "state", "asked_at", "due_at", "ended_at"]
    list_filter = ["state"]
    date_hierarchy = "asked_at"


@admin.register(HandReview)
class HandReviewAdmin(AdministratorsOnly[HandReview], ReadOnly[HandReview]):
    list_display = ["id", "profile_id", "opening_id", "fits", "by", "at"]
    list_select_related = ["by"]
    list_filter = ["fits"]
    date_hierarchy = "at"


@admin.register(NameLeft)
class NameLeftAdmin(AdministratorsOnly[NameLeft], ReadOnly[NameLeft]):
    """Officers decide on their own page."""

    list_display = ["id", "table", "column", "key", "found_at", "verdict"]
    list_filter = ["verdict"]
    date_hierarchy = "found_at"


@admin.register(RetentionRun)
class RetentionRunAdmin(AdministratorsOnly[RetentionRun], ReadOnly[RetentionRun]):
    list_display = ["id", "at", "dry"]
    date_hierarchy = "at"
