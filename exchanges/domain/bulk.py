"""One step for several stays of an opening: each by itself, and what became of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.domain.editing import Refused
from matching.models import Exchange
from taxonomy.transitions import IllegalTransition


@dataclass(frozen=True, slots=True)
class Result:
    exchange: Exchange
    done: bool
    words: str


def for_each(rows: Iterable[Exchange], take: Callable[[Exchange], Any]) -> list[Result]:
    """A stay whose step is refused stands as it was and stops none of the others; its words say why."""
    results = []
    for row in rows:
        try:
            take(row)
        except (IllegalTransition, Refused) as error:
            row.refresh_from_db()
            results.append(Result(row, False, str(error)))
        else:
            results.append(Result(row, True, _("Done.")))
    return results
