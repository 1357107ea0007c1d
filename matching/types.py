"""The values of the way from candidates to an explained list. All are frozen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Generic, TypeVar

from django.utils.translation import get_language

from bases.models import Base, Opening
from experts.models import Profile

Subject = TypeVar("Subject", Profile, Opening, Base)


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One sentence in both languages."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.zh if (get_language() or "en").startswith("zh") else self.en


class Verdict(StrEnum):
    """What a rule says of a person."""

    MET = "met"
    UNKNOWN = "unknown"  # the profile does not say; a human should ask
    UNMET = "unmet"  # not eligible


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule and what it says: code "language", "career_stage", "dates", "nationality", "places", …"""

    code: str
    verdict: Verdict
    text: Bilingual
    # The same without what the person wrote, where `text` quotes it: what may be stored.
    discreet: Bilingual | None = None
    remedy: Bilingual | None = (
        None  # what the reader can do about it, where it is not met and theirs to change
    )


@dataclass(frozen=True, slots=True)
class Eligibility:
    """May this person take this opening? One unmet rule is enough for no."""

    reasons: tuple[Reason, ...]
    eligible: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        unmet = any(reason.verdict is Verdict.UNMET for reason in self.reasons)
        object.__setattr__(self, "eligible", not unmet)


@dataclass(frozen=True, slots=True)
class Part:
    """One named part of a score."""

    name: str  # key of matching.domain.parts.PARTS, which holds label, weight and sentence
    value: float  # 0–1
    weight: float  # share of the total; the weights of a score sum to 1
    text: Bilingual  # what it says of this pair


class Strength(StrEnum):
    STRONG = "strong"
    GOOD = "good"
    PARTIAL = "partial"
    WEAK = "weak"  # the subjects are far apart, whatever else fits

    @property
    def fits(self) -> bool:
        """Worth a closer look without being asked for."""
        return self in (Strength.STRONG, Strength.GOOD)


@dataclass(frozen=True, slots=True)
class Score:
    """Total 0–1: the weighted sum of the parts."""

    total: float
    parts: tuple[Part, ...]
    affinity: float  # the raw affinity, comparable within one opening
    strength: Strength


@dataclass(frozen=True, slots=True)
class Marked:
    """A text in its own language with the spans that meet the other side."""

    text: str
    language: str  # "zh-hans" | "en"
    marks: tuple[tuple[int, int], ...] = ()  # (start, end), sorted, not overlapping


class Topic(StrEnum):
    """What a requirement asks that is no subject of research: it is answered by facts, not by sentences."""

    LANGUAGE = "language"
    STAGE = "stage"  # a degree or a post
    NATIONALITY = "nationality"
    STAY = "stay"  # how long somebody can be there
    CONDITION = "condition"  # to be willing, fit, under an age, …: only the person can say


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: text[start:end] of one part of a passage."""

    passage: str  # key of the passage in the index: "profile", "publication:12", "opening"
    language: str  # "zh-hans" | "en"
    part: str  # "title" | "body" | "requirement:2"
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the opening asks | what the person has, with the terms they share. `has` is None: not found."""

    asked: Marked
    has: Marked | None
    source: Bilingual | None  # where `has` stands: "Biography", "Paper of 2024"
    terms: tuple[tuple[str, str], ...] = ()  # (as asked, as found)
    similarity: float = 0.0
    topic: Topic | None = None  # None: it asks for a subject
    answer: Reason | None = None  # what the profile's facts say where `topic` is given
    asked_at: Place | None = None  # None: a text that somebody typed
    has_at: Place | None = None
    weight: float = 0.0  # of the terms they share: rare ones tell more
    open: tuple[tuple[int, int], ...] = ()  # (start, end) in `asked` of what no sentence speaks of

    @property
    def left_open(self) -> tuple[str, ...]:
        """In the words of the opening."""
        return tuple(self.asked.text[start:end] for start, end in self.open)


@dataclass(frozen=True, slots=True)
class Gain:
    """One thing that would raise a match, if it were so."""

    text: Bilingual
    gain: float  # of the total, above 0
    strength: Strength | None = None  # the word that the score would then have, where it is another


@dataclass(frozen=True, slots=True)
class Ranked(Generic[Subject]):
    """One line of a list."""

    rank: int
    subject: Subject
    score: Score
    eligibility: Eligibility
    evidence: tuple[Evidence, ...] = ()  # one piece for each requirement
    points: tuple[Evidence, ...] = ()  # where both meet best, at most four, the best first
    repeats: bool = False  # some sentences of the person are the opening's own; they were left out
    gains: tuple[Gain, ...] = ()  # what would raise it: for the person alone
    # Where verdicts were taken into account:
    moved: int = 0  # places up (above 0) or down among those not set aside
    place: int | None = None  # from 0, in the list without them


@dataclass(frozen=True, slots=True)
class Shortlist(Generic[Subject]):
    """A ranked, explained list. `ineligible` holds people near in subject whom a rule excludes, best first."""

    ranked: tuple[Ranked[Subject], ...]
    ineligible: tuple[Ranked[Subject], ...]
    pool: int  # how many documents of this kind the index holds
    engine: str
    computed_at: datetime
    aside: tuple[
        Ranked[Subject], ...
    ] = ()  # called not relevant by whom the list is for, as without verdicts
    verdicts: int = 0  # that this list takes into account; 0 where it was asked for without
