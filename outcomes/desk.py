"""What waits for somebody here."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.desk import Link, Task, register_links, register_tasks
from accounts.models import User
from accounts.roles import Kind, Role
from bases.models import Opening
from matching.choices import OutcomeState, Side
from matching.models import Outcome
from matching.querysets import OutcomeQuerySet
from outcomes.domain.evaluations import may_be_sent
from outcomes.domain.reports import reported_at
from outcomes.models import Evaluation
from taxonomy.site_clock import end_of, site_today

MOST = 10  # tasks; the list has them all


def tasks(user: User, role: Role | None) -> Iterator[Task]:
    """Reports and evaluations that are missing, and stories that wait for the reader's yes."""
    side = _side_of(role)
    if side is None or (side == Side.HOST and role is not None and not role.writes):
        return
    of_side = {f"{side}_reported_at": None, "state__in": [OutcomeState.DUE, OutcomeState.SUBMITTED]}
    other = Side.PERSON if side == Side.HOST else Side.HOST
    to_agree = {
        f"{side}_released_at": None,
        f"{other}_released_at__isnull": False,
        "state": OutcomeState.COMPLETE,
    }
    said = Evaluation.objects.filter(outcome=OuterRef("pk"), side=side)
    still_there = Q(exchange__profile__user__isnull=False)
    to_evaluate = ~Q(Exists(said)) & Q(due_on__gte=site_today()) & still_there
    rows = _rows(user, role, side).filter(Q(**of_side) | to_evaluate | Q(**to_agree)).for_stories()
    for row in rows.prefetch_related("evaluations").waiting_first()[:MOST]:
        words, due = _task_of(row, side)
        yield Task(
            words,
            reverse("outcomes:outcome", args=[row.pk]),
            about=row.exchange.introduction.opening.label,
            by=end_of(row.due_on) if due else None,
        )


def links(user: User, role: Role | None) -> Iterator[Link]:
    officer = role is not None and role.kind in (Kind.OFFICER, Kind.ADMINISTRATOR)
    if officer or _side_of(role) is not None:
        yield Link(_("Reports and stories"), reverse("outcomes:outcomes"))
    if officer:
        yield Link(_("From recommendation to report, in figures"), reverse("outcomes:funnel"))


def _task_of(outcome: Outcome, side: Side) -> tuple[str, bool]:
    """-> words, and whether the day of the reports is its deadline."""
    if reported_at(outcome, side) is None:
        return _("Report what came of the stay"), True
    if may_be_sent(outcome, side):
        return _("Say how the stay went"), True
    return _("Read the story that the other side agreed to"), False


def _side_of(role: Role | None) -> Side | None:
    if role is None or role.kind == Kind.EXPERT:
        return Side.PERSON
    return Side.HOST if role.kind == Kind.HOST else None


def _rows(user: User, role: Role | None, side: Side) -> OutcomeQuerySet:
    introduction = "exchange__introduction"
    if side == Side.PERSON:
        return Outcome.objects.filter(**{f"{introduction}__profile__user": user})
    openings = Opening.objects.staffed_by(user).filter(institution=role.subject if role else None)
    return Outcome.objects.filter(**{f"{introduction}__opening__in": openings}).exclude(
        **{f"{introduction}__profile__user": user}
    )


register_tasks(tasks)
register_links(links)
