"""Changing what a page shows, and takes as a whole: part of a profile, an opening, a base.

A page is sent with the mark of what it showed. Whoever saves from a page that is older than what is stored is told so,
and nothing is lost: neither what was stored meanwhile nor what they typed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import models, transaction

from accounts.domain.audit import record
from accounts.domain.steps import lock
from accounts.models import User

Values = Mapping[str, Any]  # by name of the field: texts, numbers, days, lists of them
Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Part(Generic[Row]):
    """Part of a row and of what hangs on it that is read and written as a whole, under a lock of the row."""

    name: str
    read: Callable[[Row], dict[str, Any]]
    write: Callable[[Row, Values], None]


class ChangedMeanwhile(Exception):
    """The part was saved from another page. `now`: what is stored."""

    def __init__(self, now: Values) -> None:
        super().__init__("The part was saved from another page; compare both and save again.")
        self.now = now


class Refused(Exception):
    """A value cannot be stored; the message says why and what to do. `field`: its name."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def mark_of(values: Values) -> str:
    """The same for the same values, in whatever order."""
    whole = json.dumps(values, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(whole.encode()).hexdigest()[:24]


def changed_names(before: Values, after: Values) -> list[str]:
    """Of the fields that differ."""
    return sorted(name for name in after if before.get(name) != after[name])


@transaction.atomic
def change_part(row: Row, part: Part[Row], values: Values, *, seen: str, by: User) -> bool:
    """Write `values` if the part still is what the page with the mark `seen` showed; False if nothing changes.

    The same values sent twice are one change. The caller asks whether `by` may. Raises ChangedMeanwhile, Refused.
    """
    lock(row)
    now = part.read(row)
    changed = changed_names(now, values)
    if not changed:
        return False
    if seen != mark_of(now):
        raise ChangedMeanwhile(now)
    part.write(row, values)
    record(f"{row._meta.model_name} changed: {part.name}", row, by=by, after={"changed": changed})
    return True
