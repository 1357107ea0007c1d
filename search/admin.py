from django.contrib import admin

from search.models import IndexJob
from taxonomy.admin_base import AdministratorsOnly, ReadOnly


@admin.register(IndexJob)
class IndexJobAdmin(AdministratorsOnly[IndexJob], ReadOnly[IndexJob]):
    """The outbox, to look at: who waits, and why. It empties itself; a row that is deleted is a change that is lost."""

    list_display = ["__str__", "created", "attempts", "outages", "not_before", "set_aside_at", "last_error"]
    list_filter = ["kind", "fault"]
    show_full_result_count = False
