"""Time zones that people choose from."""

from __future__ import annotations

from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


@cache
def names() -> tuple[str, ...]:
    """IANA names of places, "Europe/Oslo", sorted; without aliases such as "EST"."""
    return tuple(
        sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    )


def zone_of(user: Any) -> ZoneInfo | None:
    """The zone that a user chose; None for the site's own."""
    name = getattr(user, "time_zone", "")
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None  # a name that left the tables


def check_zone(name: str) -> None:
    if name and name not in names():
        raise ValidationError(
            _("“%(name)s” is no time zone; choose one from the list, such as Europe/Oslo.") % {"name": name}
        )
