"""What waits for somebody with their stays."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.desk import Link, Task, register_links, register_tasks
from accounts.models import User
from accounts.roles import Kind, Role
from exchanges.clock import end_of, today_at
from exchanges.dues import Due, dues_of
from exchanges.rows import LIVE, for_pages, of_host, of_person
from exchanges.turn import foremost
from matching.choices import Side
from matching.models import Exchange
from matching.querysets import ExchangeQuerySet

MOST = 10  # tasks; the list has them all
LOOKED_AT = 100  # stays of a host, the oldest first


def tasks(user: User, role: Role | None) -> Iterator[Task]:
    side = side_of(role)
    if side is None or (side == Side.HOST and role is not None and not role.writes):
        return
    rows = for_pages(_rows(user, role, side).filter(state__in=LIVE)).order_by("pk")[:LOOKED_AT]
    dues = [(row, due) for row in rows if (due := _foremost(row, side))]
    for row, due in sorted(dues, key=lambda one: (one[1].by, one[0].pk))[:MOST]:
        address = reverse("exchanges:exchange", args=[row.pk])
        about = row.introduction.opening.label
        yield Task(str(due.kind.label), address, about=about, by=end_of(row, due.by))


def _foremost(row: Exchange, side: Side) -> Due | None:
    """One task of a stay; what else waits there stands on its page."""
    today = today_at(row)
    mine = (due for due in dues_of(row) if due.side == side and due.since <= today)
    return foremost(mine, side, today=today)


def links(user: User, role: Role | None) -> Iterator[Link]:
    side = side_of(role)
    address = reverse("exchanges:exchanges")
    if side is not None:
        if _rows(user, role, side).exists():
            yield Link(_("Stays"), f"{address}?of={side}")
            yield Link(_("Calendar of stays"), reverse("exchanges:calendar"))
    elif role is not None and role.kind in (Kind.OFFICER, Kind.ADMINISTRATOR):
        yield Link(_("Stays"), f"{address}?of=officer")


def side_of(role: Role | None) -> Side | None:
    if role is None or role.kind == Kind.EXPERT:
        return Side.PERSON
    return Side.HOST if role.kind == Kind.HOST else None


def _rows(user: User, role: Role | None, side: Side) -> ExchangeQuerySet:
    if side == Side.PERSON:
        return of_person(user)
    of = role.subject if role else None
    return of_host(user).filter(introduction__opening__institution=of)


register_tasks(tasks)
register_links(links)
