"""Stays that have ended, and some that are on their way: so that reports, figures and the funnel show something."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from django.utils import timezone

from bases.models import Institution, Opening
from demo.loading.logins import EXPERT, HOST
from demo.registry import Registry
from experts.choices import ProfileState
from experts.models import Profile
from matching.choices import ExchangeState as E
from matching.choices import Initiator, IntroductionState, OutcomeState, Side
from matching.models import Exchange, Introduction, Outcome
from outcomes.choices import Again, FollowUp, OutcomeStep, WorkKind
from outcomes.domain.reports import key_of
from outcomes.models import Evaluation, OutcomeEvent, Report, ReportedWork, StoryWords

WORDS = {
    Side.HOST: ("两个月里，我们一起把测试平台调到了设计指标。", "zh-hans"),
    Side.PERSON: (
        "I came for a measurement and left with three colleagues and a plan for the next one.",
        "en",
    ),
}
WORKS = (
    {
        "kind": WorkKind.PUBLICATION,
        "title": "Fuel retention seen by laser",
        "doi": "10.1000/demo.1",
        "number": "",
    },
    {"kind": WorkKind.PROTOTYPE, "title": "Laser head for the divertor port", "doi": "", "number": ""},
)
# How far the others came: the state of the exchange; none: the introduction alone.
OTHERS = (None, None, E.AGREED, E.AGREED, E.UNDER_WAY, E.COMPLETED, E.COMPLETED)


def make_outcomes(registry: Registry) -> None:
    """Once, together with the institution whose logins they belong to. No letters are sent."""
    if not registry.is_new("institution", HOST):
        return
    host = registry.row(Institution, "institution", HOST)
    expert = registry.row(Profile, "person", EXPERT)
    free = Opening.objects.filter(places__gt=1).exclude(introductions__profile=expert).order_by("pk")
    for opening, ended in zip(free.filter(institution=host), (12,), strict=False):
        _report_due(_stay(opening, expert, E.COMPLETED, ended=ended))
    elsewhere = free.exclude(institution=host)
    for opening in elsewhere[:1]:
        _told(_stay(opening, expert, E.COMPLETED, ended=200))
    people = Profile.objects.filter(state=ProfileState.ACTIVE, user__isnull=False, introductions__isnull=True)
    for profile, opening, state in zip(people.order_by("-pk"), elsewhere[1:], OTHERS, strict=False):
        exchange = _stay(opening, profile, state, ended=40)
        if state == E.COMPLETED:
            _told(exchange)


def _stay(opening: Opening, profile: Profile, state: E | None, *, ended: int) -> Exchange | None:
    """`ended`: days ago, or how long until it begins."""
    now = timezone.now()
    begun = now - timedelta(days=ended + 150)
    row = Introduction.objects.create(opening=opening, profile=profile, initiator=Initiator.HOST)
    accepted = begun + timedelta(days=9)
    Introduction.objects.filter(pk=row.pk).update(
        created_at=begun,
        state=IntroductionState.ACCEPTED,
        came_from=IntroductionState.OFFERED,
        host_accepted_at=begun,
        person_accepted_at=accepted,
    )
    if state is None:
        return None
    today = timezone.localdate()
    first, last = today - timedelta(days=ended + 60), today - timedelta(days=ended)
    if state in (E.AGREED, E.UNDER_WAY):
        first, last = today - timedelta(days=10 if state == E.UNDER_WAY else -30), today + timedelta(days=60)
    exchange = Exchange.objects.create(
        introduction=row,
        profile=profile,
        starts_on=first,
        ends_on=last,
        host_signed_at=accepted,
        person_signed_at=accepted,
    )
    way = [E.PLANNED, E.AGREED, E.UNDER_WAY, E.COMPLETED]
    for before, after in pairwise(way[: way.index(state) + 1]):
        Exchange.objects.filter(pk=exchange.pk).update(state=after, came_from=before)
    return exchange


def _report_due(exchange: Exchange | None) -> None:
    if exchange is not None:
        due = timezone.localdate() + timedelta(days=18)
        outcome = Outcome.objects.create(exchange=exchange, due_on=due)
        OutcomeEvent.objects.create(outcome=outcome, step=OutcomeStep.BEGIN, side="platform")


def _told(exchange: Exchange | None) -> None:
    """By both sides, evaluations open, the words of a story written and agreed to by nobody."""
    if exchange is None:
        return
    now = timezone.now()
    outcome = Outcome.objects.create(
        exchange=exchange,
        due_on=timezone.localdate() - timedelta(days=10),
        host_reported_at=now,
        person_reported_at=now,
    )
    OutcomeEvent.objects.create(outcome=outcome, step=OutcomeStep.BEGIN, side="platform")
    for before, after, side, step in (
        (OutcomeState.DUE, OutcomeState.SUBMITTED, Side.HOST, OutcomeStep.REPORT),
        (OutcomeState.SUBMITTED, OutcomeState.COMPLETE, Side.PERSON, OutcomeStep.COMPLETE),
    ):
        Outcome.objects.filter(pk=outcome.pk).update(state=after, came_from=before)
        OutcomeEvent.objects.create(outcome=outcome, step=step, side=side)
        text, language = WORDS[side]
        report = Report.objects.create(
            outcome=outcome,
            side=side,
            summary=text,
            language=language,
            follow_up=FollowUp.PROJECT,
            trainees=3,
        )
        ReportedWork.objects.bulk_create(
            ReportedWork(report=report, key=key_of(work), **work) for work in WORKS
        )
        Evaluation.objects.create(
            outcome=outcome, side=side, results=4, together=5, organised=4, again=Again.YES, sent_at=now
        )
        StoryWords.objects.create(outcome=outcome, side=side, text=text, language=language)
