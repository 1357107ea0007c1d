"""Who is looked at more closely: a wide look under the rules that nothing can make up for, and a narrow one without any
rule, so that near misses stay visible."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Exists, OuterRef, Q

from bases.choices import Direction, NationalityRule
from bases.models import Opening
from experts.models import WantedStay
from matching.domain.asked import Asked
from matching.domain.rules.person import HOME
from search.backends.base import SearchBackend
from search.documents import UNSAID
from search.types import CANDIDATES, Query

SIZE = CANDIDATES  # documents that each channel proposes in a look
# The same in the look without rules, for those whom a rule excludes and who are shown for their nearness alone.
NEAREST = 60

Must = Mapping[str, frozenset[str]]


def look(
    backend: SearchBackend, kind: str, asked: Asked, *, must: Must | None = None, size: int = SIZE
) -> list[str]:
    """Ids of documents, best first. Raises IndexUnavailable."""
    query = Query(
        kind=kind,
        views=tuple(passage.view for passage in asked.own),
        tokens=asked.tokens,
        must=must or {},
        size=size,
    )
    return [candidate.id for candidate in backend.search(query)]


def look_for_people(
    backend: SearchBackend, opening: Opening, asked: Asked, *, within: Must | None = None
) -> list[str]:
    """Ids of profiles: of who may come as far as the index knows, and of the nearest whoever they are. `within`: what
    everybody has.

    Raises IndexUnavailable.
    """
    within = within or {}
    if len(backend.digests("profile")) <= SIZE:
        return look(backend, "profile", asked, must=within)
    nearest = look(backend, "profile", asked, must=within, size=NEAREST)
    return nearest + look(backend, "profile", asked, must={**hard_filters(opening), **within})


def room_for(openings: int) -> int:
    """How many openings to ask for, so that so many of them take applications: those past their deadline stay in the
    index, and may be the nearest of all."""
    return openings + Opening.objects.late().count()


def hard_filters(opening: Opening) -> Must:
    """What a person must have, in the names of search.documents; whoever says nothing of it may come, too."""
    must = {"stay": frozenset({opening.kind, UNSAID})}
    if opening.career_stages:
        must["career_stage"] = frozenset(opening.career_stages)
    if opening.direction == Direction.OUTBOUND:
        must["nationality"] = frozenset({HOME, UNSAID})
    elif opening.nationality_rule == NationalityRule.ONLY:
        must["nationality"] = frozenset({UNSAID, *(country.code for country in opening.nationalities)})
    required = [row.language for row in opening.required_languages.all()]
    if len(required) == 1:  # a filter asks for any of its values, not for all of them
        must["language"] = frozenset({UNSAID, *required})
    return must


def number(document_id: str) -> int:
    """ "profile:12" -> 12"""
    return int(document_id.partition(":")[2])


def certainly_excluded(opening: Opening) -> Q:
    """Profiles that a rule excludes, as the database tells at once; `matching.domain.eligibility` asks every rule."""
    wants = WantedStay.objects.filter(profile=OuterRef("pk"))
    excluded = Q(Exists(wants), ~Exists(wants.filter(kind=opening.kind)))
    if opening.career_stages:
        excluded |= ~Q(career_stage__in=opening.career_stages)
    return excluded
