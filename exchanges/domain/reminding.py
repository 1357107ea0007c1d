"""Reminders of what is due: a week before its day and after it, each once."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse

from accounts.domain.one_by_one import one_by_one
from accounts.domain.steps import lock
from exchanges.choices import Stage
from exchanges.clock import today_at
from exchanges.domain.rights import people_of
from exchanges.dues import Due, dues_of
from exchanges.models import Reminder
from exchanges.rows import LIVE, for_pages
from exchanges.turn import stuck, words_of
from matching.models import Exchange
from notices.choices import Topic
from notices.domain.telling import tell

BEFORE = timedelta(days=7)
AT_A_TIME = 200


def remind_all() -> int:
    """-> the number of reminders. Running it twice on one day reminds nobody twice."""
    sent, after = 0, 0
    with one_by_one() as run:
        while keys := list(
            Exchange.objects.filter(state__in=LIVE, pk__gt=after)
            .order_by("pk")
            .values_list("pk", flat=True)[:AT_A_TIME]
        ):
            for pk in keys:
                with run.step(f"reminders of stay {pk}"):
                    sent += _remind(pk)
            after = keys[-1]
    return sent


@transaction.atomic
def _remind(pk: int) -> int:
    exchange = for_pages(Exchange.objects.filter(pk=pk, state__in=LIVE)).first()
    if exchange is None:
        return 0
    today, sent = today_at(exchange), 0
    due_now = [(due, stage) for due in dues_of(exchange) if (stage := _stage(due, today))]
    if due_now:
        lock(exchange)
    for due, stage in due_now:
        row, new = Reminder.objects.get_or_create(
            exchange=exchange, kind=due.kind, side=due.side, due_on=due.by, stage=stage
        )
        if new:
            sent += 1
            _tell(exchange, due, row)
    return sent


def _stage(due: Due, today: date) -> Stage | None:
    if today > due.by:
        return Stage.LATE
    return Stage.SOON if today >= max(due.since, due.by - BEFORE) else None


def _tell(exchange: Exchange, due: Due, reminder: Reminder) -> None:
    address = reverse("exchanges:exchange", args=[exchange.pk])
    for user in people_of(exchange, due.side):
        tell(
            user,
            Topic.REMINDERS,
            "exchange_due",
            address=address,
            exchange=exchange,
            opening=exchange.introduction.opening,
            due=due,
            words=lambda: words_of(due.kind),
            beside=lambda: "".join(stuck(exchange, today_at(exchange))),
            late=reminder.stage == Stage.LATE,
        )
