"""The list that a search for triples ends in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from django.db.models import prefetch_related_objects

from matching.domain.engine import engine_version
from matching.domain.triple_scoring import ranked
from matching.domain.triple_types import Triple, Triples
from matching.types import Reason
from search.backends.base import SearchBackend

SHOWN = ("texts", "affiliations")  # what a line shows of a person beside what judges them

Corner = Literal["profile", "project"]


def listed(
    ordered: Sequence[Triple], backend: SearchBackend, now: datetime, *, by: Corner, top: int
) -> Triples:
    """The best of each `by`, numbered, with what a page shows of the people read for these alone."""
    found = ranked(ordered, by=lambda triple: getattr(triple, by).pk, top=top)
    prefetch_related_objects([triple.profile for triple in found], *SHOWN)
    return Triples(found, len(backend.digests("profile")), engine_version(), now)


def nothing(backend: SearchBackend, now: datetime, refused: Reason | None = None) -> Triples:
    """Nobody, and why."""
    return Triples((), len(backend.digests("profile")), engine_version(), now, refused)
