"""For whom an opening is: one that leads abroad takes people in China, whoever sends or receives them."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from bases.choices import Direction
from bases.models import Opening
from bases.shown import HOME
from nominations.domain.errors import LeadsAbroad


def nobody_goes(opening: Opening | None, countries: Collection[str]) -> str:
    """Why people who work in `countries` are not recommended for it; "" where some can be, and without an opening."""
    if opening is None or opening.direction != Direction.OUTBOUND or HOME in countries:
        return ""
    return _(
        "This opening is for people in China who go abroad. Recommend people of your countries for one that leads to "
        "China, or without an opening."
    )


def require_way(opening: Opening | None, country: str) -> None:
    """Raises LeadsAbroad."""
    if words := nobody_goes(opening, {country}):
        raise LeadsAbroad(words)
