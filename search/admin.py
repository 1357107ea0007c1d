from django.contrib import admin
from django.http import HttpRequest

from search.models import IndexJob


@admin.register(IndexJob)
class IndexJobAdmin(admin.ModelAdmin[IndexJob]):
    """The outbox, to look at: who waits, and why. It empties itself."""

    list_display = ["__str__", "created", "attempts", "not_before", "last_error"]
    list_filter = ["kind"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: IndexJob | None = None) -> bool:
        return False
