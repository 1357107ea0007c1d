"""The database against the index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from search.backends.registry import get_backend
from search.engine import get_view_builder
from search.indexing.subjects import READINGS, iterate_sources
from search.models import IndexJob


@dataclass(frozen=True, slots=True)
class Status:
    """How one kind of document stands: ids such as "profile:12", ascending by number."""

    kind: str
    database: int  # subjects that should be in the index
    index: int  # documents that are
    missing: Sequence[str]
    stale: Sequence[str]  # indexed from other texts, filters or encoders
    orphaned: Sequence[str]  # in the index though they may not be
    pending: int  # rows of the outbox that are not set aside

    @property
    def in_step(self) -> bool:
        """Whether index and database say the same and nothing waits."""
        return not (self.missing or self.stale or self.orphaned or self.pending)


def compare() -> list[Status]:
    """Each kind's status. Embeds nothing. Raises IndexUnavailable."""
    encoder_ids = get_view_builder().encoder_ids
    backend = get_backend()
    result = []
    for kind in READINGS:
        indexed = dict(backend.digests(kind))
        wanted = {
            source.id: source.digest(encoder_ids) for batch in iterate_sources(kind) for source in batch
        }
        result.append(
            Status(
                kind=kind,
                database=len(wanted),
                index=len(indexed),
                missing=_ordered(wanted.keys() - indexed.keys()),
                stale=_ordered({id for id in wanted.keys() & indexed.keys() if wanted[id] != indexed[id]}),
                orphaned=_ordered(indexed.keys() - wanted.keys()),
                pending=IndexJob.objects.waiting().filter(kind=kind).count(),
            )
        )
    return result


def _ordered(ids: set[str]) -> list[str]:
    return sorted(ids, key=lambda id: (len(id), id))
