"""A moment in words, with the zone it is told in."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language


def moment(value: datetime) -> str:
    """23 Nov 2026, 09:30 (UTC+8), 2026年11月23日 09:30（UTC+8）."""
    local = localtime(value)
    zone = f"UTC{(local.utcoffset() or timedelta()).total_seconds() / 3600:+g}"
    chinese = (get_language() or "").startswith("zh")
    return date_format(local, "DATETIME_FORMAT") + (f"（{zone}）" if chinese else f" ({zone})")
