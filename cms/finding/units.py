"""A question in units: each word of it, beside every name of the term that the word belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from search.terminology.thesaurus import get_thesaurus
from search.text.tokens import native_tokens

Name = frozenset[str]  # tokens that stand for a name where all of them are there


@dataclass(frozen=True, slots=True)
class Unit:
    """A word as it was written, and what may stand for it: the other names of its term."""

    word: str
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for; empty for a question without a word."""

    units: tuple[Unit, ...]

    def tokens(self) -> Iterator[str]:
        """Every token that may be marked in an answer."""
        for unit in self.units:
            yield unit.word
            yield from (token for name in unit.names for token in name)


def asked(text: str) -> Asked:
    """Of a question in either language."""
    words = dict.fromkeys(native_tokens(text))
    terms = [
        {frozenset(native_tokens(form)) for form in forms} - {frozenset()}
        for forms in get_thesaurus().question(text).terms
    ]

    def names(word: str) -> Iterator[Name]:
        for term in terms:
            # Of the names that the question holds, one at least has this word in it.
            if any(word in name and name <= words.keys() for name in term):
                yield from sorted(term, key=sorted)

    return Asked(tuple(Unit(word, tuple(names(word))) for word in words))
