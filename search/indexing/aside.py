"""Jobs that were set aside: what they are, why, and how they are tried again.

They keep nobody waiting. A later save of the same subject is a new job with attempts of its own, and takes the one
set aside along when it goes through.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models.functions import Now

from search.documents import document_id
from search.indexing.outbox import start_after_commit
from search.models import Fault, IndexJob
from search.querysets import IndexJobQuerySet


@dataclass(frozen=True, slots=True)
class Aside:
    """One subject that is set aside. Holds nothing of its texts."""

    id: str  # "profile:12"
    kind: str
    object_id: int
    fault: Fault
    error: str  # class and sentence, in English: for logs and commands
    tries: int
    since: datetime

    @property
    def why(self) -> str:
        """What is wrong and what to do, in the reader's language."""
        return self.fault.sentence


def listed(*, most: int | None = None) -> list[Aside]:
    """What is set aside, the longest first; one entry for each subject."""
    rows = IndexJob.objects.aside().order_by("set_aside_at", "pk")
    found: dict[str, Aside] = {}
    for row in rows.iterator():
        if most is not None and len(found) >= most:
            break
        id = document_id(row.kind, row.object_id)
        assert row.set_aside_at is not None  # the queryset's doing
        found.setdefault(
            id,
            Aside(
                id=id,
                kind=row.kind,
                object_id=row.object_id,
                fault=Fault(row.fault or Fault.MISTAKE),
                error=row.last_error,
                tries=row.attempts,
                since=row.set_aside_at,
            ),
        )
    return list(found.values())


def count() -> int:
    """How many subjects are set aside."""
    return IndexJob.objects.aside().values("kind", "object_id").distinct().count()


def retry(ids: Iterable[str]) -> int:
    """Let these ("profile:12") be tried again from the beginning -> how many of them were set aside."""
    subjects = [
        (kind, int(number))
        for kind, _, number in (id.partition(":") for id in ids)
        if number.isascii() and number.isdigit()
    ]
    return _retry(IndexJob.objects.aside().of(subjects))


def retry_all() -> int:
    """Let everything that is set aside be tried again -> how many subjects."""
    return _retry(IndexJob.objects.aside())


def _retry(rows: IndexJobQuerySet) -> int:
    with transaction.atomic():
        subjects = rows.values("kind", "object_id").distinct().count()
        if subjects:
            rows.update(set_aside_at=None, attempts=0, tried_with=0, not_before=Now())
            start_after_commit()
    return subjects
