"""The values of a triple: a project, a person and a base, and how well each two of them fit. All are frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bases.models import Base, Opening, Project
from experts.models import Profile
from matching.types import Bilingual, Eligibility, Part, Reason, Score, Verdict


@dataclass(frozen=True, slots=True)
class Leg:
    """Two corners of a triple: name is a key of matching.domain.triple_kinds.LEGS."""

    name: str
    score: Score

    @property
    def says(self) -> tuple[Bilingual, ...]:
        """What its parts say of the two, the heaviest part first."""
        return tuple(part.text for part in sorted(self.score.parts, key=lambda part: -part.weight))


@dataclass(frozen=True, slots=True)
class WayIn:
    """What the base offers for this project now."""

    free: int = 0  # places nobody holds, in openings that take applications
    opening: Opening | None = None  # with a free place: the one with the fewest rules in the person's way
    eligibility: Eligibility | None = None  # of the person for `opening`

    @property
    def may_come(self) -> bool:
        """The person may take a free place, or holds one."""
        return self.eligibility is not None and self.eligibility.eligible

    @property
    def unmet(self) -> tuple[Reason, ...]:
        """The rules in the person's way."""
        reasons = self.eligibility.reasons if self.eligibility else ()
        return tuple(reason for reason in reasons if reason.verdict is Verdict.UNMET)


@dataclass(frozen=True, slots=True)
class Triple:
    """One line of a list. `score` is the weighted sum of the three legs: its parts are the legs."""

    rank: int
    project: Project
    profile: Profile
    base: Base
    score: Score
    legs: tuple[Leg, ...]
    way_in: WayIn
    missing: tuple[Bilingual, ...]  # what stands against it now, the gravest first
    others: tuple[Triple, ...] = ()  # the next best with the same leading corner

    @property
    def own_base(self) -> bool:
        """The project runs at this base."""
        return self.project.base_id == self.base.pk

    @property
    def parts(self) -> tuple[Part, ...]:
        """The legs as parts of the whole."""
        return self.score.parts


@dataclass(frozen=True, slots=True)
class Triples:
    """A ranked list of triples, or the one reason why there is none."""

    found: tuple[Triple, ...]
    pool: int  # how many people the index holds
    engine: str
    computed_at: datetime
    refused: Reason | None = None
