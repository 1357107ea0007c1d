"""Requests about data, by officers: taken, asked back, extended, answered or refused in time, with reminders."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain.one_by_one import one_by_one
from accounts.domain.steps import lock
from accounts.models import User
from notices.choices import Topic
from notices.domain.telling import tell
from privacy.choices import RequestState, RequestStep
from privacy.domain.request_step import NotNow, address_of, note, officers, take_step, write_to
from privacy.models import DataRequest
from privacy.request_way import OFFICER, PLATFORM

EXTENSION = timedelta(days=60)  # GDPR, Art. 12 (3): two further months, once, with the reason
LAST_DAYS = (7, 2, 0)  # before the deadline: officers are reminded


@transaction.atomic
def take(row: DataRequest, *, by: User) -> DataRequest:
    lock(row)
    return take_step(row, RequestStep.TAKE, who=OFFICER, by=by, handled_by=by)


@transaction.atomic
def ask_back(row: DataRequest, *, by: User, reason: str, language: str) -> DataRequest:
    """A question without whose answer there is no decision; the deadline goes on."""
    lock(row)
    return take_step(row, RequestStep.ASK, who=OFFICER, by=by, reason=reason, language=language)


@transaction.atomic
def extend(row: DataRequest, *, by: User, reason: str, language: str) -> DataRequest:
    """Two further months, once. Raises NotNow the second time."""
    lock(row)
    if row.events.filter(step=RequestStep.EXTEND).exists():
        raise NotNow(_("The deadline was extended before; the law allows it once."))
    later = row.due_at + EXTENSION if row.due_at else None
    return take_step(
        row, RequestStep.EXTEND, who=OFFICER, by=by, reason=reason, language=language, due_at=later
    )


@transaction.atomic
def answer(row: DataRequest, *, by: User, reason: str, language: str) -> DataRequest:
    lock(row)
    now = timezone.now()
    return take_step(
        row, RequestStep.ANSWER, who=OFFICER, by=by, reason=reason, language=language, closed_at=now
    )


@transaction.atomic
def refuse(row: DataRequest, *, by: User, reason: str, language: str) -> DataRequest:
    lock(row)
    now = timezone.now()
    return take_step(
        row, RequestStep.REFUSE, who=OFFICER, by=by, reason=reason, language=language, closed_at=now
    )


def open_requests() -> QuerySet[DataRequest]:
    return DataRequest.objects.filter(
        state__in=[RequestState.OPEN, RequestState.TAKEN, RequestState.ASKED]
    ).order_by("due_at", "pk")


def remind_all(now: datetime) -> int:
    """Of requests whose deadline comes near, once for each of LAST_DAYS, and anew for a later deadline: officers, and
    whoever was asked something -> how many requests."""
    reminded = 0
    with one_by_one() as run:
        for key in list(open_requests().values_list("pk", flat=True)):
            with run.step(f"request {key}"):
                reminded += _remind(key, now)
    return reminded


@transaction.atomic
def _remind(key: int, now: datetime) -> bool:
    row = DataRequest.objects.get(pk=key)
    lock(row)
    if not row.is_open or row.due_at is None:
        return False
    due = sum(now >= row.due_at - timedelta(days=days) for days in LAST_DAYS)
    extended = row.events.filter(step=RequestStep.EXTEND).last()
    reminded = row.events.filter(step=RequestStep.REMIND, pk__gt=extended.pk if extended else 0)
    if reminded.count() >= due:
        return False
    note(row, RequestStep.REMIND, side=PLATFORM, by=None)
    for officer in [row.handled_by] if row.handled_by else officers():
        tell(officer, Topic.REMINDERS, "data_request_due", address=address_of(row), request=row)
    question = row.events.filter(step=RequestStep.ASK).last()
    if row.state == RequestState.ASKED and row.email and question:
        write_to(row, "data_request_waits", event=question)
    return True
