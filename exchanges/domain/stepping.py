"""One step of a stay: state, timeline, audit and notices together or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from accounts.domain.audit import record
from accounts.domain.errors import require_reason
from accounts.domain.steps import lock
from accounts.models import User
from accounts.turns import Turn
from exchanges.choices import ExchangeStep, VersionState
from exchanges.domain.errors import StepNotNow, TooLong
from exchanges.domain.letters import keep_letters
from exchanges.domain.rights import people_of, require_right
from exchanges.models import AgreementVersion, ExchangeEvent
from exchanges.rows import for_pages
from exchanges.turn import turn_of
from exchanges.way import WAY
from matching.choices import Side
from matching.models import Exchange
from matching.transitions import EXCHANGE
from notices.choices import Topic
from notices.domain.telling import tell
from taxonomy.transitions import move

LONGEST_REASON = 4_000  # characters
PROPOSED = (ExchangeStep.PROPOSE, ExchangeStep.AMEND)
_team_hears: ContextVar[bool] = ContextVar("team_hears", default=True)


@transaction.atomic
def take(
    exchange: Exchange,
    step: ExchangeStep,
    *,
    by: User | None,
    reason: str = "",
    language: str = "",
    day: date | None = None,
    version: int | None = None,
    keep_reason: bool = False,
    quiet: bool = False,
    **changes: Any,
) -> Exchange:
    """Take `step`, with `changes` of the stay; issue and revoke letters, and tell the others.

    `keep_reason`: on the stay too, as why it ended. `quiet`: tell nobody.

    Raises NotTheirStep, StepNotNow, ReasonMissing.
    """
    rule = WAY.rules[step]
    lock(exchange)
    side = require_right(exchange, step, by=by)
    require_now(exchange, step)
    if rule.reasoned:
        reason = require_reason(reason, language=language)
        _require_length(reason)
    if keep_reason:
        changes |= {"reason": reason, "reason_language": language}
    before = exchange.state
    if rule.to:
        move(exchange, rule.to, table=EXCHANGE.only(rule.of), **changes)
    elif changes:
        Exchange.objects.filter(pk=exchange.pk).update(**changes)
        exchange.refresh_from_db()
    record(f"exchange: {step}", exchange, by=by, before={"state": before}, after={"state": exchange.state})
    event = ExchangeEvent.objects.create(
        exchange=exchange,
        step=step,
        side=side,
        by=by,
        reason=reason,
        reason_language=language if reason else "",
        day=day,
        version=version,
    )
    keep_letters(exchange)
    if not quiet:
        tell_others(event)  # last, for they read what is left to do
    return exchange


def _require_length(reason: str) -> None:
    if len(reason) > LONGEST_REASON:
        raise TooLong(
            _("Your reason is too long: it has %(length)s characters, and at most %(most)s are kept.")
            % {
                "length": number_format(len(reason), force_grouping=True),
                "most": number_format(LONGEST_REASON, force_grouping=True),
            }
        )


def require_now(exchange: Exchange, step: ExchangeStep) -> None:
    """Raises StepNotNow."""
    if exchange.state not in WAY.rules[step].of:
        raise StepNotNow(
            _(
                "This stay now stands at “%(state)s”, and this step does not lead on from there. Look at its page for "
                "what can be done."
            )
            % {"state": exchange.get_state_display()}
        )


@contextmanager
def told_once() -> Iterator[None]:
    """Of steps that are taken for several stays the team of the host is told once, by whoever takes them."""
    token = _team_hears.set(False)
    try:
        yield
    finally:
        _team_hears.reset(token)


def tell_others(event: ExchangeEvent) -> None:
    """Everybody of both sides but the one who took the step; each reads whose turn it is now."""
    exchange = for_pages(Exchange.objects.filter(pk=event.exchange_id)).get()
    replaced = _replaced(exchange, event)
    for side in Side if _team_hears.get() else (Side.PERSON,):
        for user in people_of(exchange, side):
            if user.pk != event.by_id:
                tell(
                    user,
                    Topic.EXCHANGES,
                    "exchange_step",
                    address=reverse("exchanges:exchange", args=[exchange.pk]),
                    exchange=exchange,
                    opening=exchange.introduction.opening,
                    event=event,
                    turn=_turn(exchange, side),
                    replaced=replaced,
                )


def _turn(exchange: Exchange, side: Side) -> Callable[[], Turn]:
    """Said in the language of the letter that asks."""
    return lambda: turn_of(exchange, side)


def _replaced(exchange: Exchange, event: ExchangeEvent) -> AgreementVersion | None:
    """The proposal whose signatures the one of `event` has made void."""
    for version in exchange.versions.all():
        was_last = event.version is not None and version.number == event.version - 1
        if was_last and version.state == VersionState.REPLACED and event.step in PROPOSED:
            return version if any(row.void_at for row in version.signatures.all()) else None
    return None
