"""States that change along one legal table, enforced in the domain and in the database.

A row with states has two columns: `state` and `came_from`, the state before ("" at birth). A check constraint lets
only legal pairs in, and a trigger (`taxonomy.triggers`) makes `came_from` tell the truth: an UPDATE that skips a step
is refused by SQLite and PostgreSQL alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import Q


class IllegalTransition(Exception):
    """This step is not in the table, or somebody else took a step first. Nothing was changed."""


@dataclass(frozen=True)
class Transitions:
    """`legal[state]` holds the states that may follow it."""

    initial: str
    legal: Mapping[str, Set[str]]

    def allows(self, before: str, after: str) -> bool:
        return after in self.legal.get(before, frozenset())

    def only(self, states: Set[str]) -> Transitions:
        """The same table, as far as it leads out of `states`."""
        return Transitions(self.initial, {state: self.legal[state] for state in states})


def transition_is_legal(table: Transitions, *, name: str) -> models.CheckConstraint:
    """A check that `came_from` → `state` is a row of the table (or the row is new)."""
    condition = Q(came_from="", state=str(table.initial))
    for before, followers in table.legal.items():
        if followers:
            condition |= Q(came_from=str(before), state__in=sorted(str(follower) for follower in followers))
    return models.CheckConstraint(condition=condition, name=name)


Row = TypeVar("Row", bound=models.Model)


def move(row: Row, to: str, *, table: Transitions, **changes: Any) -> Row:
    """Compare-and-set `row.state` to `to`, with `changes` in the same UPDATE; the row is refreshed.

    Raises IllegalTransition, and changes nothing, when the table forbids the step or another process moved first.
    """
    before: str = row.state  # type: ignore[attr-defined]
    if not table.allows(before, to):
        raise IllegalTransition(f"{row._meta.verbose_name} {row.pk} is {before!r} and cannot become {to!r}.")
    with transaction.atomic():
        changed = (
            type(row)
            ._default_manager.filter(pk=row.pk, state=before)
            .update(state=to, came_from=before, **changes)
        )
        if changed != 1:
            raise IllegalTransition(
                f"{row._meta.verbose_name} {row.pk} is no longer {before!r}; reload and try again."
            )
    row.refresh_from_db()
    return row
