"""Questions about introductions that pages ask."""

from __future__ import annotations

from django.db.models import Count, Q

from matching.choices import ExchangeState, IntroductionState, Side
from matching.models import Introduction
from matching.models.introduction import LIVE
from matching.querysets import IntroductionQuerySet

OVER = (ExchangeState.COMPLETED, ExchangeState.ENDED_EARLY, ExchangeState.CANCELLED)  # of the stay


def going_on() -> Q:
    """Alive, and its stay is not over."""
    return Q(state__in=LIVE) & ~Q(exchange__state__in=OVER)


def waiting_side(introduction: Introduction) -> Side | None:
    """Whose yes or no is missing; None once it is answered. The host's first, where both are."""
    if introduction.state != IntroductionState.OFFERED:
        return None
    if introduction.host_accepted_at is None:
        return Side.HOST
    return Side.PERSON if introduction.person_accepted_at is None else None


def waiting_for(rows: IntroductionQuerySet, side: Side) -> IntroductionQuerySet:
    return rows.filter(**{"state": IntroductionState.OFFERED, f"{side}_accepted_at__isnull": True})


def with_unread(rows: IntroductionQuerySet, side: Side) -> IntroductionQuerySet:
    """`unread`: how many messages of the other side nobody of `side` has opened."""
    return rows.annotate(unread=Count("messages", filter=_unread(side)))


def count_unread(rows: IntroductionQuerySet, side: Side) -> int:
    """In how many of `rows` there is one."""
    return rows.filter(_unread(side)).distinct().count()


def _unread(side: Side) -> Q:
    other = Side.PERSON if side == Side.HOST else Side.HOST
    return Q(messages__read_at__isnull=True, messages__side=other)
