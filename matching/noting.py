"""What a page has shown of people is noted, so that each of them can read who looked, and why they stood there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from accounts.audience import is_read, user_of
from bases.models import Opening
from experts.choices import Where
from experts.domain.looks import Sight, note_looks
from experts.models import Profile
from matching.blind import Candidate
from matching.domain.storing import part_as_json
from matching.domain.triple_types import Triple
from matching.models import Match
from matching.types import Ranked


def note_shown(
    request: HttpRequest, sights: Iterable[Sight], *, why: Where, opening: Opening | None = None
) -> None:
    """The reader of `request` is shown `sights`; a page that nobody may ever see is no look."""
    if is_read(request):
        note_looks(sights, by=user_of(request), why=why, opening=opening)


def sight_of(candidate: Candidate, *, engine: str) -> Sight:
    """Somebody as they stand in a shortlist; whom a rule excludes has no rank there."""
    line = candidate.ranked
    rank = line.rank if line.eligibility.eligible else None
    return Sight(line.subject, rank, standing_of(line, engine=engine), named=bool(candidate.name))


def sight_of_stored(match: Match, *, named: bool) -> Sight:
    because = {
        "total": match.total,
        "strength": match.strength,
        "parts": match.parts,
        "eligible": match.eligible,
        "engine": match.engine,
    }
    return Sight(match.profile, match.rank if match.eligible else None, because, named)


def standing_of_triple(triple: Triple, *, engine: str) -> dict[str, Any]:
    """The same of a line with a project and a base: its parts are the legs."""
    score = triple.score
    return {
        "total": score.total,
        "strength": score.strength.value,
        "parts": [part_as_json(part) for part in score.parts],
        "eligible": True,
        "engine": engine,
    }


def standing_of(line: Ranked[Profile], *, engine: str) -> dict[str, Any]:
    """Why somebody stands where they stand, as it is stored of a match."""
    return {
        "total": line.score.total,
        "strength": line.score.strength.value,
        "parts": [part_as_json(part) for part in line.score.parts],
        "eligible": line.eligibility.eligible,
        "engine": engine,
    }
