"""Where the name of somebody who was erased still stands, in texts that are not about them: officers read and decide.

The name itself is stored nowhere: a row holds the place, where in the text, and a keyed hash by which a text that was
changed since is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.domain.audit import record
from accounts.domain.steps import lock
from accounts.models import User
from privacy.choices import NameVerdict
from privacy.domain.columns import Column, field_of, models_by_table
from privacy.domain.requests import require_officer
from privacy.domain.sweeping import Hit
from privacy.models import NameLeft

AROUND = 80  # characters of the text before and after the name
SALT = "privacy.name_left"


@dataclass(frozen=True, slots=True)
class Place:
    """As officers read it. `excerpts`: (before, the name, after); none where the text is gone or was changed."""

    row: NameLeft
    kind: str
    field: str
    excerpts: tuple[tuple[str, str, str], ...]


def note_left(hits: Iterable[Hit]) -> int:
    rows = [
        NameLeft(
            table=hit.column.table,
            column=hit.column.name,
            key=str(hit.key),
            key_column=hit.column.key,
            spans=[list(span) for span in hit.spans],
            seal=seal(hit.text),
        )
        for hit in hits
    ]
    NameLeft.objects.bulk_create(rows)
    return len(rows)


def seal(text: str) -> str:
    return salted_hmac(SALT, text).hexdigest()


def places(rows: Iterable[NameLeft]) -> Iterator[Place]:
    for row in rows:
        column = Column(row.table, row.key_column, row.column, "", None)
        model, field = models_by_table().get(row.table), field_of(column)
        kind = str(model._meta.verbose_name) if model else row.table
        yield Place(row, kind, str(field.verbose_name) if field else row.column, tuple(_excerpts(row)))


@transaction.atomic
def decide(row: NameLeft, *, verdict: NameVerdict, by: User) -> NameLeft:
    """An officer has read it. Said twice it is said once. Raises NotTheirStep."""
    require_officer(by)
    lock(row)
    if row.verdict:
        return row
    row.verdict, row.by, row.decided_at = verdict, by, timezone.now()
    row.save(update_fields=["verdict", "by", "decided_at"])
    record("name that was left: decided", row, by=by, after={"verdict": str(verdict)})
    return row


def _excerpts(row: NameLeft) -> Iterator[tuple[str, str, str]]:
    text = _text(row)
    if text is None or seal(text) != row.seal:
        return
    for start, end in row.spans:
        yield text[max(0, start - AROUND) : start], text[start:end], text[end : end + AROUND]


def _text(row: NameLeft) -> str | None:
    """As it is stored now."""
    quoted = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT CAST({quoted(row.column)} AS text) FROM {quoted(row.table)}"
            f" WHERE CAST({quoted(row.key_column)} AS text) = %s",
            [row.key],
        )
        found = cursor.fetchone()
    return found[0] if found else None
