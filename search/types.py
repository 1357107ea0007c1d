"""The values that flow from text to rank. All are frozen; none does I/O."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from search.text.characters import has_words
from search.text.language import OTHER, detect

Vector = NDArray[np.float32]  # [d], unit length
Matrix = NDArray[np.float32]  # [n, d], rows of unit length


@dataclass(frozen=True, slots=True)
class Passage:
    """One text that is embedded once. `key` names its source; versions of one source in two languages share it."""

    key: str  # "profile", "publication:12", "opening", "project:3", "base:4"
    language: str  # "zh-hans" | "en", as its author wrote it
    title: str
    body: str = ""

    @property
    def has_words(self) -> bool:
        """Whether a reader sees a letter or a Chinese character in it."""
        return has_words(self.title) or has_words(self.body)

    @property
    def in_another_language(self) -> bool:
        """Whether it is neither Chinese nor English, as far as the text shows."""
        return detect(f"{self.title} {self.body}") == OTHER


def in_another_language(passages: Iterable[Passage]) -> bool:
    """Whether all that say something are neither Chinese nor English: then one of two vectors tells, and no word."""
    worded = [passage for passage in passages if passage.has_words]
    return bool(worded) and all(passage.in_another_language for passage in worded)


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """What the engine sees of a passage, whatever its language."""

    language: str  # "zh-hans" | "en" | "other", as detected in the text itself
    vectors: Mapping[str, Vector]  # by slot: "text" (of the text), "english" (of its English view)
    stems: Mapping[str, float]  # English stems of the English view -> weight, idf not yet applied
    tokens: tuple[str, ...]  # native tokens, for search as people type it


@dataclass(frozen=True, slots=True, eq=False)
class IndexedPassage:
    """A passage as the index keeps it: no text, only where it came from and its view."""

    key: str
    view: View


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """One profile, opening or base in the index."""

    id: str  # "profile:12", "opening:7", "base:3"
    kind: str  # "profile" | "opening" | "base"
    passages: tuple[IndexedPassage, ...]
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # field -> values, for hard filters
    digest: str = ""  # of the texts, filters and encoder ids; tells stale from fresh


CANDIDATES = 200  # that each channel of a search proposes where nothing else is asked


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """Documents of one kind that are near any of `views` or share a token, among those that pass every filter."""

    kind: str
    views: tuple[View, ...] = ()
    tokens: tuple[str, ...] = ()
    must: Mapping[str, frozenset[str]] = field(default_factory=dict)  # field -> any of these values
    must_not: Mapping[str, frozenset[str]] = field(default_factory=dict)  # field -> none of these values
    size: int = CANDIDATES


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that the index proposes, with what each channel thought of it (0.0: no vote)."""

    id: str
    lexical: float
    vector: float


@dataclass(frozen=True, slots=True, eq=False)
class PassageBlock:
    """Passages of several documents, column by column; row i of each column is one passage."""

    owners: Sequence[str]  # [n] document ids, equal ids adjacent
    keys: Sequence[str]  # [n]
    languages: Sequence[str]  # [n]
    vectors: Mapping[str, Matrix]  # slot -> [n, d]
    stems: Sequence[Mapping[str, float]]  # [n]


@dataclass(frozen=True, slots=True, eq=False)
class Frequencies:
    """How many passages of the index hold a stem, for idf."""

    passages: int
    counts: Mapping[str, int]
