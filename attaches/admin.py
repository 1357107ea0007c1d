from __future__ import annotations

from django.contrib import admin

from attaches.models import Handover
from taxonomy.admin_base import AdministratorsOnly, ReadOnly


@admin.register(Handover)
class HandoverAdmin(AdministratorsOnly[Handover], ReadOnly[Handover]):
    """Done and taken back on the pages of the desk."""

    list_display = ["at", "giver", "successor", "by", "state"]
    list_select_related = ["giver", "successor", "by"]
    list_filter = ["state"]
    search_fields = ["giver__email", "successor__email"]
    show_full_result_count = False
