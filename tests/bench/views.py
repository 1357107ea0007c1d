"""Views of synthetic texts without encoding each of them.

Words are real: a text consists of known lines, each of which went through the product's own tokenisers and glossary
once. Vectors are mixtures: the real vector of the text's topic, that of a second topic, and noise, of unit length.
Within a topic cosines lie at .3–.75, between topics at 0–.35, as in `en_dblp`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from zlib import crc32

import numpy as np
from django.conf import settings

from search.encoders.base import unit_rows
from search.encoders.hashing import HashingEncoder
from search.encoders.minilm import MiniLM
from search.encoders.registry import get_encoder
from search.encoders.use import UseMultilingual
from search.engine import get_lexicon, get_slots
from search.text.tokens import native_tokens
from search.types import Matrix, Passage, Vector, View
from search.views import MemoryVectorCache, ViewBuilder
from tests.bench.material import Topic

# Lengths of what a vector is mixed of: its topic, more or less closely, another one of the field, and noise of its own.
CLOSEST, FARTHEST, OTHER, NOISE = 0.85, 0.35, 0.35, 0.55


class SyntheticViews:
    """Stands in for search.views.ViewBuilder."""

    def __init__(self, topics: Sequence[Topic], cache: Path) -> None:
        slots = get_slots()
        self.encoder_ids: Mapping[str, str] = {name: slot.encoder for name, slot in slots.items()}
        self._dimensions = {name: slot.dimension for name, slot in slots.items()}
        self._vectors = topic_vectors(topics, cache)
        self._topics = {
            line: topic.number
            for topic in topics
            for lines in (topic.titles, topic.sentences, topic.call_titles, topic.calls)
            for language in lines
            for line in lines[language]
        }
        self._known = {*self._topics} | {
            "; ".join(words) for topic in topics for words in topic.keywords.values()
        }
        self._field_of = {topic.number: topic.field for topic in topics}
        self._fields = {
            field: [topic.number for topic in topics if topic.field == field]
            for field in self._field_of.values()
        }
        self._words = ViewBuilder(
            text_encoder=HashingEncoder(dimension=64),
            english_encoder=HashingEncoder(dimension=64),
            lexicon=get_lexicon(),
            cache=MemoryVectorCache(),
        )
        self._line = lru_cache(maxsize=200_000)(self._read)

    def views(self, passages: Sequence[Passage]) -> list[View]:
        """One for each passage, in order; equal texts get equal views."""
        return [self._view(passage) for passage in passages]

    def _view(self, passage: Passage) -> View:
        tokens: list[str] = []
        counts: Counter[str] = Counter()
        for line in [passage.title, *passage.body.split("\n")]:
            # what is not known is made-up words, in an order that never comes again
            for part in [line] if line in self._known else line.split(" "):
                found, bag = self._line(part)
                tokens += found
                counts.update(bag)
        language = "zh-hans" if passage.language == "zh-hans" else "en"
        stems = dict(
            zip(counts, (1 + np.log(np.fromiter(counts.values(), np.float32))).tolist(), strict=True)
        )
        return View(language, self._mixture(passage), stems, tuple(tokens))

    def _read(self, line: str) -> tuple[tuple[str, ...], list[str]]:
        if not line:
            return (), []
        [view] = self._words.views([Passage("line", "", "", line)])
        return native_tokens(line), list(view.stems)

    def _mixture(self, passage: Passage) -> Mapping[str, np.ndarray]:
        draw = np.random.default_rng(crc32(f"{passage.title}\n{passage.body}".encode()))
        number = self._topics.get(passage.title, -1)
        if number < 0:
            number = next(
                (self._topics[line] for line in passage.body.split("\n") if line in self._topics), 0
            )
        other = int(draw.choice(self._fields[self._field_of[number]]))
        own = draw.uniform(FARTHEST, CLOSEST)
        language = 1 if passage.language == "zh-hans" else 0
        found = {}
        for name, dimension in self._dimensions.items():
            topics = self._vectors[name][language]
            vector = own * topics[number] + OTHER * topics[other]
            vector = vector + NOISE / dimension**0.5 * draw.standard_normal(dimension, np.float32)
            found[name] = (vector / np.linalg.norm(vector)).astype(np.float32)
        return found


def topic_vectors(topics: Sequence[Topic], cache: Path) -> Mapping[str, Matrix]:
    """slot -> float32 [2 languages, topics, d]: real vectors of a title and a sentence, encoded once."""
    texts = [
        Passage(language, language, topic.titles[language][0], topic.sentences[language][0])
        for language in ("en", "zh-hans")
        for topic in topics
    ]
    key = crc32(repr(texts).encode())
    file = cache / f"topics-{key:08x}.npz"
    if not file.exists():
        builder = ViewBuilder(
            text_encoder=get_encoder(settings.SEARCH_ENCODERS["text"]),
            english_encoder=get_encoder(settings.SEARCH_ENCODERS["english"]),
            lexicon=get_lexicon(),
            cache=MemoryVectorCache(),
        )
        views = builder.views(texts)
        cache.mkdir(parents=True, exist_ok=True)
        np.savez(
            file, **{name: np.stack([view.vectors[name] for view in views]) for name in builder.encoder_ids}
        )
    with np.load(file) as stored:
        return {name: stored[name].reshape(2, len(topics), -1) for name in stored.files}


class Free:
    """An encoder whose vectors cost nothing: the time of everything else remains. Also a cache that holds nothing."""

    def __init__(self, slot: str) -> None:
        named = get_slots()[slot]
        self.id, self.dimension = named.encoder, named.dimension
        self._vector = np.full(self.dimension, self.dimension**-0.5, np.float32)

    def encode(self, texts: Sequence[str]) -> Matrix:
        """The same row of unit length for every text."""
        return np.broadcast_to(self._vector, (len(texts), self.dimension)).copy()

    def get_many(self, encoder_id: str, hashes: Iterable[str]) -> Mapping[str, Vector]:
        """Nothing."""
        return {}

    def put_many(self, encoder_id: str, vectors: Mapping[str, Vector]) -> None:
        """Keeps nothing."""


class _Random:
    """A vector drawn by its text: no two alike, and none that costs anything."""

    id: str
    dimension: int

    def __init__(self, *, folder: Path | None = None, threads: int = 1) -> None:
        """As every encoder is made."""

    def encode(self, texts: Sequence[str]) -> Matrix:
        """-> float32 [n, d], rows of unit length."""
        drawn = [
            np.random.default_rng(crc32(text.encode())).standard_normal(self.dimension, np.float32)
            for text in texts
        ]
        return unit_rows(np.array(drawn, np.float32).reshape(-1, self.dimension))


class FreeText(_Random):
    """In the place of the multilingual encoder."""

    id, dimension = UseMultilingual.id, UseMultilingual.dimension


class FreeEnglish(_Random):
    """In the place of the English encoder."""

    id, dimension = MiniLM.id, MiniLM.dimension
