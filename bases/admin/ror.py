from django.contrib import admin

from bases.models import RorRecord
from taxonomy.admin_base import ReadOnly


@admin.register(RorRecord)
class RorRecordAdmin(ReadOnly[RorRecord]):
    """Loaded by `manage.py load_ror`."""

    list_display = ["id", "name", "name_zh", "country", "city"]
    search_fields = ["id", "words"]
    show_full_result_count = False
