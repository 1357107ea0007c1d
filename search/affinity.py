"""How near an opening and a person are: three cosines over their passages, pooled, on one scale for both languages.

The affinity of one passage of an opening and a profile is, for each part, the mean over the three passages of the
profile that are nearest to it. With fewer than three it is the mean over what there is, so that a young scientist with
nothing but a biography is judged by that biography alone; somebody known by one or two papers only is drawn towards
the chance likeness (search.pooling). The parts are pooled one by one and then summed; summing first is worse
(docs/benchmarks.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.blocks import joined
from search.pooling import BEST, best_mean, lacking, sources_of, weighted_mean
from search.scale import MIN_SAMPLE, USUAL, Scale
from search.stems import StemTable
from search.text.language import ENGLISH, OTHER
from search.types import Frequencies, IndexedPassage, PassageBlock
from search.weights import PARTS, context_weight, shares

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Meeting:
    """One passage of the query and one of a candidate that met, for the evidence."""

    query: int  # index into the query's passages
    row: int  # row of the candidates' block
    score: float


@dataclass(frozen=True, slots=True)
class Affinity:
    """What a candidate document is worth to the query: total = text + english + stems, about -1 to 1."""

    id: str
    total: float
    text: float
    english: float
    stems: float
    best: tuple[Meeting, ...]  # nearest first, at most three, each source once


class AffinityModel:
    """Compares queries with candidates of one kind of document. Make it once for many queries: it is read only."""

    def __init__(self, frequencies: Frequencies, background: Sequence[PassageBlock] = ()) -> None:
        """`background`: samples of the candidates' kind, one for each language; without them what is usual
        stands for them (search.scale)."""
        self._frequencies = frequencies
        self._background = joined([block for block in background if block.keys])
        self._last: tuple[PassageBlock, StemTable] | None = None
        self._background_table = StemTable(self._background.stems, frequencies)
        self._background_languages = np.array(self._background.languages, "U")

    def people(self, opening: Sequence[IndexedPassage], profiles: PassageBlock) -> list[Affinity]:
        """One affinity for each profile of the block, in the block's order. `opening`: own text, project, base."""
        if not opening or not profiles.keys:
            return []
        parts, chance = self._contributions(opening, profiles, competing=False)
        owners, sources = sources_of(profiles.owners, profiles.keys)
        short = self._short(owners, sources, profiles.keys)
        weights = np.array([context_weight(passage.key) for passage in opening], np.float32)
        _, mine = sources_of([""] * len(opening), [passage.key for passage in opening])
        everyone = np.arange(owners.max() + 1)
        pairs = np.repeat(everyone, len(opening)), (everyone[:, None] * len(opening) + mine).ravel()
        pooled = {
            part: weighted_mean(
                best_mean(values, owners, sources, short=short, chance=chance[part]).T.ravel(),
                np.tile(weights, len(everyone)),
                *pairs,
            )
            for part, values in parts.items()
        }
        return _affinities(pooled, parts, profiles, owners, sources, weights=weights[:, None])

    def nearness(self, query: Sequence[IndexedPassage], block: PassageBlock) -> Floats:
        """float32 [q, n]: how near each passage of the query is to each of the block, unpooled, on the common scale."""
        if not query or not block.keys:
            return np.zeros((len(query), len(block.keys)), np.float32)
        parts, _ = self._contributions(query, block, competing=False)
        return np.sum(list(parts.values()), axis=0)

    def openings(self, profile: Sequence[IndexedPassage], openings: PassageBlock) -> list[Affinity]:
        """The same the other way round: one affinity for each opening (or base) of the block."""
        if not profile or not openings.keys:
            return []
        parts, chance = self._contributions(profile, openings, competing=True)
        owners, sources = sources_of(openings.owners, openings.keys)
        weights = np.array(
            [
                context_weight(key, owner=owner)
                for key, owner in zip(openings.keys, openings.owners, strict=True)
            ],
            np.float32,
        )
        keys = [passage.key for passage in profile]
        one, mine = sources_of([""] * len(profile), keys)
        short = self._short(one, mine, keys)
        pooled = {}
        for part, values in parts.items():
            average = np.full(len(openings.keys), chance[part].mean(), np.float32)
            near = best_mean(values.T, one, mine, short=short, chance=average)[:, 0]
            pooled[part] = weighted_mean(near, weights, owners, sources)
        return _affinities(pooled, parts, openings, owners, sources, weights=weights[None, :])

    def _table(self, block: PassageBlock) -> StemTable:
        """The block's stems, made once for as long as the same block is asked."""
        last = self._last
        if last is None or last[0] is not block:
            self._last = last = block, StemTable(block.stems, self._frequencies)
        return last[1]

    def _short(self, owners: NDArray[np.int_], sources: NDArray[np.int_], keys: Sequence[str]) -> Floats:
        """[documents] papers lacking; without a sample nobody knows what an average one is, so none."""
        found = lacking(owners, sources, keys)
        return found if len(self._background.keys) >= MIN_SAMPLE else np.zeros_like(found)

    def _contributions(
        self, query: Sequence[IndexedPassage], block: PassageBlock, *, competing: bool
    ) -> tuple[dict[str, Floats], dict[str, Floats]]:
        """part -> [q, n]: weighted cosines on the common scale; part -> [q]: their mean over the background.

        `competing`: the query's passages do, too.
        """
        languages = np.array(block.languages, "U")
        table = self._table(block)
        asked = [passage.view.language for passage in query]
        groups = asked if competing else [str(i) for i in range(len(query))]
        own, usual = shares(asked, languages), shares(asked, self._background_languages)
        found, chance = {}, {}
        for part in PARTS:
            cosines = _cosines(part, query, block, table)
            chance[part] = np.zeros(len(query), np.float32)
            sample = np.zeros((len(query), 0), np.float32)
            if self._background.keys:
                sample = _cosines(part, query, self._background, self._background_table)
            scale = Scale(
                sample, self._background_languages, groups, asked=asked, shared=competing, usual=USUAL[part]
            )
            if self._background.keys:
                average = scale.apply(sample, self._background_languages) * usual[part]
                chance[part] = average.mean(axis=1)
            found[part] = scale.apply(cosines, languages)
        unread = (np.array(asked, "U") == OTHER)[:, None] | (languages == OTHER)
        if unread.any():
            found = _by_the_text(found, unread)
        return {part: values * own[part] for part, values in found.items()}, chance


