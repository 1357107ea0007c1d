"""Which subjects may be in the index, and how each kind is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from bases.models import Base, Opening
from experts.models import Profile
from search.cache import chunks
from search.documents import Source, read_base, read_opening, source_of
from search.facts import read_facts
from search.models.job import SubjectKind
from search.types import Document
from search.views import ViewBuilder

# Subjects read, embedded and written together: enough to fill the encoders' batches, little enough to hold in memory.
BATCH = 32
# Subjects read together where nothing is embedded: ten queries cost as much as a hundred profiles.
READ_TOGETHER = 500


@dataclass(frozen=True, slots=True)
class Reading:
    """How one kind is read."""

    matchable: Callable[[], QuerySet[Any]]  # that may be in the index
    sources: Callable[[QuerySet[Any]], list[Source]]  # of these, by key


def _profiles(rows: QuerySet[Any]) -> list[Source]:
    return [source_of(facts) for facts in read_facts(rows)]


def _openings(rows: QuerySet[Any]) -> list[Source]:
    whole = rows.select_related("institution", "base", "project").prefetch_related(
        "texts", "base__texts", "project__texts", "fields", "challenges", "required_languages"
    )
    return [read_opening(row) for row in whole.order_by("pk")]


def _bases(rows: QuerySet[Any]) -> list[Source]:
    whole = rows.prefetch_related("texts", "projects__texts", "fields")
    return [read_base(row) for row in whole.order_by("pk")]


READINGS: Mapping[str, Reading] = {
    SubjectKind.PROFILE.value: Reading(lambda: Profile.objects.matchable(), _profiles),
    SubjectKind.OPENING.value: Reading(lambda: Opening.objects.matchable(), _openings),
    SubjectKind.BASE.value: Reading(lambda: Base.objects.matchable(), _bases),
}


def matchable_ids(kind: str) -> list[int]:
    """The ids of all subjects of `kind` that may be in the index, ascending."""
    return list(READINGS[kind].matchable().order_by("pk").values_list("pk", flat=True))


def read_sources(kind: str, ids: Sequence[int]) -> dict[int, Source]:
    """id -> what the database says now of those that may be in the index."""
    reading = READINGS[kind]
    sources = reading.sources(reading.matchable().filter(pk__in=ids))
    return {subject_number(source.id): source for source in sources}


def subject_number(document_id: str) -> int:
    """ "profile:12" -> 12"""
    return int(document_id.partition(":")[2])


def iterate_sources(kind: str, *, batch: int = READ_TOGETHER) -> Iterator[list[Source]]:
    """All subjects of `kind` that may be in the index, in batches."""
    for ids in chunks(matchable_ids(kind), batch):
        yield list(read_sources(kind, ids).values())


def make_documents(sources: Sequence[Source], builder: ViewBuilder) -> list[Document]:
    """Embed the sources -> their documents, in order. Raises EncoderUnavailable."""
    passages = [passage for source in sources for passage in source.passages]
    asked = [passage for source in sources for passage in source.asked]
    views = iter(builder.views([*passages, *asked]))
    return [
        source.document([next(views) for _ in source.passages], builder.encoder_ids) for source in sources
    ]
