"""Which subjects may be in the index, and how each kind is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from bases.models import Base, Opening
from experts.models import Profile
from search.cache import chunks
from search.documents import OF_A_PROFILE, Source, read_base, read_opening, read_profile
from search.models.job import SubjectKind
from search.types import Document
from search.views import ViewBuilder

# Subjects read, embedded and written together: enough to fill the encoders' batches, little enough to hold in memory.
BATCH = 32


@dataclass(frozen=True, slots=True)
class Reading:
    """How one kind is read."""

    matchable: Callable[[], QuerySet[Any]]  # that may be in the index
    whole: Callable[[QuerySet[Any]], QuerySet[Any]]  # with everything that `source` reads
    source: Callable[[Any], Source]


READINGS: Mapping[str, Reading] = {
    SubjectKind.PROFILE.value: Reading(
        lambda: Profile.objects.matchable(),
        lambda rows: rows.prefetch_related(*OF_A_PROFILE),
        read_profile,
    ),
    SubjectKind.OPENING.value: Reading(
        lambda: Opening.objects.matchable(),
        lambda rows: rows.select_related("institution", "base", "project").prefetch_related(
            "texts", "base__texts", "project__texts", "fields", "challenges", "required_languages"
        ),
        read_opening,
    ),
    SubjectKind.BASE.value: Reading(
        lambda: Base.objects.matchable(),
        lambda rows: rows.prefetch_related("texts", "projects__texts", "fields"),
        read_base,
    ),
}


def matchable_ids(kind: str) -> list[int]:
    """The ids of all subjects of `kind` that may be in the index, ascending."""
    return list(READINGS[kind].matchable().order_by("pk").values_list("pk", flat=True))


def read_sources(kind: str, ids: Sequence[int]) -> dict[int, Source]:
    """id -> what the database says now of those that may be in the index."""
    reading = READINGS[kind]
    rows = reading.whole(reading.matchable().filter(pk__in=ids)).order_by("pk")
    return {row.pk: reading.source(row) for row in rows}


def iterate_sources(kind: str) -> Iterator[list[Source]]:
    """All subjects of `kind` that may be in the index, in batches."""
    for ids in chunks(matchable_ids(kind), BATCH):
        yield list(read_sources(kind, ids).values())


def make_documents(sources: Sequence[Source], builder: ViewBuilder) -> list[Document]:
    """Embed the sources -> their documents, in order. Raises EncoderUnavailable."""
    passages = [passage for source in sources for passage in source.passages]
    asked = [passage for source in sources for passage in source.asked]
    views = iter(builder.views([*passages, *asked]))
    return [
        source.document([next(views) for _ in source.passages], builder.encoder_ids) for source in sources
    ]
