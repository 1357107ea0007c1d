"""Passages -> views: what the engine compares, whatever language a text was written in."""

from __future__ import annotations

import hashlib
import logging
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log
from typing import Protocol

import numpy as np

from search.encoders.base import Encoder, checked_vectors, unit_rows
from search.text.acronyms import spelled_out, unspelled
from search.text.cedict import simplify
from search.text.characters import has_words, visible
from search.text.gloss import Glosser
from search.text.language import CHINESE, detect
from search.text.lexicon import Lexicon
from search.text.own_pairs import own_pairs
from search.text.repetition import once
from search.text.tokens import english_stems, native_tokens
from search.types import Matrix, Passage, Vector, View

logger = logging.getLogger(__name__)

MAX_CHARACTERS = 20_000  # of a title, and of a body, that are read; the forms accept no more
TITLE_WEIGHT = 2.0  # of a stem in a Chinese title, against one in the body


class VectorCache(Protocol):
    """Where vectors are kept, so that no text is embedded twice."""

    def get_many(self, encoder_id: str, hashes: Iterable[str]) -> Mapping[str, Vector]:
        """hash -> vector, of those that are there."""

    def put_many(self, encoder_id: str, vectors: Mapping[str, Vector]) -> None:
        """Keep these; a hash that is there already is no error."""


class MemoryVectorCache:
    """Vectors for as long as the process lives."""

    def __init__(self) -> None:
        self._vectors: dict[tuple[str, str], Vector] = {}

    def get_many(self, encoder_id: str, hashes: Iterable[str]) -> Mapping[str, Vector]:
        """hash -> vector, of those that are there."""
        return {h: self._vectors[encoder_id, h] for h in hashes if (encoder_id, h) in self._vectors}

    def put_many(self, encoder_id: str, vectors: Mapping[str, Vector]) -> None:
        """Keep these."""
        self._vectors.update({(encoder_id, h): vector for h, vector in vectors.items()})


class CachedEncoder:
    """An encoder that asks the cache first: with all vectors there, no weights are loaded."""

    def __init__(self, encoder: Encoder, cache: VectorCache) -> None:
        self._encoder, self._cache = encoder, cache
        self._prefix: str = getattr(
            encoder, "prefix", ""
        )  # a text that is read with another one is another text

    @property
    def id(self) -> str:
        """The encoder's."""
        return self._encoder.id

    @property
    def dimension(self) -> int:
        """The encoder's."""
        return self._encoder.dimension

    def encode(self, texts: Sequence[str]) -> Matrix:
        """-> float32 [n, d], rows of unit length. Raises EncoderUnavailable, also for what is no vector."""
        hashes = {
            text: hashlib.sha256(f"{self._prefix}{text}".encode("utf-8", "replace")).hexdigest()
            for text in texts
        }
        known = self._cache.get_many(self.id, hashes.values())
        missing = [text for text, digest in hashes.items() if digest not in known]
        if missing:
            made = checked_vectors(self._encoder.encode(missing), encoder=self._encoder, count=len(missing))
            fresh = {hashes[text]: vector for text, vector in zip(missing, made, strict=True)}
            self._cache.put_many(self.id, fresh)
            known = {**known, **fresh}
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        return np.stack([known[hashes[text]] for text in texts])


