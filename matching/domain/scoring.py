"""From parts to one number and one word."""

from __future__ import annotations

from collections.abc import Iterable

from matching.domain.part_kinds import PARTS
from matching.types import Part, Score, Strength

# Raw affinities of the demo data (41 openings, 120 people, 24 November 2026): people of the gold list lie at .30–.57
# (5th to 90th percentile, median .43), all others at .04–.22 (10th to 95th, median .10). Two unrelated texts are near
# LOW, two that speak of the very same thing near HIGH.
LOW, HIGH = 0.05, 0.55

# Of the total. Somebody who meets most other parts is "strong" from a raw affinity of about .32 on and "good" from .25
# on. Of the 98 gold people in the lists of ten, 88 are strong and 9 good; of the 259 others 2 and 6.
STRONG_FROM, GOOD_FROM = 0.66, 0.55
# Of the research part: from here on somebody is shown though a rule excludes them (raw .25).
NEAR = 0.4
# Below this two texts have nothing to do with each other that could be told (raw .15): most pairs of the demo
# data, none of the gold list.
FAR = 0.2
# From here on two texts are said to meet closely.
CLOSE = 0.65


def calibrated(affinity: float) -> float:
    """Raw affinity -> 0–1, the same for the same pair whoever else is in the list."""
    return min(1.0, max(0.0, (affinity - LOW) / (HIGH - LOW)))


def score(parts: Iterable[Part], *, affinity: float) -> Score:
    """The weighted sum; the weights of the parts given are brought to 1. `affinity`: raw."""
    given = tuple(parts)
    whole = sum(part.weight for part in given)
    shares = given
    if abs(whole - 1) > 1e-9:
        shares = tuple(Part(part.name, part.value, part.weight / whole, part.text) for part in given)
    total = round(sum(part.value * part.weight for part in shares), 6)
    near = next((part.value for part in given if part.name == "affinity"), 1.0)
    return Score(total=total, parts=shares, affinity=affinity, strength=strength(total, near))


def highest(affinity: float) -> float:
    """The most that the total of a person with every part can be at this raw affinity."""
    research = PARTS["affinity"].weight
    return research * calibrated(affinity) + sum(kind.weight for kind in PARTS.values()) - research


def is_far(found: Score) -> bool:
    """Whether the subjects are some way apart."""
    return calibrated(found.affinity) < NEAR


def strength(total: float, near: float = 1.0) -> Strength:
    """One word for a total. `near`: the research part; however well dates and languages fit, without a common subject
    there is no match."""
    if near < FAR:
        return Strength.WEAK
    if total >= STRONG_FROM:
        return Strength.STRONG
    return Strength.GOOD if total >= GOOD_FROM else Strength.PARTIAL
