"""One team beside one opening: what stays the same for every pair of a list, and how a pair is judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bases.models import Opening
from experts.models import Profile
from matching.choices import IntroductionState
from matching.domain import explanation
from matching.domain.asked import Asked, asked_by_opening
from matching.domain.candidates import number
from matching.domain.coverage import COVERED, Member, TeamFit, fit_of, weights_of
from matching.domain.eligibility import eligibility
from matching.domain.engine import affinity_model, informative, side_of
from matching.domain.explanation import Clause
from matching.domain.rosters import Roster
from matching.domain.rules.opening import Standing
from matching.domain.scoring import NEAR, calibrated
from matching.domain.text_side import Informative
from matching.models import Introduction
from matching.models.introduction import LIVE
from matching.types import Bilingual, Eligibility
from search.affinity import AffinityModel
from search.backends.base import SearchBackend
from search.documents import document_id
from search.types import PassageBlock

MOST_MEMBERS = 12  # of a team, the nearest; sentences of the others are not looked for

Standings = Callable[[int, int], Standing]  # opening id, profile id


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """An opening with all that teams are compared with."""

    opening: Opening
    asked: Asked
    clauses: Sequence[Clause]
    weights: Sequence[float]


@dataclass(frozen=True, slots=True, eq=False)
class Judge:
    """Compares the teams of one list with the openings of one list."""

    model: AffinityModel
    informative: Informative
    block: PassageBlock  # of everybody in the teams
    standings: Standings
    now: datetime

    def near(self, asked: Asked) -> dict[int, float]:
        """Profile id -> 0–1: how near their work is, of everybody in the teams."""
        return {
            number(one.id): calibrated(one.total) for one in self.model.people(asked.passages, self.block)
        }

    def fit(self, roster: Roster, subject: Subject, near: Mapping[int, float]) -> TeamFit:
        """Reads no database. Sentences are looked for only in whoever is near enough for one to count."""
        people = sorted(roster.people, key=lambda person: -near.get(person.pk, 0.0))[:MOST_MEMBERS]
        evidence = explanation.explain(
            subject.clauses,
            [person for person in people if near.get(person.pk, 0.0) >= COVERED * NEAR],
            self.block,
            model=self.model,
            side_of=side_of,
            informative=self.informative,
        )
        members = [
            Member(
                person,
                near.get(person.pk, 0.0),
                self._may(person, subject.opening),
                evidence.get(person.pk, ()),
            )
            for person in roster.people
        ]
        return fit_of(roster.team, members, subject.clauses, subject.weights, absent=roster.absent)

    def notes(self, fit: TeamFit, opening: Opening) -> tuple[Bilingual, ...]:
        """What nobody of the team can answer alone: are there places for all who are needed?"""
        left = max(0, opening.places - self.standings(opening.pk, 0).taken)
        if len(fit.needed) <= left:
            return ()
        return (
            Bilingual(
                zh=f"需要其中{len(fit.needed)}人，岗位尚余{left}个名额，请与接收单位商议。",
                en=f"{len(fit.needed)} people of the team are needed; {left} of {opening.places} places left.",
            ),
        )

    def _may(self, person: Profile, opening: Opening) -> Eligibility:
        return eligibility(opening, person, now=self.now, standing=self.standings(opening.pk, person.pk))


def subjects_of(openings: Sequence[Opening], backend: SearchBackend) -> list[Subject]:
    """The requirements of all openings are viewed in one go. Raises EncoderUnavailable."""
    asked = [explanation.requirements_of(opening) for opening in openings]
    together, telling = [one for some in asked for one in some], informative(backend)
    clauses = iter(explanation.clauses_from(together, side_of=side_of, informative=telling))
    found = []
    for opening, passages in zip(openings, asked, strict=True):
        mine = [next(clauses) for _ in passages]
        found.append(Subject(opening, asked_by_opening(opening, backend), mine, weights_of(mine, telling)))
    return found


def judge_of(
    found: Sequence[Roster], openings: Sequence[Opening], backend: SearchBackend, *, now: datetime
) -> Judge:
    """For these teams and openings; `now` is aware. One query. Raises IndexUnavailable."""
    ids = sorted({document_id("profile", person.pk) for roster in found for person in roster.people})
    model, telling = affinity_model(backend, "profile"), informative(backend)
    return Judge(model, telling, backend.fetch(ids), _standings(openings), now)


def _standings(openings: Sequence[Opening]) -> Standings:
    """What introductions say of every pair; for people of the pool."""
    rows = Introduction.objects.filter(opening__in=openings, state__in=LIVE)
    pairs = list(rows.values_list("opening_id", "profile_id", "state"))
    taken = Counter(opening for opening, _, state in pairs if state == IntroductionState.ACCEPTED)
    live = {(opening, profile) for opening, profile, _ in pairs}
    return lambda opening, profile: Standing(taken=taken[opening], introduced=(opening, profile) in live)
