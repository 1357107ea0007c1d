"""What each side reports: kept as a draft, sent, and corrected until both are in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain.editing import Part, Values, change_part
from accounts.models import User
from experts.importing import tidy
from matching.choices import OutcomeState, Side
from matching.models import Outcome
from outcomes.choices import OutcomeStep
from outcomes.domain.errors import Incomplete, SentAlready
from outcomes.domain.steps import require_step, step_on
from outcomes.models import Report, ReportedWork

PLAIN = ("summary", "plans", "language", "follow_up", "trainees")


def reported_at(outcome: Outcome, side: Side) -> Any:
    """When `side` sent its report, or None."""
    return getattr(outcome, f"{side}_reported_at")


def report_of(outcome: Outcome, side: Side) -> Report | None:
    return outcome.reports.filter(side=side).prefetch_related("works").first()


def read_report(outcome: Outcome, side: Side) -> dict[str, Any]:
    report = report_of(outcome, side) or Report(outcome=outcome, side=side)
    works = report.works.all() if report.pk else []
    return {name: getattr(report, name) for name in PLAIN} | {
        "works": [
            {"kind": work.kind, "title": work.title, "doi": work.doi, "number": work.number} for work in works
        ]
    }


def write_report(outcome: Outcome, side: Side, values: Values) -> None:
    report, _new = Report.objects.update_or_create(
        outcome=outcome, side=side, defaults={name: values[name] for name in PLAIN}
    )
    report.works.all().delete()
    ReportedWork.objects.bulk_create(
        ReportedWork(report=report, key=key_of(work), **work) for work in values["works"]
    )


def key_of(work: Mapping[str, str]) -> str:
    """By which a work of one kind is known again: what both sides report counts once."""
    return work["doi"] or tidy.fold(work["number"])[:320] or tidy.fold(work["title"])[:320]


def part_of(side: Side) -> Part[Outcome]:
    return Part(
        f"report of the {side}",
        lambda outcome: read_report(outcome, side),
        lambda outcome, values: write_report(outcome, side, values),
    )


@transaction.atomic
def save_draft(outcome: Outcome, values: Values, *, side: Side, seen: str, by: User) -> None:
    """Keep it for one's own side. Raises NotYourSide, NotNow, SentAlready, ChangedMeanwhile."""
    require_step(outcome, _sending(outcome), side=side, by=by)
    if reported_at(outcome, side):
        raise SentAlready(_("Your side has sent its report; send the correction instead of keeping a draft."))
    change_part(outcome, part_of(side), values, seen=seen, by=by)


@transaction.atomic
def send_report(outcome: Outcome, values: Values, *, side: Side, seen: str, by: User) -> OutcomeStep:
    """The first report of both submits the outcome, the second completes it; until then one's own may be corrected.

    Raises NotYourSide, NotNow, Incomplete, ChangedMeanwhile.
    """
    require_step(outcome, _sending(outcome), side=side, by=by)
    if not str(values["summary"]).strip():
        raise Incomplete(_("Write what came of the stay; the other side reads it."))
    changed = change_part(outcome, part_of(side), values, seen=seen, by=by)
    if reported_at(outcome, side):
        if not changed:  # the same report sent twice is one
            return OutcomeStep.REPORT
        step_on(outcome, OutcomeStep.CORRECT, side=side, by=by)
        return OutcomeStep.CORRECT
    step = _sending(outcome)
    step_on(outcome, step, side=side, by=by, **{f"{side}_reported_at": timezone.now()})
    return step


def _sending(outcome: Outcome) -> OutcomeStep:
    return OutcomeStep.REPORT if outcome.state == OutcomeState.DUE else OutcomeStep.COMPLETE
