"""One step for several stays of an opening: each by itself, and what became of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.domain.editing import Refused
from accounts.models import User
from bases.models import Opening
from exchanges.domain.rights import team_of
from exchanges.domain.stepping import told_once
from matching.models import Exchange
from notices.choices import Topic
from notices.domain.telling import tell
from taxonomy.transitions import IllegalTransition


@dataclass(frozen=True, slots=True)
class Result:
    exchange: Exchange
    done: bool
    words: str
    moved: bool = False  # with a line in the timeline, which a tick has not, and what is sent twice has once


def for_each(
    rows: Iterable[Exchange], take: Callable[[Exchange], Any], *, opening: Opening, by: User
) -> list[Result]:
    """A stay whose step is refused stands as it was and stops none of the others; its words say why.

    Each person is told of their own; the rest of the host's team once of all that moved.
    """
    with told_once():
        results = _each(rows, take)
    done = sum(result.moved for result in results)
    if done:
        address = reverse("exchanges:cohort", args=[opening.pk])
        for user in team_of(opening):
            if user.pk != by.pk:
                tell(user, Topic.EXCHANGES, "exchange_group", address=address, opening=opening, done=done)
    return results


def _each(rows: Iterable[Exchange], take: Callable[[Exchange], Any]) -> list[Result]:
    results = []
    for row in rows:
        before = _last(row)
        try:
            take(row)
        except (IllegalTransition, Refused) as error:
            row.refresh_from_db()
            results.append(Result(row, False, str(error)))
        else:
            results.append(Result(row, True, _("Done."), moved=_last(row) != before))
    return results


def _last(exchange: Exchange) -> int | None:
    """The last line of its timeline."""
    return exchange.events.order_by("pk").values_list("pk", flat=True).last()
