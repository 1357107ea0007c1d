"""Sentences of a profile that repeat an opening's own words: they say nothing of the person and count for nothing.

A sentence repeats the opening if most of its runs of five words (of Chinese: characters) stand there, too. Runs within
one term of our terminology do not count: whoever works on the very subject has to name it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from bases.models import Opening
from experts.models import Profile
from matching.domain.asked import views_of
from search.documents import document_id, read_profile
from search.engine import get_lexicon
from search.text.cedict import simplify
from search.text.characters import HAN, plain
from search.text.segmentation import words
from search.text.sentences import sentences
from search.types import IndexedPassage, Passage

RUN = 5
# Of the runs of a sentence. Between the 2,131 sentences of 120 demo people and the 41 demo openings the most alike
# share .37, names of a subject that both use; a copy with each tenth word changed still shares about a half.
MOST = 0.5
# Characters, a word counted as two: what is shorter two people may well write alike. A whole sentence needs less than
# a part of one.
LEAST, LEAST_WHOLE = 16, 12
# What a sentence of LEAST, or a whole one of LEAST_WHOLE, must at least share to be repeated: so many runs of Chinese
# characters, or half as many with words.
FEWEST = 4

_HAN_RUN = re.compile(f"[{HAN}]+")

Run = tuple[str, ...]


class Wording:
    """The words of an opening in every language, by their runs."""

    def __init__(self, opening: Opening) -> None:
        """Reads `opening.texts`: prefetch them."""
        written = [
            tuple(_units(sentence.content))
            for text in opening.texts.all()
            for part in (text.title, text.summary, text.description, *text.requirements, text.duties)
            for sentence in sentences(part)
        ]
        self._whole = frozenset(written)
        self._names = frozenset(run for units in written for name in _names(units) for run in _runs(name))
        runs = {run for units in written for run in _runs(units)} - self._names
        self._runs = {run: 1 if all(map(_HAN_RUN.fullmatch, run)) else 2 for run in runs}

    def repeated(self, sentence: str) -> bool:
        """Whether the sentence is the opening's rather than anybody's own."""
        units = tuple(_units(sentence))
        runs = [run for run in _runs(units) if run not in self._names]
        length = sum(2 - (len(unit) == 1 and not unit.isascii()) for unit in units)
        if length < LEAST:
            return length >= LEAST_WHOLE and bool(runs) and units in self._whole
        return bool(runs) and sum(run in self._runs for run in runs) >= MOST * len(runs)

    def own(self, profile: Profile) -> tuple[Passage, ...] | None:
        """The person's passages without such sentences, where there are any; a passage of nothing else is left out."""
        if not any(map(self._holds, _written(profile))):
            return None  # nearly everybody, and told faster than from passages
        passages = read_profile(profile).passages
        kept = self._kept(passages)
        return kept if kept != passages else None

    def _holds(self, text: str) -> bool:
        """Whether a sentence of the text is repeated."""
        shared = self._runs.keys() & _runs(_units(text))
        return sum(map(self._runs.__getitem__, shared)) >= FEWEST and any(
            self.repeated(piece.content) for piece in sentences(text)
        )

    def _kept(self, passages: Iterable[Passage]) -> tuple[Passage, ...]:
        kept = (replace(p, title=self._without(p.title), body=self._without(p.body)) for p in passages)
        return tuple(passage for passage in kept if passage.title or passage.body)

    def _without(self, text: str) -> str:
        found = [piece.content for piece in sentences(text)]
        kept = [content for content in found if not self.repeated(content)]
        return text if len(kept) == len(found) else "\n".join(kept)


def own_words(people: Iterable[Profile], wording: Wording) -> dict[str, tuple[IndexedPassage, ...]]:
    """Document id -> what is left, of those who repeat the opening. `people` carry what `read_profile` reads.

    Raises EncoderUnavailable.
    """
    left = {document_id("profile", one.pk): own for one in people if (own := wording.own(one)) is not None}
    views = iter(views_of([passage for passages in left.values() for passage in passages]))
    return {id: tuple(islice(views, len(passages))) for id, passages in left.items()}


def _written(profile: Profile) -> Iterator[str]:
    for text in profile.texts.all():
        yield from (text.headline, text.biography, "\n".join(text.keywords))
    for paper in profile.publications.all():
        yield from (paper.title, paper.abstract)


def _names(units: Sequence[str]) -> list[str]:
    """The Chinese terms of our own in a sentence that are as long as a run."""
    lexicon = get_lexicon()
    found = [word for run in _HAN_RUN.findall("".join(units)) for word, _ in words(run, lexicon)]
    return [word for word in found if len(word) >= RUN and lexicon.is_own(word)]


def _units(sentence: str) -> list[str]:
    """Words, and Chinese characters one by one, in one case and one script."""
    return sentence.translate(_APART).split()


class _Apart(dict[int, str]):
    """code point -> its letters; a Chinese character stands apart, what is no letter or digit becomes a blank."""

    def __missing__(self, code: int) -> str:
        letters = (
            f" {c} " if _HAN_RUN.match(c) else c if c.isalnum() else " " for c in simplify(plain(chr(code)))
        )
        self[code] = found = "".join(letters)
        return found


_APART = _Apart()


def _runs(units: Sequence[str]) -> list[Run]:
    return list(zip(*(units[at:] for at in range(RUN)), strict=False))