class ViewBuilder:
    """Makes views: a vector of the text, a vector and a bag of stems of its English view, native tokens."""

    def __init__(
        self, *, text_encoder: Encoder, english_encoder: Encoder, lexicon: Lexicon, cache: VectorCache
    ) -> None:
        self._text, self._english = CachedEncoder(text_encoder, cache), CachedEncoder(english_encoder, cache)
        self._lexicon, self._glosser = lexicon, Glosser(self._text, lexicon)

    @property
    def encoder_ids(self) -> Mapping[str, str]:
        """Slot of `View.vectors` -> id of the encoder that fills it."""
        return {"text": self._text.id, "english": self._english.id}

    def views(self, passages: Sequence[Passage]) -> list[View]:
        """One view for each passage, in order. Raises EncoderUnavailable."""
        titles = [_prepared(p.title, p.key) for p in passages]
        bodies = [_prepared(p.body, p.key) for p in passages]
        languages = [detect(f"{t} {b}") for t, b in zip(titles, bodies, strict=True)]
        text = self._vectors(self._text, titles, bodies)
        chinese = [i for i, language in enumerate(languages) if language == CHINESE]
        self._glosser.learn(text for i in chinese for text in (titles[i], bodies[i]))
        english_titles, english_bodies, stems = [], [], []
        for title, body, language, context in zip(titles, bodies, languages, text, strict=True):
            english_title, english_body, bag = self._english_view(title, body, language, context)
            english_titles.append(english_title)
            english_bodies.append(english_body)
            stems.append(bag)
        english = self._vectors(self._english, english_titles, english_bodies)
        return [
            View(
                language=languages[i],
                vectors={"text": text[i], "english": english[i]},
                stems=stems[i],
                tokens=native_tokens(f"{titles[i]}\n{bodies[i]}"),
            )
            for i in range(len(passages))
        ]

    def _english_view(
        self, title: str, body: str, language: str, context: Vector
    ) -> tuple[str, str, dict[str, float]]:
        """Title and body in English, and the bag of stems. A text that is not Chinese is its own English view."""
        if language != CHINESE:
            english_title, english_body = self._spelled_out(title, body)
            said_stems = Counter(english_stems(f"{english_title} {english_body}"))
            return english_title, english_body, {stem: 1 + log(n) for stem, n in said_stems.items()}
        said = own_pairs(f"{title}\n{body}", self._lexicon)
        glossed_title, stems = self._glosser.english(title, context, weight=TITLE_WEIGHT, said=said)
        glossed_body, more = self._glosser.english(body, context, said=said)
        for stem, weight in more.items():
            stems[stem] = stems.get(stem, 0.0) + weight
        english_title, english_body = self._spelled_out(glossed_title, glossed_body)
        added = Counter(english_stems(f"{english_title} {english_body}"))
        added.subtract(english_stems(f"{glossed_title} {glossed_body}"))
        for stem, n in (+added).items():
            stems[stem] = stems.get(stem, 0.0) + 1 + log(n)
        return english_title, english_body, stems

    def _spelled_out(self, title: str, body: str) -> tuple[str, str]:
        """With what each abbreviation stands for, where the passage does not say it itself."""
        forms = unspelled(f"{title} {body}", self._lexicon.abbreviations)
        in_body = {short: name for short, name in forms.items() if short not in title}
        return spelled_out(title, forms), spelled_out(body, in_body)

    def _vectors(self, encoder: Encoder, titles: Sequence[str], bodies: Sequence[str]) -> Matrix:
        """float32 [n, d]: the unit mean of a title's vector and of title and body together; 0 for an empty passage."""
        wholes = [f"{t}. {b}" if t and b else t or b for t, b in zip(titles, bodies, strict=True)]
        heads = [t or whole for t, whole in zip(titles, wholes, strict=True)]
        texts = list(filter(None, dict.fromkeys((*heads, *wholes))))
        found = dict(zip(texts, encoder.encode(texts), strict=True))
        found[""] = np.zeros(encoder.dimension, np.float32)  # near nothing
        sums = [found[head] + found[whole] for head, whole in zip(heads, wholes, strict=True)]
        return unit_rows(np.stack(sums)) if sums else np.zeros((0, encoder.dimension), np.float32)


def _prepared(text: str, key: str) -> str:
    if len(text) > MAX_CHARACTERS:
        logger.warning(
            "A text of %s has %d characters; the first %d are read.", key, len(text), MAX_CHARACTERS
        )
    readable = simplify(visible(text[:MAX_CHARACTERS])).strip()
    # Of signs, pictures and unknown letters alone an encoder makes something that is near everything.
    numbers = any(map(str.isdigit, readable)) and not any(map(str.isalpha, readable))
    return once(readable) if numbers or has_words(readable) else ""
