"""Which way a stay leads: whether its host receives or sends the person, and in which country the days are spent."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models.step_event import WHO
from bases.choices import Direction
from bases.models import Opening
from bases.shown import sends
from matching.choices import Side


class Route(StrEnum):
    """Of one that is sent only the text of the opening says who receives them: they have no part here."""

    HERE = "here"  # a host in China receives
    ABROAD = "abroad"  # a host abroad receives
    SENT = "sent"  # a host in China sends abroad


def route_of(opening: Opening) -> Route:
    if sends(opening):
        return Route.SENT
    return Route.ABROAD if opening.direction == Direction.OUTBOUND else Route.HERE


def side_words(opening: Opening, side: str) -> str:
    """Who that is, in the middle of a sentence."""
    if side == Side.HOST and sends(opening):
        return str(_("the sending institution"))
    if side == Side.PERSON:
        return str(pgettext_lazy("of a stay", "the person"))
    return str(WHO.get(side, ""))
