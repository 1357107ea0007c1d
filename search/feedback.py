"""A query that is moved towards what its asker found fitting and away from what they did not, within a bound.

Rocchio (The SMART Retrieval System, 1971, ch. 14) in each space of a view: both vectors, and the bag of stems weighted
by their rarity. Of everybody judged only the passages nearest to the query's take part, so that somebody's other work
moves nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import acos, atan2, cos, sin

import numpy as np
from numpy.typing import NDArray

from search.affinity import AffinityModel
from search.pooling import BEST, sources_of
from search.stems import idf
from search.types import Frequencies, IndexedPassage, PassageBlock, View

Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pull:
    """How strongly judged passages pull, and how far they may."""

    liked: float = 0.5
    disliked: float = 0.25
    bound: float = 0.9  # the least cosine between a query and what became of it, in every space


PULL = Pull()


def moved(
    query: Sequence[IndexedPassage],
    *,
    liked: PassageBlock,
    disliked: PassageBlock,
    model: AffinityModel,
    frequencies: Frequencies,
    pull: Pull = PULL,
) -> tuple[IndexedPassage, ...]:
    """The query's passages, moved by the passages of whole documents; the same in the same order without any.

    Whatever is judged and however often, no vector and no bag of stems comes to a cosine below `pull.bound`.
    """
    if not (liked.keys or disliked.keys):
        return tuple(query)
    towards, away = _nearest(query, liked, model), _nearest(query, disliked, model)
    return tuple(
        replace(
            passage, view=_moved_view(passage.view, liked, towards[i], disliked, away[i], frequencies, pull)
        )
        for i, passage in enumerate(query)
    )


def _nearest(
    query: Sequence[IndexedPassage], block: PassageBlock, model: AffinityModel
) -> list[list[tuple[int, float]]]:
    """For each passage of the query (row, share): of each document its BEST sources; the shares sum to 1."""
    if not block.keys:
        return [[] for _ in query]
    owners, sources = sources_of(block.owners, block.keys)
    documents = int(owners.max()) + 1
    found = []
    for values in model.nearness(query, block):
        best: list[dict[int, int]] = [{} for _ in range(documents)]
        for row in np.argsort(-values, kind="stable").tolist():
            mine = best[owners[row]]
            if len(mine) < BEST:
                mine.setdefault(int(sources[row]), row)
        found.append([(row, 1 / documents / len(mine)) for mine in best for row in mine.values()])
    return found


def _moved_view(
    view: View,
    liked: PassageBlock,
    towards: Sequence[tuple[int, float]],
    disliked: PassageBlock,
    away: Sequence[tuple[int, float]],
    frequencies: Frequencies,
    pull: Pull,
) -> View:
    signed = [(liked, row, pull.liked * share) for row, share in towards]
    signed += [(disliked, row, -pull.disliked * share) for row, share in away]
    vectors = {}
    for slot, own in view.vectors.items():
        force = np.zeros(len(own), np.float64)
        for block, row, weight in signed:
            force += weight * block.vectors[slot][row]
        vectors[slot] = turned(own, force, pull.bound).astype(np.float32)
    stems = _moved_stems(
        view.stems, [(block.stems[row], weight) for block, row, weight in signed], frequencies, pull
    )
    return replace(view, vectors=vectors, stems=stems)


def _moved_stems(
    own: Mapping[str, float],
    others: Sequence[tuple[Mapping[str, float], float]],
    frequencies: Frequencies,
    pull: Pull,
) -> dict[str, float]:
    """The bag as heavy as it was: what a text leaves unsaid weighs against its length (search.stems)."""
    names = list(dict.fromkeys([*own, *(stem for bag, _ in others for stem in bag)]))
    place = {name: i for i, name in enumerate(names)}
    rarity = idf(frequencies, names).astype(np.float64)

    def line(bag: Mapping[str, float]) -> Doubles:
        found = np.zeros(len(names), np.float64)
        found[[place[stem] for stem in bag]] = list(bag.values())
        return found * rarity

    start = line(own)
    length = float(np.linalg.norm(start))
    if not length:
        return dict(own)
    force = np.zeros(len(names), np.float64)
    for bag, weight in others:
        other = line(bag)
        force += weight * other / max(float(np.linalg.norm(other)), 1e-9)
    # No text speaks of a stem less than not at all. What is cut off here only brings the bag nearer to where it was.
    end = np.maximum(turned(start / length, force, pull.bound), 0.0)
    end *= length / float(np.linalg.norm(end))
    known = rarity > 0
    weights = np.divide(end, rarity, out=np.zeros_like(end), where=known)
    return {name: float(weights[i]) for i, name in enumerate(names) if weights[i] > 0} | {
        name: value for name, value in own.items() if not known[place[name]]
    }


def turned(own: NDArray[np.floating], force: Doubles, bound: float) -> Doubles:
    """unit(own + force), or as far on the way there as keeps the cosine with `own` (unit length) at `bound`."""
    start = own.astype(np.float64)
    along = float(force @ start)
    across = force - along * start
    width = float(np.linalg.norm(across))
    if width < 1e-12:
        return start
    angle = min(atan2(width, 1.0 + along), acos(bound))
    return np.asarray(cos(angle) * start + sin(angle) * across / width)
