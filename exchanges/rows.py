"""Stays with what their pages read, in a number of queries that does not grow with them."""

from __future__ import annotations

from django.http import Http404

from accounts.audience import Visitor
from bases.models import Opening
from matching.choices import ExchangeState
from matching.models import Exchange
from matching.querysets import ExchangeQuerySet

LIVE = (ExchangeState.PLANNED, ExchangeState.AGREED, ExchangeState.UNDER_WAY, ExchangeState.INTERRUPTED)


def for_pages(rows: ExchangeQuerySet) -> ExchangeQuerySet:
    """With what lines, calendars and `dues_of` read."""
    return rows.select_related(
        "profile__user",
        "introduction__profile__user",
        "introduction__opening__institution",
        "introduction__opening__base",
    ).prefetch_related(
        "introduction__opening__texts",
        "introduction__opening__institution__texts",
        "introduction__opening__base__texts",
        "versions__signatures",
        "checklist",
        "milestones",
        "events",
        "letters",
    )


def of_person(user: Visitor) -> ExchangeQuerySet:
    return Exchange.objects.filter(introduction__profile__user=user.pk)


def of_host(user: Visitor) -> ExchangeQuerySet:
    """Of the team's institutions; never one's own stay."""
    return Exchange.objects.filter(introduction__opening__in=Opening.objects.staffed_by(user)).exclude(
        introduction__profile__user=user.pk
    )


def find(pk: int, *, reader: Visitor) -> Exchange:
    """With what its page reads. Raises Http404 for what is not theirs to see."""
    row = for_pages(Exchange.objects.visible_to(reader)).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row
