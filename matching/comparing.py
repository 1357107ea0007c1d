"""Candidates side by side: what each part of the score and each requirement says of each of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from experts.choices import Section
from experts.models import LanguageSkill, WantedStay
from matching.blind import Candidate
from matching.domain.part_kinds import PARTS
from matching.domain.points import is_only_named
from matching.domain.sections import quotable
from matching.shortlists import Reading
from matching.team_says import Says
from matching.types import Bilingual, Evidence, Marked, Part, Verdict

LEAST, MOST = 2, 4  # candidates side by side
MOST_READ = 100  # of an address


class Answer(StrEnum):
    """What was found for a requirement."""

    MET = "met"
    PARTLY = "partly"  # a sentence speaks of some of it
    NAMED = "named"  # only among the keywords
    ASK = "ask"  # only the person can say
    MISSING = "missing"
    UNMET = "unmet"  # a fact answers no


ANSWERS = {
    Answer.MET: _("Met"),
    Answer.PARTLY: _("Met in part"),
    Answer.NAMED: _("Only named"),
    Answer.ASK: _("To be asked"),
    Answer.MISSING: _("Not found"),
    Answer.UNMET: _("Not met"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """Who is ticked in a list, by handle. `asked`: a comparison of them was asked for."""

    handles: frozenset[str] = frozenset()
    asked: bool = False

    @classmethod
    def of(cls, query: QueryDict) -> Choice:
        """From `?with=…&with=…&compare=1`."""
        return cls(frozenset(query.getlist("with")[:MOST_READ]), asked="compare" in query)

    def query(self, *, asked: bool = False) -> str:
        """The same as the query of an address."""
        query = QueryDict(mutable=True)
        query.setlist("with", sorted(self.handles))
        if asked:
            query["compare"] = "1"
        return query.urlencode()

    @property
    def fits(self) -> bool:
        return LEAST <= len(self.handles) <= MOST

    @property
    def few(self) -> bool:
        return self.asked and len(self.handles) < LEAST

    @property
    def many(self) -> bool:
        return self.asked and len(self.handles) > MOST


@dataclass(frozen=True, slots=True)
class Column:
    """One candidate; `stays` and `languages` are None where the person does not show them."""

    candidate: Candidate
    stays: tuple[WantedStay, ...] | None
    languages: tuple[LanguageSkill, ...] | None
    said: Says | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Rows hold one value for each column, in the order of the columns."""

    columns: tuple[Column, ...]
    parts: tuple[tuple[Bilingual, tuple[Part | None, ...]], ...]
    requirements: tuple[tuple[Marked, tuple[Answer, ...]], ...]


def chosen(reading: Reading, handles: Collection[str]) -> list[Candidate]:
    """Those of the list who were chosen, best first; whoever has left it is left out."""
    return [one for one in reading.ranked if one.handle in handles]


def compared(candidates: Sequence[Candidate], reading: Reading) -> Comparison:
    """`candidates`: of this reading."""
    answers = [{piece.asked.text: answer_of(piece) for piece in one.evidence} for one in candidates]
    asked = {piece.asked.text: piece.asked for one in candidates for piece in one.evidence}
    return Comparison(
        columns=tuple(column_of(one, reading) for one in candidates),
        parts=tuple(
            (kind.label, tuple(values))
            for name, kind in PARTS.items()
            if any(values := [part_of(one, name) for one in candidates])
        ),
        requirements=tuple(
            (Marked(piece.text, piece.language), tuple(of.get(text, Answer.MISSING) for of in answers))
            for text, piece in asked.items()
        ),
    )


def part_of(candidate: Candidate, name: str) -> Part | None:
    """None where the score goes without it."""
    return next((part for part in candidate.ranked.score.parts if part.name == name), None)


def column_of(candidate: Candidate, reading: Reading) -> Column:
    profile = candidate.profile
    opened = quotable(profile)
    return Column(
        candidate,
        stays=tuple(profile.stays.all()) if Section.STAYS in opened else None,
        languages=tuple(profile.languages.all()) if Section.LANGUAGES in opened else None,
        said=reading.says.get(profile.pk),
    )


def answer_of(piece: Evidence) -> Answer:
    if piece.has is not None:
        if is_only_named(piece):
            return Answer.NAMED
        return Answer.PARTLY if piece.open else Answer.MET
    if piece.topic is None:
        return Answer.MISSING
    verdicts = {Verdict.MET: Answer.MET, Verdict.UNMET: Answer.UNMET, Verdict.UNKNOWN: Answer.ASK}
    return verdicts[piece.answer.verdict] if piece.answer else Answer.ASK
