"""Who wrote a text and where they work takes no part in what the engine makes of it.

A person's own name and the names of the organisations they worked for, as the profile has them, are left out of every
text before views are made, so that neither lends nearness to an opening. Measured: docs/benchmarks.md, "Fairness".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

SHORTEST = 2  # characters of a name that is looked for
_BETWEEN = r"[\s·・,.-]*"
_WORDS = re.compile(r"[^\s·・,.-]+")
_RUNNING = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff"  # scripts that write names within running text
_TOUCHES = re.compile(f"[{_RUNNING}]")
_LETTER = rf"[^\W{_RUNNING}]"  # of a script that sets its words apart


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a name: its words, and the same folded, all of which a text with the name holds."""

    words: tuple[str, ...]
    folded: tuple[str, ...]

    @classmethod
    def of(cls, words: Sequence[str]) -> Form:
        return cls(tuple(words), tuple(word.casefold() for word in words))

    @property
    def pattern(self) -> str:
        """ "Solvang Marit", "SOLVANG, Marit" and "SolvangMarit", but not within a longer word."""
        before = "" if _TOUCHES.match(self.words[0]) else f"(?<!{_LETTER})"
        after = "" if _TOUCHES.match(self.words[-1][-1]) else f"(?!{_LETTER})"
        return before + _BETWEEN.join(map(re.escape, self.words)) + after

    def without(self, text: str) -> str:
        # One word alone may be an ordinary one: "Long", but not "long".
        return re.sub(self.pattern, " ", text, flags=0 if len(self.words) == 1 else re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Identity:
    """Every form of the names that are left out."""

    forms: tuple[Form, ...]

    def without(self, text: str) -> str:
        """The text with every name left out, whatever its case and the marks between its words."""
        folded = text.casefold()
        for form in self.forms:
            if all(word in folded for word in form.folded):  # nearly never: 20 µs a passage
                text = form.without(text)
        return text


def identity(people: Iterable[str], organisations: Iterable[str]) -> Identity:
    """A person's name counts in either order. The longest forms first, so that none leaves a rest of another."""
    forms = [*_forms(people), *_forms(organisations)]
    forms += [Form.of(words[::-1]) for words in (form.words for form in _forms(people)) if len(words) > 1]
    return Identity(tuple(sorted(set(forms), key=lambda form: (-len("".join(form.words)), form.words))))


def _forms(names: Iterable[str]) -> Iterator[Form]:
    for name in names:
        words = _WORDS.findall(name)
        if len("".join(words)) >= SHORTEST:
            yield Form.of(words)
