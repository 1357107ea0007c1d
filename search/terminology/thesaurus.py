"""Our own terms by any of their forms: what else a question may be called, and which keywords a text suggests."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search import engine
from search.text.characters import HAN
from search.text.language import CHINESE, detect
from search.text.lexicon import Lexicon, TermEntry
from search.text.segmentation import known_words
from search.text.stopwords import CHINESE_FUNCTION_WORDS, ENGLISH_FUNCTION_WORDS
from search.text.surfaces import Key, Surfaces, fold, has_han, key
from search.text.tokens import PART

SUGGESTIONS = 8
MAX_CHARACTERS = 20_000  # of a text that is looked through
SHORT = 5  # letters; a shorter name with two capitals is an abbreviation, and "AM" is not "am"

_RUN = re.compile(f"[{HAN}]+")
_WORD = re.compile(rf"[{HAN}]|{PART.pattern}")


@dataclass(frozen=True, slots=True)
class Question:
    """The terms in a question: for each all forms of it. `whole`: nothing but terms was asked for."""

    terms: tuple[tuple[str, ...], ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A keyword in the language of the text, and the same in the other language."""

    text: str
    language: str
    other: str
    other_language: str
    times: int


class Thesaurus:
    """Answers by form. A form that two terms share (GaN, GAN) means both, unless its case tells them apart."""

    def __init__(self, terms: Sequence[TermEntry], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._by_key: defaultdict[Key, list[TermEntry]] = defaultdict(list)
        for term in terms:
            for form in dict.fromkeys(map(key, _forms(term))):
                if form:
                    self._by_key[form].append(term)
        self._surfaces = Surfaces(form for term in terms for form in _forms(term))

    def __contains__(self, text: str) -> bool:
        """Whether the whole of it is one form of a term."""
        return key(text) in self._by_key

    def question(self, text: str) -> Question:
        """What a question of some words asks for."""
        folded = fold(text)
        found = self._surfaces.found_in(text)
        rest = "".join(
            " " if any(one.start <= at < one.end for one in found) else character
            for at, character in enumerate(folded)
        )
        left = set(_WORD.findall(rest)) - ENGLISH_FUNCTION_WORDS - CHINESE_FUNCTION_WORDS
        groups = dict.fromkeys(
            tuple(dict.fromkeys(form for term in self._by_key[one.key] for form in _forms(term)))
            for one in found
        )
        return Question(tuple(groups), whole=bool(groups) and not left)

    def suggest(self, text: str, *, most: int = SUGGESTIONS) -> list[Suggestion]:
        """Keywords for a text of our own terms: the most frequent first, then the longer, then in order of the text."""
        text = text[:MAX_CHARACTERS]
        chinese = detect(text) == CHINESE
        times = Counter(term for term in self._terms_of(text))
        order = {term: at for at, term in enumerate(times)}
        ranked = sorted(times, key=lambda t: (-times[t], -len(t.zh if chinese else t.en), order[t]))
        names = ("zh-hans", "en") if chinese else ("en", "zh-hans")
        return [
            Suggestion(
                text=term.zh if chinese else term.en,
                language=names[0],
                other=term.en if chinese else term.zh,
                other_language=names[1],
                times=times[term],
            )
            for term in ranked[:most]
        ]

    def _terms_of(self, text: str) -> Iterator[TermEntry]:
        folded = fold(text)
        # As the English view reads it: in 稳定性研究 there is no 定性研究.
        for word in known_words(folded, self._lexicon):
            yield from self._by_key.get(key(word.text), ())[:1]
        written = text if len(text) == len(folded) else folded
        for one in self._surfaces.found_in(text):
            form = folded[one.start : one.end]
            if _RUN.fullmatch(form) or self._lexicon.mixed.word(form):
                continue
            as_written = written[one.start : one.end]
            for term in self._by_key[one.key]:
                if _meant(as_written, one.key, term):
                    yield term
                    break


def get_thesaurus() -> Thesaurus:
    """The one of today's terms, made once for each state of them."""
    global _made
    terms = engine.get_terms()
    if _made is None or _made[0] is not terms:
        _made = terms, Thesaurus(terms, engine.get_lexicon())
    return _made[1]


_made: tuple[tuple[TermEntry, ...], Thesaurus] | None = None


def _forms(term: TermEntry) -> tuple[str, ...]:
    return (term.zh, term.en, *term.zh_aliases, *term.en_aliases)


def _meant(written: str, found: Key, term: TermEntry) -> bool:
    """Whether an abbreviation is written with the capitals of one of the term's forms."""
    forms = [form for form in _forms(term) if key(form) == found]
    if not any(_abbreviation(form) for form in forms):
        return True
    return any(written == form or written == f"{form}s" or not _abbreviation(form) for form in forms)


def _abbreviation(form: str) -> bool:
    return len(form) <= SHORT and not has_han(form) and sum(map(str.isupper, form)) >= 2
