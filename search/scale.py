"""Putting Chinese and English candidates on one scale.

Two texts of one language are nearer to each other than two of different languages that say the same. Where both
compete, the cosines of a language pair are moved and stretched so that the background – passages that have nothing to
do with the query – looks alike. Measured: docs/benchmarks.md, "Two languages in one pool".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from search.text.language import CHINESE, ENGLISH

Floats = NDArray[np.float32]

BACKGROUND = 300  # documents of each language in the sample that tells what a chance likeness is
MIN_SAMPLE = 30  # passages of a language without which its mean and spread are guesses
_MIN_SPREAD = 1e-3
# Mean and spread of chance likenesses by part, language asked in and language of the candidate: 160 openings against a
# sample of 300 of the 1,000 people of `make bench-mixed`. They stand for a sample where a pool is too small for one –
# as differences from the other language, if of that one there are enough. Without them a pool of eight people who merit
# the same put whoever writes in the language of an English opening 2.3 places higher (docs/benchmarks.md, "Fairness").
USUAL: Mapping[str, Mapping[tuple[str, str], tuple[float, float]]] = {
    "text": {
        (CHINESE, CHINESE): (0.206, 0.106), (CHINESE, ENGLISH): (0.168, 0.093),
        (ENGLISH, CHINESE): (0.169, 0.097), (ENGLISH, ENGLISH): (0.176, 0.101),
    },
    "english": {
        (CHINESE, CHINESE): (0.136, 0.103), (CHINESE, ENGLISH): (0.116, 0.101),
        (ENGLISH, CHINESE): (0.098, 0.101), (ENGLISH, ENGLISH): (0.109, 0.106),
    },
    "stems": {
        (CHINESE, CHINESE): (0.011, 0.038), (CHINESE, ENGLISH): (0.010, 0.036),
        (ENGLISH, CHINESE): (0.009, 0.034), (ENGLISH, ENGLISH): (0.012, 0.035),
    },
}  # fmt: skip
# How much further from the background a text of the second language is moved when one of the first asks. Whoever fits
# an English question stands out less in Chinese, by what is lost in translation: in a pool of 1,000 the English twin
# came first 67 times and the Chinese one 18 times, with this 37 and 34 times. And a Chinese question stands out less
# than the same in English, whoever answers: this moves nobody in its list, but the words for how well they fit
# (docs/benchmarks.md, "Fairness").
STRETCH = {(ENGLISH, CHINESE): 1.1, (CHINESE, CHINESE): 1.15, (CHINESE, ENGLISH): 1.15}


class Scale:
    """For every group of query passages and every candidate language, its place on the common scale."""

    def __init__(
        self,
        background: Floats,
        languages: NDArray[np.str_],
        groups: Sequence[str],
        *,
        asked: Sequence[str],
        shared: bool,
        usual: Mapping[tuple[str, str], tuple[float, float]] = MappingProxyType({}),
    ) -> None:
        """`background`: cosines [q, m]; `languages`: [m] of the background; `groups`: [q] names of query passages;
        `asked`: [q] their languages, one for each group.

        `usual`: mean and spread by the languages of a pair, for those of whom the sample holds too few.
        `shared`: all groups come to one scale (they compete); otherwise each keeps its own.
        """
        counts = {
            language: int((languages == language).sum()) for language in sorted(set(languages.tolist()))
        }
        self._groups = np.array(groups)
        self._asked = dict(zip(groups, asked, strict=True))
        self._stats: dict[str, dict[str, tuple[float, float]]] = {}
        for group in dict.fromkeys(groups):
            rows = background[self._groups == group]
            known = {
                language: (float(part.mean()), max(float(part.std()), _MIN_SPREAD))
                for language, count in counts.items()
                if count >= MIN_SAMPLE
                for part in [rows[:, languages == language]]
            }
            self._stats[group] = _completed(known, self._asked[group], usual)
        self._shared = shared

    def apply(self, cosines: Floats, languages: NDArray[np.str_]) -> Floats:
        """Cosines [q, n] of candidates in `languages` [n] -> the same on the common scale; unknown pairs stay."""
        scaled = cosines.copy()
        for group, stats in self._stats.items():
            target = self._target(stats)
            for language, (mean, spread) in stats.items():
                stretch = STRETCH.get((self._asked[group], language), 1.0)
                if target is not None and ((mean, spread) != target or stretch != 1.0):
                    cells = np.ix_(self._groups == group, languages == language)
                    scaled[cells] = (cosines[cells] - mean) / spread * target[1] * stretch + target[0]
        return scaled

    def _target(self, own: Mapping[str, tuple[float, float]]) -> tuple[float, float] | None:
        """Mean and spread of the common scale: that of English candidates, on which the weights were measured."""
        candidates = [own]
        if self._shared:
            candidates = [self._stats[g] for g in sorted(self._stats, key=lambda g: (g != ENGLISH, g))]
        for stats in candidates:
            if stats:
                return stats.get(ENGLISH) or next(iter(stats.values()))
        return None


def _completed(
    known: Mapping[str, tuple[float, float]], asked: str, usual: Mapping[tuple[str, str], tuple[float, float]]
) -> dict[str, tuple[float, float]]:
    """With what is usual for the languages that are not known, moved and stretched as the known one is."""
    mine = {language: stats for (one, language), stats in usual.items() if one == asked}
    anchor = next((language for language in mine if language in known), None)
    found = dict(known)
    for language, (mean, spread) in mine.items():
        if anchor is None:
            found.setdefault(language, (mean, spread))
        else:
            ratio = known[anchor][1] / mine[anchor][1]
            found.setdefault(language, (known[anchor][0] + (mean - mine[anchor][0]) * ratio, spread * ratio))
    return found
