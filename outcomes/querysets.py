"""Who reads what of reports and evaluations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.audience import Visitor
from bases.models import Opening
from matching.choices import Side
from matching.models import Outcome
from taxonomy.site_clock import site_today

if TYPE_CHECKING:
    from outcomes.models import Evaluation, Report  # noqa: F401 – named in strings below

_INTRODUCTION = "outcome__exchange__introduction"


def of_own_side(user: Visitor) -> Q:
    """Rows with a `side` and an `outcome`: the person's own, and of hosts that of their team. Whoever came from the
    team of the host is the person, never the host."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    is_person = Q(**{f"{_INTRODUCTION}__profile__user": user.pk})
    in_team = Q(**{f"{_INTRODUCTION}__opening__in": Opening.objects.staffed_by(user)})
    return (Q(side=Side.PERSON) & is_person) | (Q(side=Side.HOST) & in_team & ~is_person)


def evaluations_are_open() -> Q:
    """Of outcomes: both sides have sent theirs, or the days for it have passed."""
    from outcomes.models import Evaluation

    sent = Evaluation.objects.filter(outcome=OuterRef("pk"))
    both = Exists(sent.filter(side=Side.HOST)) & Exists(sent.filter(side=Side.PERSON))
    return Q(both) | Q(due_on__lt=site_today())


class ReportQuerySet(models.QuerySet["Report"]):
    def sent(self) -> ReportQuerySet:
        return self.filter(
            Q(side=Side.HOST, outcome__host_reported_at__isnull=False)
            | Q(side=Side.PERSON, outcome__person_reported_at__isnull=False)
        )

    def visible_to(self, user: Visitor) -> ReportQuerySet:
        """Of stays that the reader may see: what was sent, and the drafts of their own side."""
        rows = self.filter(outcome__in=Outcome.objects.visible_to(user))
        return rows.filter(
            Q(pk__in=self.model._default_manager.all().sent().values("pk")) | of_own_side(user)
        )


class EvaluationQuerySet(models.QuerySet["Evaluation"]):
    def open(self) -> EvaluationQuerySet:
        """What both sides and officers may read."""
        return self.filter(outcome__in=Outcome.objects.filter(evaluations_are_open()))

    def visible_to(self, user: Visitor) -> EvaluationQuerySet:
        """Of stays that the reader may see: one's own side's, and the other's once both are open. Officers wait too."""
        rows = self.filter(outcome__in=Outcome.objects.visible_to(user))
        open_ones = Q(outcome__in=Outcome.objects.filter(evaluations_are_open()))
        return rows.filter(open_ones | of_own_side(user))