def _by_the_text(found: Mapping[str, Floats], unread: NDArray[np.bool_]) -> dict[str, Floats]:
    """Of a language that is neither Chinese nor English the English encoder and the stems know next to nothing: where
    `unread` [q, n] is true, each says what the multilingual vector says, in its own measure."""
    usual = {part: USUAL[part][ENGLISH, ENGLISH] for part in PARTS}
    above = (found["text"] - usual["text"][0]) / usual["text"][1]
    return {
        part: values if part == "text" else np.where(unread, usual[part][0] + above * usual[part][1], values)
        for part, values in found.items()
    }


def _cosines(part: str, query: Sequence[IndexedPassage], block: PassageBlock, table: StemTable) -> Floats:
    """float32 [q, n]"""
    if part == "stems":
        return np.stack([table.cosines(passage.view.stems) for passage in query])
    return np.stack([passage.view.vectors[part] for passage in query]) @ block.vectors[part].T


def _affinities(
    pooled: Mapping[str, Floats],
    parts: Mapping[str, Floats],
    block: PassageBlock,
    owners: NDArray[np.int_],
    sources: NDArray[np.int_],
    *,
    weights: Floats,
) -> list[Affinity]:
    together = sum(parts.values()) * weights  # [q, n]
    asked = np.argmax(together, axis=0)
    score = together[asked, np.arange(len(owners))]
    best: list[dict[int, Meeting]] = [{} for _ in range(int(owners.max()) + 1)]
    for row in np.lexsort((np.arange(len(score)), -score)).tolist():
        mine = best[owners[row]]
        if len(mine) < BEST:
            mine.setdefault(int(sources[row]), Meeting(int(asked[row]), row, float(score[row])))
    return [
        Affinity(
            id=id,
            total=float(sum(pooled[part][i] for part in PARTS)),
            **{part: float(pooled[part][i]) for part in PARTS},
            best=tuple(best[i].values()),
        )
        for i, id in enumerate(dict.fromkeys(block.owners))
    ]
