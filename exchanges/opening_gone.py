"""Whether the opening lets anybody be bound: closed or full it may be, for these two have found each other."""

from __future__ import annotations

from django.utils.translation import gettext as _

from bases.choices import PublicationState, Sensitivity
from matching.choices import ExchangeState
from matching.models import Exchange


def nobody_is_bound(exchange: Exchange) -> bool:
    """The stay is only being agreed, and its opening was taken off the site or is held for review."""
    opening = exchange.introduction.opening
    gone = opening.publication == PublicationState.WITHDRAWN
    held = opening.sensitivity in (Sensitivity.HELD, Sensitivity.REFUSED)
    return exchange.state == ExchangeState.PLANNED and (gone or held)


def words() -> str:
    return _(
        "The opening was taken off the site, or is held for review; nobody is bound by it now. Wait until it is back, "
        "or cancel the stay."
    )
