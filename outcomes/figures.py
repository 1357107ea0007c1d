"""What came of stays at a base, counted: for its page, and for officers who evaluate it (docs/decisions/0056)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count, Max, Q, Sum

from accounts.models import Purpose
from bases.models import Base
from experts.models import Profile
from experts.querysets import consented
from matching.choices import Side
from matching.models import Exchange, Outcome
from outcomes.choices import Again, FollowUp, WorkKind
from outcomes.funnel.stages import ENDED, REPORTED
from outcomes.models import Evaluation, ReportedWork

AT = "introduction__opening__base"


@dataclass(frozen=True, slots=True)
class Figures:
    stays: int  # that ended
    reported: int  # of these, by both sides
    works: dict[WorkKind, int]  # each once, however many sides and stays name it
    trainees: int  # of each stay the larger of both sides' figures
    going_on: int  # stays after which a side plans more than to stay in touch

    @property
    def all_works(self) -> list[tuple[str, int]]:
        """Those that there are, in words."""
        return [(str(kind.label), self.works[kind]) for kind in WorkKind if self.works[kind]]


@dataclass(frozen=True, slots=True)
class Grades:
    """What people said of their stay at the base, as far as evaluations are open. Averages from 1 to 5."""

    number: int
    results: float
    together: float
    organised: float
    again: int  # who would come again


def figures_of(base: Base, *, measured: bool) -> Figures:
    """`measured`: only stays of people who agree to be counted in statistics. Five queries."""
    stays = Exchange.objects.filter(**{AT: base}, state__in=ENDED)
    if measured:
        stays = stays.filter(profile__in=Profile.objects.filter(consented(Purpose.MEASURED)))
    told = Outcome.objects.filter(exchange__in=stays, state__in=REPORTED)
    works: dict[Any, int] = dict(
        ReportedWork.objects.filter(report__outcome__in=told)
        .order_by()
        .values_list("kind")
        .annotate(Count("key", distinct=True))
    )
    trainees = told.annotate(most=Max("reports__trainees")).aggregate(Sum("most"))["most__sum"]
    more = Q(reports__follow_up__in=[FollowUp.STAY, FollowUp.PROJECT, FollowUp.LASTING])
    return Figures(
        stays=stays.count(),
        reported=told.count(),
        works={kind: works.get(kind, 0) for kind in WorkKind},
        trainees=trainees or 0,
        going_on=told.filter(more).distinct().count(),
    )


def grades_of(base: Base) -> Grades | None:
    """None as long as no evaluation of a guest is open."""
    found = (
        Evaluation.objects.open()
        .filter(side=Side.PERSON, **{f"outcome__exchange__{AT}": base})
        .aggregate(
            number=Count("pk"),
            results=Avg("results"),
            together=Avg("together"),
            organised=Avg("organised"),
            again=Count("pk", filter=Q(again=Again.YES)),
        )
    )
    if not found["number"]:
        return None
    return Grades(
        number=found["number"],
        results=round(found["results"], 1),
        together=round(found["together"], 1),
        organised=round(found["organised"], 1),
        again=found["again"],
    )
