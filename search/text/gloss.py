"""The English view of a Chinese text: each word by the sense that is nearest to the whole, and a bag of all senses."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import log, sqrt

import numpy as np

from search.encoders.base import Encoder
from search.text.lexicon import Gloss, Lexicon, TermEntry
from search.text.segmentation import Word, known_words, pieces
from search.text.tokens import english_stems
from search.types import Matrix, Vector

MAX_GLOSSES = 8  # senses of a word that compete; later ones are rare meanings
SHARPNESS = 10.0  # of the softmax over senses, in units of cosine
ALIAS_WEIGHT = 0.5  # of the other names of our own terms, against the first
MAX_LEXICONS = 100  # of passages with terms of their own that are kept, so that title and body share one
MAX_REMEMBERED = 20_000  # gloss vectors kept in memory, 2 KB each


class Glosser:
    """Chooses senses by `encoder`, in whose space Chinese and English lie together."""

    def __init__(self, encoder: Encoder, lexicon: Lexicon) -> None:
        self._encoder, self._lexicon = encoder, lexicon
        self._lexicon_with = lru_cache(maxsize=MAX_LEXICONS)(lexicon.with_terms)
        self._vectors: dict[str, Vector] = {}

    def english(
        self, text: str, context: Vector, *, weight: float = 1.0, said: tuple[TermEntry, ...] = ()
    ) -> tuple[str, dict[str, float]]:
        """Simplified Chinese text -> its English view, and stem -> weight.

        `context` is the vector of the whole passage [d]. Latin script stays where it stands. `said`: what the passage
        itself calls its words in English.
        """
        lexicon = self._lexicon_with(said) if said else self._lexicon
        found = list(pieces(text, lexicon))
        weights = self._sense_weights(found, context, lexicon)
        view: list[str] = []
        for word in found:
            if word.known:
                glosses, shares = weights[word.text]
                view.append(glosses[int(np.argmax(shares))].text)
            elif word.text[0].isalnum():
                view.append(word.text)
            elif view:
                view[-1] += ","
        return " ".join(view), self._stems(text, found, weights, weight)

    def learn(self, texts: Iterable[str]) -> None:
        """Encode the senses of all these texts in one go, which is far faster than text by text."""
        words = {word.text for text in texts for word in known_words(text, self._lexicon)}
        self._encode([text for word in sorted(words) for text in _rivals(word, self._lexicon)])

    def _stems(
        self,
        text: str,
        found: Sequence[Word],
        weights: dict[str, tuple[Sequence[Gloss], Vector]],
        weight: float,
    ) -> dict[str, float]:
        stems: defaultdict[str, float] = defaultdict(float)
        for word, count in Counter(word.text for word in found if word.known).items():
            if not english_stems(weights[word][0][0].text):
                continue  # "method", "we", "based on": its rarer senses would say what the text does not
            for gloss, share in zip(*weights[word], strict=True):
                keys = set(english_stems(gloss.text))
                for key in keys:
                    stems[key] += weight * float(share) * (1 + log(count)) / sqrt(len(keys))
        for key, count in Counter(_latin_stems(text, found, weights)).items():
            stems[key] += weight * (1 + log(count))
        return dict(stems)

    def _sense_weights(
        self, found: Sequence[Word], context: Vector, lexicon: Lexicon
    ) -> dict[str, tuple[Sequence[Gloss], Vector]]:
        """word -> its glosses and how much each counts."""
        senses = {word.text: _senses(word.text, lexicon) for word in found if word.known}
        rivals = {word: _rivals(word, lexicon) for word in senses}
        vectors = self._encode([text for texts in rivals.values() for text in texts])
        weights: dict[str, tuple[Sequence[Gloss], Vector]] = {}
        row = 0
        for word, glosses in senses.items():
            shares = np.full(len(glosses), ALIAS_WEIGHT, np.float32)
            shares[0] = 1.0
            if rivals[word]:
                own = vectors[row : row + len(rivals[word])]
                row += len(own)
                likeness = own[1:] @ (context + own[0])
                chosen = np.exp(SHARPNESS * (likeness - likeness.max()))
                chosen /= chosen.sum()
                shares[:] = (
                    ALIAS_WEIGHT * chosen.max()
                )  # an abbreviation after the senses stays behind the best
                shares[: len(chosen)] = chosen
            weights[word] = glosses, shares
        return weights

    def _encode(self, texts: Sequence[str]) -> Matrix:
        """float32 [n, d]; single words are encoded once and remembered."""
        # Read once: another thread may forget at any moment what is here now.
        known = {text: vector for text in texts if (vector := self._vectors.get(text)) is not None}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        fresh = dict(zip(missing, self._encoder.encode(missing), strict=True)) if missing else {}
        known |= fresh
        self._vectors.update(fresh)
        for text in list(self._vectors)[: max(0, len(self._vectors) - MAX_REMEMBERED)]:
            self._vectors.pop(text, None)  # the oldest
        return np.stack([known[text] for text in texts]) if texts else np.zeros((0, 0), np.float32)


def _senses(word: str, lexicon: Lexicon) -> Sequence[Gloss]:
    glosses = lexicon.glosses(word)
    return (*glosses[:MAX_GLOSSES], *(gloss for gloss in glosses[MAX_GLOSSES:] if gloss.own))


def _rivals(word: str, lexicon: Lexicon) -> Sequence[str]:
    """The word and its senses where one has to be chosen; empty where there is no choice."""
    senses = [gloss.text for gloss in _senses(word, lexicon) if not gloss.own]
    return (word, *senses) if len(senses) > 1 else ()


def _latin_stems(
    text: str, found: Sequence[Word], weights: Mapping[str, tuple[Sequence[Gloss], Vector]]
) -> Iterator[str]:
    """Stems of what is in Latin script, but of a term that mixes the scripts only what its renderings do not say."""
    at = 0
    for word in found:
        if word.known and (inner := english_stems(word.text)):
            yield from english_stems(text[at : word.start])
            said = {stem for gloss in weights[word.text][0] for stem in english_stems(gloss.text)}
            yield from (stem for stem in inner if stem not in said)
            at = word.end
    yield from english_stems(text[at:])
