from django.contrib import admin
from django.http import HttpRequest

from bases.models import Picture
from taxonomy.admin_base import AuditedAdmin


@admin.register(Picture)
class PictureAdmin(AuditedAdmin[Picture]):
    """Added on the page of its host; here it is described better, or taken away."""

    list_display = ["alt_en", "alt_zh", "role", "institution", "base"]
    list_select_related = ["institution", "base"]
    list_filter = ["role"]
    search_fields = ["alt_en", "alt_zh", "institution__slug", "base__slug"]
    fields = ["role", "institution", "base", "alt_zh", "alt_en"]
    readonly_fields = ["role", "institution", "base"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
