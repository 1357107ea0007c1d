"""Which entries answer a question, best first: rare words count more, those of a title more than those of a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import log

from cms.finding.entries import Entry
from cms.finding.units import Asked, Unit
from search.text.tokens import native_tokens

IN_TITLE, IN_SUMMARY, IN_BODY = 1.0, 0.6, 0.4
# Share of a question's weight that an entry must hold more than: two words of three, the rarer of two.
ENOUGH = 0.5

Bag = Mapping[str, float]  # token -> where it stands best


def ranked(question: Asked, entries: Sequence[Entry]) -> list[Entry]:
    """Those that hold enough of it, in one language or the other; ties in the order given."""
    bags = [[_bag(v.title, v.summary, v.body) for v in entry.versions] for entry in entries]
    holders = Counter(token for versions in bags for token in set().union(*versions))
    rarity = {unit: _rarity(holders[unit.word], len(entries)) for unit in question.units}
    scored = [(_score(rarity, versions), -at) for at, versions in enumerate(bags)]
    return [entries[-at] for score, at in sorted(scored, reverse=True) if score > 0]


def _rarity(holders: int, entries: int) -> float:
    return log(1 + (entries - holders + 0.5) / (holders + 0.5))


def _score(rarity: Mapping[Unit, float], bags: Sequence[Bag]) -> float:
    """0–1: of the weight of the question, how much is there, and how prominently; 0 for less than ENOUGH of it."""
    places = {unit: max(_place(unit, bag) for bag in bags) for unit in rarity}
    whole = sum(rarity.values())
    there = sum(weight for unit, weight in rarity.items() if places[unit])
    if not whole or there <= ENOUGH * whole:
        return 0.0
    return sum(weight * places[unit] for unit, weight in rarity.items()) / whole


def _place(unit: Unit, bag: Bag) -> float:
    named = (min(bag.get(token, 0.0) for token in name) for name in unit.names)
    return max(bag.get(unit.word, 0.0), *named, 0.0)


@lru_cache(maxsize=10_000)
def _bag(title: str, summary: str, body: str) -> Bag:
    bag: dict[str, float] = {}
    for text, worth in ((body, IN_BODY), (summary, IN_SUMMARY), (title, IN_TITLE)):
        bag.update(dict.fromkeys(native_tokens(text), worth))
    return bag
