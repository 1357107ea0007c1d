"""A stored match, explained later: what the engine of that day made of it, and what of its evidence still stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from matching.domain.engine import engine_version
from matching.domain.facts import asked_of
from matching.domain.points import Layout, laid_out
from matching.domain.quotes import quotable_passages
from matching.domain.references import read_again, unfolded
from matching.domain.rules.remedies import with_remedies
from matching.domain.scoring import strength
from matching.domain.sections import quotable
from matching.models import Match
from matching.types import Bilingual, Part, Reason, Score, Strength, Verdict


@dataclass(frozen=True, slots=True)
class StoredMatch:
    """Parts and reasons as they were stored; sentences as they stand today, where they stand as they stood."""

    match: Match
    score: Score
    reasons: tuple[Reason, ...]
    found: Layout  # the reasons answer what its `facts` ask for, but what only the person can say
    changed: int  # pieces of evidence of which a text was changed, closed or removed since
    own: bool
    engine_today: str

    @property
    def same_engine(self) -> bool:
        """Whether a list made today could be compared with it."""
        return self.match.engine == self.engine_today


def explain_stored(match: Match, *, own: bool = False) -> StoredMatch:
    """`match` with its opening and profile. `own`: the reader is the person, who may read all of their own words.

    Nothing is computed anew: a text that somebody changed, closed or removed since is left out and counted.
    """
    passages = quotable_passages(match.profile, quotable(match.profile, own=own))
    pieces = read_again(match.evidence, match.opening, passages)
    standing = [one for one in pieces if not one.changed]
    return StoredMatch(
        match=match,
        score=_score(match),
        reasons=with_remedies(map(_reason, match.reasons), own=own),
        found=laid_out(*unfolded(standing)).each(lambda piece: asked_of(piece, own=own)),
        changed=len(pieces) - len(standing),
        own=own,
        engine_today=engine_version(),
    )


def _score(match: Match) -> Score:
    parts = tuple(
        Part(row["name"], row["value"], row["weight"], _bilingual(row.get("text"))) for row in match.parts
    )
    word = Strength(match.strength) if match.strength else strength(match.total)
    return Score(match.total, parts, match.affinity or 0.0, word)


def _reason(row: dict[str, Any]) -> Reason:
    """What can be done is not read from the match: it was worded for the host."""
    return Reason(row["code"], Verdict(row["verdict"]), _bilingual(row["text"]))


def _bilingual(row: dict[str, str] | None) -> Bilingual:
    """Lists of earlier engines have no texts beside their parts."""
    return Bilingual(zh=row["zh"], en=row["en"]) if row else Bilingual(zh="", en="")
