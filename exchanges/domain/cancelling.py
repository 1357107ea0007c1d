"""A stay that does not take place: its introduction ends with it, so that the place is free again."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.domain.steps import lock
from accounts.models import User
from exchanges.choices import ExchangeStep
from exchanges.domain.agreement import void_what_waits
from exchanges.domain.errors import StayHasBegun
from exchanges.domain.rights import require_right, side_of
from exchanges.domain.stepping import take
from exchanges.way import WAY
from introductions.domain.answering import end_introduction
from matching.choices import ExchangeState, IntroductionState
from matching.models import Exchange, Introduction
from taxonomy.choices import Language


@transaction.atomic
def cancel(exchange: Exchange, *, by: User, reason: str, language: str) -> Exchange:
    """Before arrival, by either side."""
    lock(exchange)
    lock(exchange.introduction)
    side = require_right(exchange, ExchangeStep.CANCEL, by=by)
    accepted = exchange.introduction.state == IntroductionState.ACCEPTED
    _cancel(exchange, by=by, reason=reason, language=language, quiet=accepted)
    if accepted:  # everybody is told by that step
        words = {"reason": exchange.reason, "language": exchange.reason_language}
        end_introduction(exchange.introduction, by=by, side=side, **words)
    return exchange


def follow_introduction(introduction: Introduction, *, by: User | None) -> None:
    """The introduction was withdrawn after both had accepted. Its receivers are told by that step; the reason is its.

    Raises StayHasBegun where somebody has arrived.
    """
    exchange = Exchange.objects.filter(introduction=introduction).first()
    if exchange is None or exchange.state == ExchangeState.CANCELLED:
        return
    lock(exchange)
    if exchange.state not in WAY.rules[ExchangeStep.CANCEL].of:
        raise StayHasBegun(
            _("The stay has begun or is over; where it goes on, end it early on its own page.")
        )
    _cancel(
        exchange,
        by=by if by and side_of(exchange, by) else None,
        reason=introduction.reason or _("The introduction was withdrawn."),
        language=introduction.reason_language or get_language() or Language.EN,
        quiet=True,
    )


def _cancel(exchange: Exchange, *, by: User | None, reason: str, language: str, quiet: bool = False) -> None:
    take(
        exchange,
        ExchangeStep.CANCEL,
        by=by,
        reason=reason,
        language=language,
        keep_reason=True,
        quiet=quiet,
    )
    void_what_waits(exchange)
