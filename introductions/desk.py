"""What waits for somebody here."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.desk import Link, Task, register_links, register_tasks
from accounts.models import User
from accounts.roles import Kind, Role
from bases.models import Opening
from introductions.querysets import count_unread, waiting_for
from matching.choices import Side
from matching.models import Introduction
from matching.models.introduction import LIVE
from matching.querysets import IntroductionQuerySet

MOST = 10  # tasks; the list has them all


def tasks(user: User, role: Role | None) -> Iterator[Task]:
    side = side_of(role)
    if side is None or (side == Side.HOST and role is not None and not role.writes):
        return
    words = _("Answer an invitation") if side == Side.PERSON else _("Answer somebody who is interested")
    rows = (
        waiting_for(_rows(user, role, side), side)
        .select_related("opening")
        .prefetch_related("opening__texts")
    )
    for row in rows.order_by("answer_due", "pk")[:MOST]:
        title = row.opening.label
        address = reverse("introductions:introduction", args=[row.pk])
        yield Task(words, address, about=title, by=row.answer_due)


def links(user: User, role: Role | None) -> Iterator[Link]:
    side = side_of(role)
    address = reverse("introductions:introductions")
    if side is not None:
        unread = count_unread(_rows(user, role, side), side)
        yield Link(_("Introductions"), f"{address}?of={side}", unread)
    elif role is not None and role.kind in (Kind.OFFICER, Kind.ADMINISTRATOR):
        yield Link(_("Introductions"), f"{address}?of=officer")


def side_of(role: Role | None) -> Side | None:
    if role is None or role.kind == Kind.EXPERT:
        return Side.PERSON
    return Side.HOST if role.kind == Kind.HOST else None


def _rows(user: User, role: Role | None, side: Side) -> IntroductionQuerySet:
    rows = Introduction.objects.filter(state__in=LIVE)
    if side == Side.PERSON:
        return rows.filter(profile__user=user)
    of = role.subject if role else None
    return rows.filter(opening__in=Opening.objects.staffed_by(user).filter(institution=of))


register_tasks(tasks)
register_links(links)
