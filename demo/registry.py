"""Which demo record became which row, and the order they are made in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import models

from demo.models import LoadedRecord
from demo.reading import BadDemoData, Item, Record

Row = TypeVar("Row", bound=models.Model)


class Registry:
    """Makes each record once, and finds the rows of earlier records by their ids."""

    def __init__(self) -> None:
        self._ids = {(row.kind, row.key): row.object_id for row in LoadedRecord.objects.all()}
        self._new: set[tuple[str, str]] = set()

    @property
    def made(self) -> int:
        """How many records became rows in this run."""
        return len(self._new)

    def is_new(self, kind: str, key: str) -> bool:
        """Whether the record became a row in this run."""
        return (kind, key) in self._new

    def make(self, kind: str, record: Record[Item], create: Callable[[Item], Any]) -> None:
        """Call `create` unless this record was loaded before."""
        key: str = record.item.id  # type: ignore[attr-defined]
        if (kind, key) in self._ids:
            return
        try:
            row = create(record.item)
        except LookupError as error:
            raise BadDemoData(f"{record.place}: {key}: {error.args[0]}") from None
        LoadedRecord.objects.create(kind=kind, key=key, object_id=row.pk)
        self._ids[kind, key] = row.pk
        self._new.add((kind, key))

    def row(self, model: type[Row], kind: str, key: str) -> Row:
        """The row that a record became; LookupError names the remedy when there is none."""
        try:
            return model._default_manager.get(pk=self._ids[kind, key])
        except KeyError:
            raise LookupError(f"no {kind} has the id {key!r}; correct the id or add the {kind}") from None
        except ObjectDoesNotExist:
            raise LookupError(
                f"{kind} {key!r} was loaded once and deleted since; take the record out"
            ) from None

    def optional(self, model: type[Row], kind: str, key: str | None) -> Row | None:
        return None if key is None else self.row(model, kind, key)
