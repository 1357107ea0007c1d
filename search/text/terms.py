"""Where the terms of a text stand and what they mean in English, so that what two texts share can be marked in both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search.text.acronyms import key
from search.text.cedict import simplify
from search.text.characters import HAN, plain, visible_with_offsets
from search.text.gloss import MAX_GLOSSES
from search.text.lexicon import Gloss, Lexicon
from search.text.segmentation import beside, known_words
from search.text.tokens import PART, STEM_LENGTH, WORD, english_stem, english_stems, is_designation

_HYPHENS = str.maketrans("\u2010\u2011", "--")  # no dash: between two names it may stand for "to"
MAX_CHARACTERS = 20_000  # of a text whose terms are marked

SHORTEST = 2  # characters of a term within a longer word
_ALL_HAN = re.compile(f"[{HAN}]+")
_RUN_OR_WORD = re.compile(rf"[{HAN}]+|{WORD.pattern}")


@dataclass(frozen=True, slots=True)
class Span:
    """text[start:end] == surface, and what it may mean: of each English rendering its stems."""

    start: int
    end: int
    surface: str
    meanings: tuple[frozenset[str], ...]

    @property
    def stems(self) -> frozenset[str]:
        """The stems of all renderings."""
        return frozenset().union(*self.meanings)


def spans(text: str, lexicon: Lexicon) -> list[Span]:
    """The Chinese words and Latin-script words of a text that say something of its subject, in order."""
    readable, offsets = visible_with_offsets(text[:MAX_CHARACTERS])
    found = []
    for start, end, meanings in _words(simplify(readable), lexicon):
        if meanings:
            at, to = offsets[start], offsets[end - 1] + 1
            found.append(Span(at, to, text[at:to], meanings))
    return found


def inner(span: Span, lexicon: Lexicon) -> list[Span]:
    """Our own terms that a longer Chinese word begins or ends with: 氢同位素 of 氢同位素滞留, 镁合金 of 变形镁合金."""
    whole = simplify(span.surface)
    if len(whole) <= SHORTEST or len(whole) != len(span.surface) or not _ALL_HAN.fullmatch(whole):
        return []
    cuts = range(SHORTEST, len(whole))
    pieces = [*((0, cut) for cut in cuts), *((len(whole) - cut, len(whole)) for cut in cuts)]
    return [
        Span(span.start + start, span.start + end, span.surface[start:end], meanings)
        for start, end in pieces
        if lexicon.is_own(whole[start:end])
        and (meanings := tuple(dict.fromkeys(filter(None, map(_meaning, lexicon.glosses(whole[start:end]))))))
    ]


def _meaning(gloss: Gloss) -> frozenset[str]:
    return frozenset(_stems(gloss.text))


def _words(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int, tuple[frozenset[str], ...]]]:
    text = text.translate(_HYPHENS)
    for word in beside(known_words(text, lexicon), text, _RUN_OR_WORD):
        if word.known:
            glosses = [frozenset(_stems(gloss.text)) for gloss in lexicon.glosses(word.text)[:MAX_GLOSSES]]
            glosses += _latin_of(word.text, glosses)
            if glosses[0]:  # as in the English view: a word whose usual meaning says nothing says nothing
                yield word.start, word.end, tuple(dict.fromkeys(filter(None, glosses)))
            continue
        if forms := lexicon.abbreviations.get(key(word.text)):
            own = frozenset(english_stems(word.text))
            yield word.start, word.end, (own, *(frozenset(_stems(form)) for form in forms))
            continue
        if _stands_whole(whole := plain(word.text)):
            yield word.start, word.end, (frozenset({_one_spelling(whole)}),)
            continue
        for part in PART.finditer(word.text):
            stem = english_stem(plain(part.group()))
            yield word.start + part.start(), word.start + part.end(), (frozenset({stem}),) if stem else ()


def _latin_of(term: str, glosses: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """What a term that mixes the scripts says in Latin script and no rendering of it does: PCR of PCR仪."""
    said = frozenset().union(*glosses)
    return [frozenset({stem}) for stem in english_stems(term) if len(stem) > 1 and stem not in said]


def _stems(gloss: str) -> Iterator[str]:
    for match in WORD.finditer(plain(gloss)):
        word = match.group()
        yield from [_one_spelling(word)] if _stands_whole(word) else english_stems(word)


def _stands_whole(word: str) -> bool:
    """A name of letters and numbers means nothing in parts: IL-6 is no IL-8, and CRISPR/Cas9 is one thing."""
    return is_designation(word) and (len(PART.findall(word)) > 1 or len(word) > STEM_LENGTH)


def _one_spelling(designation: str) -> str:
    """IL-6 and IL6, CRISPR/Cas9 and CRISPR-Cas9."""
    return designation.replace("-", "").replace("/", "")


def shared(left: Sequence[Span], right: Sequence[Span]) -> tuple[list[Span], list[Span]]:
    """The spans of each side that the other side says, too, in either language.

    A rendering is shared when the other side has all of its stems in renderings that are shared themselves.
    """
    met = _covered(left, right) & _covered(right, left)

    def meets(span: Span) -> bool:
        return any(meaning <= met for meaning in span.meanings)

    return list(filter(meets, left)), list(filter(meets, right))


def _covered(spans: Sequence[Span], by: Sequence[Span]) -> frozenset[str]:
    known = frozenset().union(*(span.stems for span in by))
    return frozenset().union(*(m for span in spans for m in span.meanings if m <= known))
