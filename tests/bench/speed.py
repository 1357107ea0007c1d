"""How fast the engine is on this machine: python -m tests.bench.speed [settings module]

Texts are made up of terminology, so that the dictionary, the sense choice and both encoders have real work.
"""

import dataclasses
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable

os.environ.setdefault(
    "DJANGO_SETTINGS_MODULE", sys.argv[1] if len(sys.argv) > 1 else "talentbridge.settings.development"
)

import numpy as np

from search.affinity import AffinityModel
from search.encoders.registry import get_encoder
from search.text.cedict import dictionary
from search.text.lexicon import Lexicon, TermEntry
from search.types import Frequencies, IndexedPassage, Passage, PassageBlock, View
from search.views import MemoryVectorCache, ViewBuilder
from taxonomy.terms import read_terms


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def block(views: list[View], per_owner: int) -> PassageBlock:
    return PassageBlock(
        owners=[f"profile:{i // per_owner}" for i in range(len(views))],
        keys=[f"publication:{i}" for i in range(len(views))],
        languages=[view.language for view in views],
        vectors={slot: np.stack([view.vectors[slot] for view in views]) for slot in ("text", "english")},
        stems=[view.stems for view in views],
    )


def main() -> None:
    out = sys.stdout.write
    out(f"dictionary from its cache: {seconds(dictionary):.2f} s\n")
    terms, draw = read_terms(), random.Random(0)
    entries = [TermEntry(t.zh, t.en, t.zh_aliases, t.en_aliases) for t in terms]
    builder = ViewBuilder(
        text_encoder=get_encoder("use"),
        english_encoder=get_encoder("minilm"),
        lexicon=Lexicon(entries),
        cache=MemoryVectorCache(),
    )
    out(
        f"first view, weights loaded: {seconds(lambda: builder.views([Passage('a', 'en', 'start')])):.2f} s\n"
    )
    english = [
        Passage(
            str(i),
            "en",
            draw.choice(terms).en,
            "We study " + " and ".join(t.en for t in draw.sample(terms, 50)) + ".",
        )
        for i in range(200)
    ]
    chinese = [
        Passage(
            str(i),
            "zh-hans",
            draw.choice(terms).zh,
            "我们研究" + "和".join(t.zh for t in draw.sample(terms, 50)) + "。",
        )
        for i in range(100)
    ]
    views = []
    for name, passages in (("English", english), ("Chinese", chinese)):
        took = seconds(lambda passages=passages: views.extend(builder.views(passages)))  # type: ignore[misc]
        out(f"{name} abstracts: {len(passages) / took:.0f} passages/s\n")
    candidates = block((views * 6)[:1600], 8)
    frequencies = Frequencies(len(views), Counter(stem for view in views for stem in view.stems))
    model = AffinityModel(frequencies, [block(views[:200], 1), block(views[200:], 1)])
    query = [IndexedPassage("opening", views[0])]
    times = [seconds(lambda: model.people(query, dataclasses.replace(candidates))) for _ in range(20)]
    out(f"affinity of 200 candidates with 8 passages: {1000 * sorted(times)[10]:.0f} ms\n")


if __name__ == "__main__":
    main()
