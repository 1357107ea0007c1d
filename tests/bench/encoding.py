"""How many English abstracts of 120 words a second the encoders take: python -m tests.bench.run encoding -> JSON"""

import json
import random
import sys
import time

from search.encoders.registry import get_encoder
from search.engine import get_lexicon
from search.types import Passage
from search.views import MemoryVectorCache, ViewBuilder
from tests.bench.corpus import fields
from tests.bench.material import SEED, topics

WORDS, DOCUMENTS = 120, 64


def abstracts() -> list[Passage]:
    """DOCUMENTS different ones, of 100 to 140 words."""
    draw, subjects = random.Random(SEED), topics(fields(), people=10_000)
    found = []
    for number in range(DOCUMENTS):
        lines: list[str] = []
        while sum(len(line.split()) for line in lines) < draw.randint(WORDS - 20, WORDS + 20):
            lines.append(draw.choice(draw.choice(subjects).sentences["en"]))
        found.append(
            Passage(str(number), "en", draw.choice(draw.choice(subjects).titles["en"]), " ".join(lines))
        )
    return found


def main() -> None:
    passages = abstracts()
    builder = ViewBuilder(
        text_encoder=get_encoder("use"),
        english_encoder=get_encoder("minilm"),
        lexicon=get_lexicon(),
        cache=MemoryVectorCache(),
    )
    builder.views([Passage("a", "en", "loads the weights")])
    start = time.perf_counter()
    builder.views(passages)
    found = {"encode_docs_per_s": len(passages) / (time.perf_counter() - start)}
    for name, slot in (("use", "text"), ("minilm", "english")):
        texts = [text for passage in passages for text in (passage.title, f"{passage.title}. {passage.body}")]
        start = time.perf_counter()
        get_encoder(name).encode(texts)
        found[f"encode_{slot}_docs_per_s"] = len(passages) / (time.perf_counter() - start)
    sys.stdout.write(json.dumps(found) + "\n")
