"""What happens to introductions by the clock: reminders, expiry, and the end with their opening or consent."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone

from accounts.domain.audit import record
from accounts.domain.one_by_one import one_by_one
from accounts.domain.steps import lock
from bases.choices import PublicationState, Verification
from introductions.choices import IntroductionStep as S
from introductions.domain.reach import out_of_reach
from introductions.domain.telling import note, people_of, say
from introductions.models import IntroductionEvent
from introductions.querysets import waiting_side
from matching.choices import IntroductionState
from matching.models import Introduction
from matching.transitions import INTRODUCTION
from notices.choices import Topic
from taxonomy.transitions import move

REMINDED_AFTER = (7, 14)  # days
BETWEEN = timedelta(days=6)  # two reminders, whatever was missed


def look_after_all() -> None:
    """Expire and remind what is due; run twice it does it once."""
    now = timezone.now()
    waiting = Introduction.objects.filter(state=IntroductionState.OFFERED)
    reminded = Q(events__step=S.REMIND)
    with one_by_one() as run:
        told = waiting.annotate(
            sent=Count("events", filter=reminded), last=Max("events__at", filter=reminded)
        )
        columns = ("pk", "created_at", "answer_due", "sent", "last")
        for pk, created, due, sent, last in told.values_list(*columns):
            with run.step(f"introduction {pk}"):
                if due is not None and due <= now:
                    expire(pk)
                elif sum(created + timedelta(days=days) <= now for days in REMINDED_AFTER) > sent and (
                    last is None or last + BETWEEN <= now
                ):
                    remind(pk)
        with run.step("introductions that cannot be answered any more"):
            close(list(waiting.filter(gone()).values_list("pk", flat=True)))


def gone() -> Q:
    """The opening was taken off the site, the host lost its verification, or the person is out of reach."""
    return (
        Q(opening__publication=PublicationState.WITHDRAWN)
        | ~Q(opening__institution__verification=Verification.VERIFIED)
        | out_of_reach()
    )


@transaction.atomic
def expire(pk: int) -> None:
    introduction = _held(pk)
    if introduction.state == IntroductionState.OFFERED:
        _take(introduction, IntroductionState.EXPIRED)
        note(introduction, S.EXPIRE, by=None, side="platform")


@transaction.atomic
def remind(pk: int) -> None:
    """Only those whose turn it is."""
    introduction = _held(pk)
    side = waiting_side(introduction)
    if introduction.state != IntroductionState.OFFERED or side is None:
        return
    IntroductionEvent.objects.create(introduction=introduction, step=S.REMIND, side="platform")
    for user, reads in people_of(introduction):
        if reads == side:
            say(introduction, user, Topic.REMINDERS, "introduction_reminder", reads=reads)


def close(pks: list[int]) -> None:
    """End those that wait and cannot be answered any more."""
    for pk in sorted(pks):
        with transaction.atomic():
            introduction = _held(pk)
            if introduction.state == IntroductionState.OFFERED:
                _take(introduction, IntroductionState.WITHDRAWN)
                note(introduction, S.CLOSE, by=None, side="platform")


def _held(pk: int) -> Introduction:
    introduction = Introduction.objects.get(pk=pk)
    lock(introduction)
    return introduction


def _take(introduction: Introduction, to: IntroductionState) -> None:
    move(introduction, to, table=INTRODUCTION)
    record(f"introduction {to}", introduction, by=None, after={"state": str(to)})
