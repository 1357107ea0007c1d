"""How much one opening needs an attaché's help: pure functions of what is known of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from attaches.domain.need_facts import Facts
from attaches.domain.need_kinds import HALF_OUTCOMES, HALF_SUPPLY, HORIZON, KINDS
from attaches.domain.need_words import SENTENCES
from matching.types import Part


class Level(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


# Of the total. In the demo data, for an attaché in the Nordic countries: 2 of 26 tasks, 15 of them.
FROM = {Level.HIGH: 0.5, Level.MEDIUM: 0.35}


@dataclass(frozen=True, slots=True)
class Need:
    """Total 0–1: the weighted sum of the parts, whose weights sum to 1."""

    total: float
    parts: tuple[Part, ...]

    @property
    def level(self) -> Level:
        return next((level for level, least in FROM.items() if self.total >= least), Level.LOW)

    @property
    def foremost(self) -> tuple[Part, ...]:
        """The two parts that count most for this opening."""
        return tuple(sorted(self.parts, key=lambda part: -part.value * part.weight)[:2])


def total_of(facts: Facts) -> float:
    """The total without its words, for sorting."""
    return sum(value * KINDS[name].weight for name, value in _values(facts).items())


def need_of(facts: Facts) -> Need:
    parts = tuple(
        Part(name, value, KINDS[name].weight, SENTENCES[name](facts))
        for name, value in _values(facts).items()
    )
    return Need(total_of(facts), parts)


def _values(facts: Facts) -> Mapping[str, float]:
    """Of each part, 0–1."""
    places = facts.places_left
    wanting = 0.5 if facts.suitable is None else places / (places + facts.suitable)
    return {
        "days": min(1.0, max(0.0, 1 - facts.days_left / HORIZON)),
        "candidates": wanting,
        "priority": (facts.framework + facts.challenge + facts.programme) / 3,
        "supply": facts.here / (facts.here + HALF_SUPPLY),
        "outcomes": facts.completed / (facts.completed + HALF_OUTCOMES),
    }
