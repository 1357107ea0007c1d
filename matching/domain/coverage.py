"""How well a team meets an opening: each requirement counts once, by whoever of the team meets it best."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from experts.models import Profile, Team
from matching.domain.explanation import Clause
from matching.domain.points import is_only_named
from matching.domain.scoring import NEAR
from matching.domain.text_side import Informative, weight_of
from matching.types import Bilingual, Eligibility, Evidence, Marked

# Of many strangers one always has a lucky sentence: in the demo data sixteen people drawn at random find one for 55 of
# 100 requirements, the two or three gold people for 79. So a sentence counts in full from FULL on (the median of gold
# people), for less where the whole work of its author is far (below NEAR), and not at all where that leaves less than
# COVERED. Sixteen strangers are then worth 13 of 100, the gold people 71.
FULL, COVERED = 0.6, 0.4
# What a requirement weighs, by its terms: one word alone is not worth half as much as a list of six.
LEAST_WEIGHT, MOST_WEIGHT = 8.0, 16.0


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a team beside an opening."""

    profile: Profile
    near: float  # 0–1: how near the whole of their work is
    eligibility: Eligibility
    evidence: tuple[Evidence, ...]  # one for each requirement; none where their work is too far to meet any

    def shows(self, requirement: int) -> float:
        """0–1: how well this person meets the requirement of that number; 0.0 for whom a rule excludes."""
        if not self.eligibility.eligible or not self.evidence:
            return 0.0
        piece = self.evidence[requirement]
        if piece.has is None or is_only_named(piece):
            return 0.0
        shown = min(1.0, piece.similarity / FULL) * min(1.0, self.near / NEAR)
        return shown if shown >= COVERED else 0.0


@dataclass(frozen=True, slots=True)
class Covered:
    """One requirement and who of the team meets it."""

    asked: Marked
    weight: float  # of all requirements; they sum to 1
    member: int | None  # number of the member who meets it best; None: a gap, nobody of the team shows it
    strength: float = 0.0  # 0–1
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class TeamFit:
    """A team beside an opening."""

    rank: int
    team: Team
    members: tuple[Member, ...]  # the lead first
    absent: int  # people of the team who are not in the pool, or whom the reader may not see
    requirements: tuple[Covered, ...]
    coverage: float  # 0–1: the requirements that are met, by weight and strength
    affinity: float  # 0–1: never less than that of the best member who may come
    total: float  # 0–1
    notes: tuple[Bilingual, ...] = ()  # what a human should ask about the team as a whole
    asked_of_each: tuple[Marked, ...] = ()  # a language, a degree, a promise: nobody has it for the others

    @property
    def covered(self) -> list[Covered]:
        return [one for one in self.requirements if one.member is not None]

    @property
    def gaps(self) -> list[Covered]:
        """What nobody of the team shows."""
        return [one for one in self.requirements if one.member is None]

    @property
    def may_come(self) -> list[Member]:
        return [member for member in self.members if member.eligibility.eligible]

    @property
    def eligible(self) -> bool:
        """At least two of the team may take the opening: one alone is no team."""
        return len(self.may_come) > 1

    @property
    def needed(self) -> frozenset[int]:
        """Numbers of the members who together cover what the team covers, each for what they meet best."""
        return frozenset(one.member for one in self.requirements if one.member is not None)


def weights_of(clauses: Sequence[Clause], informative: Informative) -> list[float]:
    """What each requirement weighs; they sum to 1. One that asks for no subject weighs nothing: nobody covers it."""
    raw = [
        0.0 if clause.topic else min(MOST_WEIGHT, max(LEAST_WEIGHT, weight_of(clause.side, informative)))
        for clause in clauses
    ]
    return [weight / sum(raw) if weight else 0.0 for weight in raw]


def fit_of(
    team: Team,
    members: Sequence[Member],
    clauses: Sequence[Clause],
    weights: Sequence[float],
    *,
    absent: int = 0,
) -> TeamFit:
    """A team's fit; more people raise it only by a requirement that nobody met so well before."""
    asked = [Marked(clause.side.text, clause.side.language) for clause in clauses]
    subjects = [number for number, clause in enumerate(clauses) if clause.topic is None]
    requirements = tuple(_covered(number, asked[number], weights[number], members) for number in subjects)
    of_each = tuple(said for said, clause in zip(asked, clauses, strict=True) if clause.topic)
    coverage = sum(one.weight * one.strength for one in requirements)
    alone = max((_alone(member, weights) for member in members), default=0.0)
    best = max((member.near for member in members if member.eligibility.eligible), default=0.0)
    # What the others add to the one who covers most brings the team nearer than its best member.
    affinity = best + (1 - best) * max(0.0, coverage - alone)
    total = (affinity + coverage) / 2 if requirements else affinity
    return TeamFit(
        rank=0,
        team=team,
        members=tuple(members),
        absent=absent,
        requirements=requirements,
        coverage=coverage,
        affinity=affinity,
        total=round(total, 6),
        asked_of_each=of_each,
    )


def ordered(fits: Iterable[TeamFit]) -> list[TeamFit]:
    """Best first; of equals the one of which more is needed – who is good alone makes no team – then by id."""
    return sorted(fits, key=lambda fit: (-fit.total, -len(fit.needed) / len(fit.members), fit.team.pk))


def _covered(number: int, asked: Marked, weight: float, members: Sequence[Member]) -> Covered:
    shown = [member.shows(number) for member in members]
    best = max(range(len(shown)), key=lambda i: (shown[i], -i), default=None)
    if best is None or not shown[best]:
        return Covered(asked, weight, None)
    piece = members[best].evidence[number]
    return Covered(piece.asked, weight, best, shown[best], piece)


def _alone(member: Member, weights: Sequence[float]) -> float:
    return sum(weight * member.shows(number) for number, weight in enumerate(weights))
