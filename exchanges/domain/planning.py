"""How a stay begins, and what both sides plan for it beside the agreement."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain.audit import record
from accounts.domain.editing import Refused
from accounts.domain.errors import NotTheirStep
from accounts.domain.steps import lock
from accounts.models import User
from exchanges.checklists import items_for
from exchanges.choices import ExchangeStep
from exchanges.clock import today_at
from exchanges.domain.errors import NoSuchItem, StepNotNow, TooMany
from exchanges.domain.rights import require_side
from exchanges.domain.terms import MOST_DAYS
from exchanges.models import ChecklistItem, ExchangeEvent, Milestone
from matching.choices import ExchangeState
from matching.models import Exchange, Introduction

MOST = 50  # milestones of one stay
LONGEST_TITLE = 200
LONG_AGO = 366  # days
OVER = (ExchangeState.COMPLETED, ExchangeState.ENDED_EARLY, ExchangeState.CANCELLED)


@transaction.atomic
def plan_exchange(introduction: Introduction, *, by: User | None) -> Exchange:
    """Both sides accepted. Called twice for one introduction it is one stay."""
    exchange, new = Exchange.objects.get_or_create(introduction=introduction)
    if new:
        ExchangeEvent.objects.create(exchange=exchange, step=ExchangeStep.PLAN, side="platform")
        ChecklistItem.objects.bulk_create(
            ChecklistItem(exchange=exchange, item=item, side=side, days=days)
            for item, side, days in items_for(introduction.opening)
        )
        record("exchange: plan", exchange, by=by, after={"state": exchange.state})
    return exchange


@transaction.atomic
def add_milestone(exchange: Exchange, *, title: str, language: str, due_on: date, by: User) -> Milestone:
    """By either side while the stay is not over; the same sent twice is one. Raises StepNotNow, TooMany, Refused."""
    _open(exchange, by=by)
    title = " ".join(title.split())
    if not title or len(title) > LONGEST_TITLE:
        raise Refused(
            "title",
            _("Say in one line of at most %(most)s characters what is reached.") % {"most": LONGEST_TITLE},
        )
    same = exchange.milestones.filter(title=title, due_on=due_on).first()
    if same:
        return same
    if exchange.milestones.count() >= MOST:
        raise TooMany(_("A stay has at most %(most)s milestones; take one away first.") % {"most": MOST})
    today = today_at(exchange)
    if due_on < today - timedelta(days=LONG_AGO):
        raise Refused("due_on", _("That day is more than a year ago."))
    if exchange.ends_on and due_on > exchange.ends_on:
        raise Refused("due_on", _("That day is after the end of the stay."))
    if due_on > today + timedelta(days=2 * MOST_DAYS):
        raise Refused("due_on", _("Choose a day within ten years."))
    row = Milestone.objects.create(exchange=exchange, title=title, language=language, due_on=due_on)
    record("exchange: milestone added", exchange, by=by, after={"milestone": row.pk, "due": str(due_on)})
    return row


@transaction.atomic
def mark_milestone(milestone: Milestone, *, done: bool, by: User) -> Milestone:
    """By either side."""
    _open(milestone.exchange, by=by)
    milestone.refresh_from_db()
    if (milestone.done_at is not None) != done:
        milestone.done_at, milestone.done_by = (timezone.now(), by) if done else (None, None)
        milestone.save(update_fields=["done_at", "done_by"])
        verb = "exchange: milestone reached" if done else "exchange: milestone open again"
        record(verb, milestone.exchange, by=by, after={"milestone": milestone.pk})
    return milestone


@transaction.atomic
def remove_milestone(milestone: Milestone, *, by: User) -> None:
    """By either side, while it is not reached. Raises StepNotNow."""
    _open(milestone.exchange, by=by)
    milestone.refresh_from_db()
    if milestone.done_at:
        raise StepNotNow(
            _("This milestone is reached and stays. Open it again first, if that was a mistake.")
        )
    record("exchange: milestone removed", milestone.exchange, by=by, after={"milestone": milestone.pk})
    milestone.delete()


@transaction.atomic
def tick(item: ChecklistItem, *, done: bool, by: User) -> ChecklistItem:
    """By the side whose it is. Raises NotTheirStep, StepNotNow."""
    side = _open(item.exchange, by=by)
    if side != item.side:
        raise NotTheirStep(_("The other side does this and ticks it off."))
    item.refresh_from_db()
    if (item.done_at is not None) != done:
        item.done_at = timezone.now() if done else None
        item.save(update_fields=["done_at"])
        record(
            "exchange: ticked" if done else "exchange: open again",
            item.exchange,
            by=by,
            after={"item": item.item},
        )
    return item


def tick_off(exchange: Exchange, item: str, *, by: User) -> ChecklistItem:
    """The item of that name is done. Raises NoSuchItem, and what `tick` raises."""
    found = exchange.checklist.filter(item=item).first()
    if found is None:
        raise NoSuchItem(_("The checklist of this stay does not ask for that."))
    found.exchange = exchange
    return tick(found, done=True, by=by)


def _open(exchange: Exchange, *, by: User) -> str:
    """Lock a stay that is not over; -> the side of `by`."""
    lock(exchange)
    side = require_side(exchange, by=by)
    if exchange.state in OVER:
        raise StepNotNow(_("The stay is over; its plan stays as it was."))
    return side
