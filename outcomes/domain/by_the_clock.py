"""What happens by itself: reminders of reports and evaluations, and evaluations that open once their days passed."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from accounts.domain.one_by_one import one_by_one
from accounts.domain.steps import lock
from matching.choices import OutcomeState, Side
from matching.models import Outcome
from notices.choices import Topic
from outcomes.choices import OutcomeStep
from outcomes.deadlines import REMINDED
from outcomes.domain.evaluations import are_open, may_be_sent, open_evaluations
from outcomes.domain.parties import person_of
from outcomes.domain.reports import reported_at
from outcomes.domain.steps import note, tell_side
from taxonomy.site_clock import site_day, site_today, start_of


def remind_all() -> int:
    """-> how many sides were reminded. Running it twice reminds nobody twice."""
    today = site_today()
    missing = Q(state__in=(OutcomeState.DUE, OutcomeState.SUBMITTED)) | Q(due_on__gte=today)
    waiting = Outcome.objects.filter(missing, due_on__lte=today - timedelta(days=min(REMINDED)))
    done = 0
    with one_by_one() as run:
        for outcome in waiting.order_by("pk").iterator():
            with run.step(f"reminders of outcome {outcome.pk}"):
                done += _remind(outcome, today)
    return done


@transaction.atomic
def _remind(outcome: Outcome, today: date) -> int:
    lock(outcome)
    late = (today - outcome.due_on).days
    begun = site_day(outcome.created_at)  # on which day both were asked
    passed = [days for days in REMINDED if days <= late and outcome.due_on + timedelta(days=days) > begun]
    if not passed:
        return 0
    since = start_of(outcome.due_on + timedelta(days=max(passed)))
    reminded = 0
    for side in Side:
        sent = outcome.events.filter(step=OutcomeStep.REMIND, side=side, at__gte=since)
        if side == Side.PERSON and person_of(outcome).has_left:
            continue
        report = reported_at(outcome, side) is None
        if (report or may_be_sent(outcome, side)) and not sent.exists():
            note(outcome, OutcomeStep.REMIND, side=side, by=None, tell_both=False)
            tell_side(outcome, side, "outcome_reminder", Topic.REMINDERS, report=report, late=late > 0)
            reminded += 1
    return reminded


def open_all() -> int:
    """-> how many outcomes' evaluations opened because their days have passed."""
    done = 0
    with one_by_one() as run:
        for outcome in (
            Outcome.objects.filter(due_on__lt=site_today(), evaluations__isnull=False)
            .exclude(events__step=OutcomeStep.OPEN)
            .distinct()
            .order_by("pk")
            .iterator()
        ):
            with run.step(f"evaluations of outcome {outcome.pk}"), transaction.atomic():
                lock(outcome)
                if are_open(outcome):
                    open_evaluations(outcome)
                    done += 1
    return done
