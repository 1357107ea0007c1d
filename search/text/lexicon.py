"""From Chinese words to English ones: our own terms first, then the general dictionary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

from search.text.acronyms import long_forms
from search.text.cedict import Dictionary, dictionary, simplify
from search.text.characters import visible
from search.text.mixed import MixedTerms

LONGEST = 16  # characters of a headword that segmentation looks at


@dataclass(frozen=True, slots=True)
class TermEntry:
    """One term of our own terminology."""

    zh: str
    en: str
    zh_aliases: tuple[str, ...] = ()
    en_aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gloss:
    """One English rendering of a Chinese word. Those of our own terms are all right, a dictionary's compete."""

    text: str
    own: bool = False


def is_short(term: str) -> bool:
    """An abbreviation or a formula: LIBS, GaN, CO2."""
    return " " not in term and sum(map(str.isupper, term)) > 1


class Lexicon:
    """Answers whether a run of Chinese characters is a word, and what it may mean."""

    def __init__(self, terms: Iterable[TermEntry] = (), *, general: Dictionary | None = None) -> None:
        """`general` defaults to CC-CEDICT, which is then read when it is first needed."""
        self._given = general
        self._own: dict[str, tuple[Gloss, ...]] = {}
        for term in terms:
            glosses = tuple(Gloss(text, own=True) for text in dict.fromkeys((term.en, *term.en_aliases)))
            # A term's own Chinese name outranks the alias of another.
            self._own[simplify(visible(term.zh))] = glosses
            for alias in term.zh_aliases:
                self._own.setdefault(simplify(visible(alias)), glosses)

    @cached_property
    def mixed(self) -> MixedTerms:
        """Those of our own terms that mix the two scripts."""
        return MixedTerms(self._own)

    @cached_property
    def abbreviations(self) -> Mapping[str, tuple[str, ...]]:
        """`search.text.acronyms.key` of an abbreviation -> what it stands for in our own terms."""
        return long_forms([gloss.text for gloss in glosses] for glosses in dict.fromkeys(self._own.values()))

    @cached_property
    def _general(self) -> Dictionary:
        return self._given or dictionary()

    def with_terms(self, terms: Iterable[TermEntry]) -> Lexicon:
        """The same, with what somebody says themselves: these Chinese words (without Latin script) mean this.

        What is written out comes first, and of the other renderings only our own stay beside it. An abbreviation says
        less to a reader than what it stands for and comes last; `en_aliases` then spell it out where nothing else does.
        """
        more = Lexicon(general=self._given)
        more._own = dict(self._own)
        more.mixed, more.abbreviations = self.mixed, self.abbreviations
        for term in terms:
            word, said = simplify(visible(term.zh)), Gloss(term.en, own=True)
            known = self.glosses(word) or tuple(Gloss(text, own=True) for text in term.en_aliases)
            whole = (*known, said) if is_short(term.en) else (said, *(gloss for gloss in known if gloss.own))
            more._own[word] = tuple(dict.fromkeys(whole))
        return more

    @cached_property
    def own_english(self) -> frozenset[str]:
        """Every rendering of our own terms, in lower case."""
        return frozenset(gloss.text.casefold() for glosses in self._own.values() for gloss in glosses)

    @cached_property
    def proper(self) -> frozenset[str]:
        """Those, and what the dictionary writes in several words with a capital: "sea of japan", in lower case."""
        glosses = (text for word in self._general.entries for text in self._general.glosses(word))
        return self.own_english.union(
            text.casefold() for text in glosses if " " in text and not text.islower()
        )

    @cached_property
    def state(self) -> str:
        """Another one whenever our own terminology says something else."""
        whole = repr(sorted((word, [gloss.text for gloss in self._own[word]]) for word in self._own))
        return blake2b(whole.encode(), digest_size=8).hexdigest()

    def is_own(self, word: str) -> bool:
        """Whether our own terminology has this word, mixed ones in any spelling."""
        return word in self._own or (word not in self._general.entries and bool(self.mixed.word(word)))

    def __contains__(self, word: str) -> bool:
        return word in self._own or word in self._general.entries

    def glosses(self, word: str) -> tuple[Gloss, ...]:
        """English renderings, the most usual first; empty for an unknown word."""
        if word in self._own:
            return self._own[word]
        if found := self._general.glosses(word):
            return tuple(map(Gloss, found))
        return self._own.get(self.mixed.word(word), ())
