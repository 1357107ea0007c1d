"""What two verdicts bring: python -m tests.bench.feedback SET [--grid]

SET: a folder with experts.jsonl, openings.jsonl and qrels.jsonl. For each opening the first right person of its list is
called fitting and the first wrong one of its first five not relevant; the rest of the list is then judged without both.
Prints the mean average precision of that rest before and after, and the 95 % bootstrap interval of the difference.
"""

from __future__ import annotations

import argparse
import os
import sys
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
from search.types import IndexedPassage
from search.views import MemoryVectorCache, ViewBuilder
from taxonomy.terms import read_terms
from tests.bench.evaluate import rows

SEEN = 5  # how far somebody reads before they say of a person that they are not relevant
SAMPLES = 1_000
GRID = [
    Pull(liked=liked, disliked=disliked, bound=bound)
    for bound in (0.9,)
    for liked, disliked in [(0.25, 0), (0.5, 0), (1, 0), (0, 0.1), (0, 0.25), (0, 0.5), (0.5, 0.1), (0.5, 0.25), (1, 0.25)]
]  # fmt: skip


def average_precision(order: list[str], right: set[str]) -> float:
    ranks = [rank for rank, id in enumerate(order, 1) if id in right]
    return sum(found / rank for found, rank in enumerate(ranks, 1)) / len(right)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", type=Path)
    parser.add_argument("--grid", action="store_true", help="try other strengths than the one in use")
    options = parser.parse_args()
    folder: Path = options.set
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
    frequencies = backend.frequencies("profile")
    model = AffinityModel(
        frequencies, [backend.background("profile", language, BACKGROUND) for language in (CHINESE, ENGLISH)]
    )
    everybody = backend.fetch([entry.id for entry in experts])

    def ranked(query: IndexedPassage) -> list[str]:
        found = model.people([query], everybody)
        return [one.id for one in sorted(found, key=lambda one: (-one.total, one.id))]

    for pull in [PULL, *(GRID if options.grid else [])]:
        before, after = [], []
        for entry, query in zip(openings, queries, strict=True):
            order, good = ranked(query), right[entry.id]
            liked = next((id for id in order if id in good), None) if pull.liked else None
            disliked = next((id for id in order[:SEEN] if id not in good), None) if pull.disliked else None
            judged = {liked, disliked}
            rest = good - judged
            if not rest or judged == {None}:
                continue
            [anew] = moved(
                [query],
                liked=backend.fetch([liked] if liked else []),
                disliked=backend.fetch([disliked] if disliked else []),
                model=model,
                frequencies=frequencies,
                pull=pull,
            )
            before.append(average_precision([id for id in order if id not in judged], rest))
            after.append(average_precision([id for id in ranked(anew) if id not in judged], rest))
        gain = np.array(after) - np.array(before)
        draw = np.random.default_rng(0)
        means = [draw.choice(gain, len(gain)).mean() for _ in range(SAMPLES)]
        low, high = np.quantile(means, [0.025, 0.975])
        sys.stdout.write(
            f"liked {pull.liked:<5} disliked {pull.disliked:<5} bound {pull.bound}   openings {len(gain):>3}   "
            f"MAP of the rest {np.mean(before):.4f} -> {np.mean(after):.4f}   [{low:+.4f}, {high:+.4f}]\n"
        )


if __name__ == "__main__":
    main()
