"""One audited step of a row from state to state."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models, transaction

from accounts.domain.audit import record
from accounts.models import User
from taxonomy.transitions import IllegalTransition, Transitions

Row = TypeVar("Row", bound=models.Model)


def lock(row: models.Model) -> None:
    """Refresh `row` and hold it until the transaction ends: what is read from it now still holds when it is saved.

    Rows that point at it may be added meanwhile. Of several rows: in the order of docs/decisions/0019.
    """
    row.refresh_from_db(from_queryset=type(row)._default_manager.select_for_update(no_key=True))


def take_step(
    row: Row, *, column: str, to: str, table: Transitions, verb: str, by: User | None, **changes: Any
) -> Row:
    """Set `column` to `to` where `table` allows it, with `changes`; lock, save and audit in one transaction.

    The row is saved rather than updated, so that the search index hears of it. Raises
    IllegalTransition, and changes nothing, when the table forbids the step.
    """
    with transaction.atomic():
        lock(row)
        before = getattr(row, column)
        if not table.allows(before, to):
            raise IllegalTransition(
                f"{row._meta.verbose_name} {row.pk} is {before!r} and cannot become {to!r}."
            )
        for name, value in {**changes, column: to}.items():
            setattr(row, name, value)
        row.save()
        record(verb, row, by=by, before={column: str(before)}, after={column: str(to)})
    return row
