"""Where the name of somebody who was erased still stands, in texts that are not about them: officers read and decide.

The name itself is stored nowhere: a row holds the place, where in the text, and a keyed hash by which a text that was
changed since is known.
"""

from __future__ import annotations

from collections import defaultdict
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
from privacy.domain.request_step import require_officer
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


def places(rows: Iterable[NameLeft]) -> list[Place]:
    """All texts by one query."""
    listed = list(rows)
    texts = _texts(listed)
    return [_place(row, texts.get(row.pk)) for row in listed]


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


def _place(row: NameLeft, text: str | None) -> Place:
    column = Column(row.table, row.key_column, row.column, "", None)
    model, field = models_by_table().get(row.table), field_of(column)
    kind = str(model._meta.verbose_name) if model else row.table
    return Place(row, kind, str(field.verbose_name) if field else row.column, tuple(_excerpts(row, text)))


def _excerpts(row: NameLeft, text: str | None) -> Iterator[tuple[str, str, str]]:
    if text is None or seal(text) != row.seal:
        return
    for start, end in row.spans:
        yield text[max(0, start - AROUND) : start], text[start:end], text[end : end + AROUND]


def _texts(rows: list[NameLeft]) -> dict[int, str]:
    """By the key of the row, as each is stored now; those that are gone are missing."""
    columns: dict[tuple[str, str, str], list[NameLeft]] = defaultdict(list)
    for row in rows:
        columns[row.table, row.column, row.key_column].append(row)
    if not columns:
        return {}
    quoted, parts, values = connection.ops.quote_name, [], []
    for number, ((table, column, key), among) in enumerate(columns.items()):
        marks = ", ".join(["%s"] * len(among))
        parts.append(
            f"SELECT {number}, CAST({quoted(key)} AS text), CAST({quoted(column)} AS text) FROM {quoted(table)}"
            f" WHERE CAST({quoted(key)} AS text) IN ({marks})"
        )
        values += [row.key for row in among]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        stored = {(number, key): text for number, key, text in cursor.fetchall()}
    found = (
        (row, stored.get((number, row.key))) for number, among in enumerate(columns.values()) for row in among
    )
    return {row.pk: text for row, text in found if text is not None}
