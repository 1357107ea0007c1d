"""Why a pair was ranked as it was at the moment of its introduction: kept with it, without anybody's words."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from bases.models import Opening
from experts.models import Profile
from matching.away import UNUSABLE
from matching.domain.engine import engine_version
from matching.domain.pair import explain_pair
from matching.domain.stored import StoredMatch, explain_stored
from matching.domain.storing import as_stored
from matching.models import Introduction, Match

KEPT = ("rank", "total", "parts", "eligible", "reasons", "strength", "affinity", "evidence", "engine")


def explanation_of(opening: Opening, profile: Profile, stored: Match | None) -> dict[str, Any]:
    """As JSON; the pair as it stands now, with its rank in the stored list where there is one. {} where neither the
    index nor a stored list knows the pair."""
    row = stored
    try:
        line = explain_pair(opening, profile)
    except UNUSABLE:
        line = None
    if line is not None:
        row = as_stored(opening, line, engine=engine_version(), at=timezone.now())
        row.rank = stored.rank if stored else 0
    if row is None:
        return {}
    return {name: getattr(row, name) for name in KEPT} | {"computed_at": row.computed_at.isoformat()}


def explained(introduction: Introduction, *, own: bool) -> StoredMatch | None:
    """None where nothing was known then. `own`: the reader is the person."""
    kept = dict(introduction.explanation)
    if not kept:
        return None
    kept["computed_at"] = parse_datetime(kept["computed_at"])
    row = Match(opening=introduction.opening, profile=introduction.profile, **kept)
    return explain_stored(row, own=own)
