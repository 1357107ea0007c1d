"""What would raise a match, for the person: the score is counted again with one thing different. It never suggests to
claim what is not so – each sentence begins with "if" – and names only what is worth a word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from matching.domain.scoring import score
from matching.types import Bilingual, Gain, Score

MOST_GAINS = 3
# Of the total: less than a point of a hundred moves nobody past anybody.
LEAST_GAIN = 0.01


@dataclass(frozen=True, slots=True)
class Chance:
    """One thing that could be different."""

    text: Bilingual  # "If …, say so in your profile."
    parts: Mapping[str, float] = field(
        default_factory=dict
    )  # name of a part -> the value that it would have, 0–1


def best_gains(now: Score, chances: Iterable[Chance]) -> tuple[Gain, ...]:
    """The largest gains, at most MOST_GAINS; ties in the order of `chances`."""
    gains = []
    for chance in chances:
        then = with_values(now, chance.parts)
        if then.total - now.total >= LEAST_GAIN:
            word = then.strength if then.strength is not now.strength else None
            gains.append(Gain(chance.text, round(then.total - now.total, 4), word))
    return tuple(sorted(gains, key=lambda gain: -gain.gain)[:MOST_GAINS])


def with_values(now: Score, values: Mapping[str, float]) -> Score:
    """The same score with some of its parts at other values, never at lower ones."""
    parts = [replace(part, value=max(part.value, values.get(part.name, 0.0))) for part in now.parts]
    return score(parts, affinity=now.affinity)
