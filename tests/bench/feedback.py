"""What two verdicts bring: python -m tests.bench.feedback SET [--grid]

SET: a folder with experts.jsonl, openings.jsonl and qrels.jsonl. For each opening the first right person of its list is
called fitting and the first wrong one of its first five not relevant; the rest of the list is then judged without both.
Prints the mean average precision of that rest before and after, and the 95 % bootstrap interval of the difference.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talentbridge.settings.development")

import numpy as np

from search.affinity import AffinityModel
from search.backends.base import Slot
from search.backends.memory import MemoryBackend
from search.corpus.ranking import index_experts, index_queries
from search.corpus.reading import read_experts, read_openings
from search.encoders.registry import get_encoder
from search.feedback import PULL, Pull, moved
from search.scale import BACKGROUND
from search.text.language import CHINESE, ENGLISH
from search.text.lexicon import Lexicon, TermEntry
from search.types import IndexedPassage, PassageBlock
from search.views import MemoryVectorCache, ViewBuilder
from taxonomy.terms import read_terms
from tests.bench.evaluate import rows

SEEN = 5  # how far somebody reads before they say of a person that they are not relevant
SAMPLES = 1_000
LIKED, DISLIKED = (0.5, 1.0), (0.1, 0.25)
GRID = [
    *(Pull(liked=liked, disliked=0) for liked in LIKED),
    *(Pull(liked=0, disliked=disliked) for disliked in DISLIKED),
    *(Pull(liked=liked, disliked=disliked) for liked in LIKED for disliked in DISLIKED),
]


@dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    """A set of experts in an index, and what is asked of them."""

    backend: MemoryBackend
    model: AffinityModel
    everybody: PassageBlock
    asked: Sequence[tuple[IndexedPassage, set[str], list[str]]]  # query, who is right, everybody by rank

    def order(self, query: IndexedPassage) -> list[str]:
        return order(self.model, query, self.everybody)


def order(model: AffinityModel, query: IndexedPassage, everybody: PassageBlock) -> list[str]:
    """Ids, best first, ties by id."""
    return [one.id for one in sorted(model.people([query], everybody), key=lambda one: (-one.total, one.id))]


def read(folder: Path) -> Corpus:
    encoders = {"text": get_encoder("use"), "english": get_encoder("minilm")}
    lexicon = Lexicon(TermEntry(t.zh, t.en, t.zh_aliases, t.en_aliases) for t in read_terms())
    builder = ViewBuilder(
        text_encoder=encoders["text"],
        english_encoder=encoders["english"],
        lexicon=lexicon,
        cache=MemoryVectorCache(),
    )
    backend = MemoryBackend(slots={name: Slot(one.id, one.dimension) for name, one in encoders.items()})
    experts, openings = read_experts(folder / "experts.jsonl"), read_openings(folder / "openings.jsonl")
    index_experts(experts, backend=backend, builder=builder, progress=lambda _: None)
    queries = index_queries(openings, builder=builder, progress=lambda _: None)
    right = {row["opening"]: set(row["relevant"]) for row in rows(str(folder / "qrels.jsonl"))}
    background = [backend.background("profile", language, BACKGROUND) for language in (CHINESE, ENGLISH)]
    model = AffinityModel(backend.frequencies("profile"), background)
    everybody = backend.fetch([entry.id for entry in experts])
    asked = [
        (query, right[entry.id], order(model, query, everybody))
        for entry, query in zip(openings, queries, strict=True)
    ]
    return Corpus(backend, model, everybody, asked)


def tried(corpus: Corpus, pull: Pull) -> Iterator[tuple[float, float]]:
    """Average precision of the rest, before and after, for each opening that has a rest."""
    for query, good, before in corpus.asked:
        liked = [id for id in before if id in good][:1] if pull.liked else []
        disliked = [id for id in before[:SEEN] if id not in good][:1] if pull.disliked else []
        rest = good - set(liked)
        if not rest or not (liked or disliked):
            continue
        [anew] = moved(
            [query],
            liked=corpus.backend.fetch(liked),
            disliked=corpus.backend.fetch(disliked),
            model=corpus.model,
            frequencies=corpus.backend.frequencies("profile"),
            pull=pull,
        )
        judged = {*liked, *disliked}
        yield precision(before, judged, rest), precision(corpus.order(anew), judged, rest)


def precision(ids: Sequence[str], judged: set[str], rest: set[str]) -> float:
    """Average precision of a list without those judged."""
    left = [id for id in ids if id not in judged]
    ranks = [rank for rank, id in enumerate(left, 1) if id in rest]
    return sum(found / rank for found, rank in enumerate(ranks, 1)) / len(rest)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("set", type=Path)
    parser.add_argument("--grid", action="store_true", help="try other strengths than those in use")
    options = parser.parse_args()
    corpus = read(options.set)
    for pull in GRID if options.grid else [PULL]:
        both = np.array(list(tried(corpus, pull)))
        gain = both[:, 1] - both[:, 0]
        draw = np.random.default_rng(0)
        means = [draw.choice(gain, len(gain)).mean() for _ in range(SAMPLES)]
        low, high = np.quantile(means, [0.025, 0.975])
        sys.stdout.write(
            f"liked {pull.liked:<5}disliked {pull.disliked:<5}openings {len(gain):>3}   MAP of the rest "
            f"{both[:, 0].mean():.4f} -> {both[:, 1].mean():.4f}   [{low:+.4f}, {high:+.4f}]\n"
        )
        sys.stdout.flush()


if __name__ == "__main__":
    main()
