from __future__ import annotations

from django.contrib import admin

from nominations.models import NominationCount
from taxonomy.admin_base import AdministratorsOnly, ReadOnly


@admin.register(NominationCount)
class NominationCountAdmin(AdministratorsOnly[NominationCount], ReadOnly[NominationCount]):
    """How recommendations ended; of whom they were, nothing is left."""

    list_display = ["month", "country", "channel", "with_opening", "state", "number"]
    list_filter = ["state", "channel", "with_opening"]
    date_hierarchy = "month"
    show_full_result_count = False
