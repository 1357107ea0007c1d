from django.contrib import admin

from introductions.models import IntroductionEvent
from taxonomy.admin_base import AdministratorsOnly, ReadOnly


@admin.register(IntroductionEvent)
class IntroductionEventAdmin(AdministratorsOnly[IntroductionEvent], ReadOnly[IntroductionEvent]):
    """The timeline as it was written. What both sides write to each other is theirs, and not here."""

    list_display = ["id", "introduction_id", "step", "side", "at"]
    list_filter = ["step", "side"]
    search_fields = ["=introduction__id"]
    date_hierarchy = "at"
