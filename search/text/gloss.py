"""The English view of a Chinese text: each word by the sense that is nearest to the whole, and a bag of all senses."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import log, sqrt

import numpy as np

from search.encoders.base import Encoder
from search.text.lexicon import Gloss, Lexicon
from search.text.segmentation import Word, pieces
from search.text.tokens import english_stems
from search.types import Matrix, Vector

MAX_GLOSSES = 8  # senses of a word that compete; later ones are rare meanings
SHARPNESS = 10.0  # of the softmax over senses, in units of cosine
ALIAS_WEIGHT = 0.5  # of the other names of our own terms, against the first
MAX_REMEMBERED = 20_000  # gloss vectors kept in memory, 2 KB each


class Glosser:
    """Chooses senses by `encoder`, in whose space Chinese and English lie together."""

    def __init__(self, encoder: Encoder, lexicon: Lexicon) -> None:
        self._encoder, self._lexicon = encoder, lexicon
        self._vectors: dict[str, Vector] = {}

    def english(self, text: str, context: Vector, *, weight: float = 1.0) -> tuple[str, dict[str, float]]:
        """Simplified Chinese text -> its English view, and stem -> weight.

        `context` is the vector of the whole passage [d]. Latin script stays where it stands.
        """
        found = list(pieces(text, self._lexicon))
        weights = self._sense_weights(found, context)
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
        words = {word.text for text in texts for word in pieces(text, self._lexicon) if word.known}
        self._encode([text for word in sorted(words) for text in self._rivals(word)])

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
        for key, count in Counter(english_stems(text)).items():
            stems[key] += weight * (1 + log(count))
        return dict(stems)

    def _sense_weights(
        self, found: Sequence[Word], context: Vector
    ) -> dict[str, tuple[Sequence[Gloss], Vector]]:
        """word -> its glosses and how much each counts."""
        senses = {word.text: self._senses(word.text) for word in found if word.known}
        rivals = {word: self._rivals(word) for word in senses}
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
                shares = np.exp(SHARPNESS * (likeness - likeness.max()))
                shares /= shares.sum()
            weights[word] = glosses, shares
        return weights

    def _senses(self, word: str) -> Sequence[Gloss]:
        return self._lexicon.glosses(word)[:MAX_GLOSSES]

    def _rivals(self, word: str) -> Sequence[str]:
        """The word and its senses where one has to be chosen; empty where there is no choice."""
        glosses = self._senses(word)
        return (word, *(g.text for g in glosses)) if len(glosses) > 1 and not glosses[0].own else ()

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
