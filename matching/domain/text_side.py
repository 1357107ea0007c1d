"""One text of a pair, the terms in it, and what each of them tells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations, product

from matching.domain.informative import GENERIC
from search.text.characters import plain
from search.text.terms import Span
from search.text.tokens import english_stem

# Between two marked spans these belong to the term: "laser-induced breakdown spectroscopy" is one mark.
JOINTS = frozenset(" -–/·")

Informative = Callable[[str], float]  # stem -> how much it tells; 0.0: nothing
Pair = tuple[str, str]
Renderings = Callable[[str], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Side:
    """One text and its spans."""

    text: str
    language: str
    spans: tuple[Span, ...]
    stems: frozenset[str]  # of all spans
    pairs: frozenset[Pair]  # stems that stand together: in one rendering of a span, or one after the other
    inner: tuple[Span, ...]  # our own terms within longer Chinese words
    words: Mapping[str, frozenset[str]]  # stem -> the lower-case words behind it, where they are known

    @classmethod
    def of(
        cls,
        text: str,
        language: str,
        spans: Sequence[Span],
        *,
        renderings: Renderings = lambda surface: (),
        inner: Sequence[Span] = (),
    ) -> Side:
        """With the stems gathered. `renderings`: of a Chinese word its English words."""
        words: dict[str, set[str]] = {}
        for span in spans:
            own = plain(span.surface)
            for word in (own,) if own.isascii() else renderings(span.surface):
                words.setdefault(english_stem(word), set()).add(word)
        known = {stem: frozenset(forms) for stem, forms in words.items()}
        return cls(text, language, tuple(spans), stems_of(spans), _pairs(text, spans), tuple(inner), known)


def weight_of(side: Side, informative: Informative) -> float:
    """What `Meeting.weight` can be at most for this side: of each span its most telling rendering."""
    return sum(_most(span, informative) for span in side.spans if tells(span, informative))


def left_open(
    asked: Side, shown: Iterable[tuple[int, int]], informative: Informative, *, least: float
) -> tuple[tuple[int, int], ...]:
    """Where the telling terms of a side stand that none of these places touches; neighbours of one term as one.

    `least`: what such a term must weigh."""
    places = tuple(shown)
    spans = [
        span
        for span in asked.spans
        if tells(span, informative) and not any(at < span.end and span.start < end for at, end in places)
    ]
    return tuple(
        (start, end)
        for start, end in marks_of(asked.text, spans)
        if least <= sum(_most(span, informative) for span in spans if start <= span.start < end)
    )


def tells(span: Span, informative: Informative) -> bool:
    """By its usual meaning: 完成 is "complete", though it may also be rendered by rarer words."""
    return span.surface not in GENERIC and any(map(informative, span.meanings[0]))


def stems_of(spans: Sequence[Span]) -> frozenset[str]:
    return frozenset().union(*(span.stems for span in spans))


def _pairs(text: str, spans: Sequence[Span]) -> frozenset[Pair]:
    found = {pair for span in spans for meaning in span.meanings for pair in permutations(meaning, 2)}
    for one, other in pairwise(spans):
        if set(text[one.end : other.start]) <= JOINTS:
            found.update(product(one.stems, other.stems))
    return frozenset(found)


def marks_of(text: str, spans: Sequence[Span]) -> tuple[tuple[int, int], ...]:
    """Where the spans stand; neighbours of one term as one."""
    marks: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda span: span.start):
        if marks and set(text[marks[-1][1] : span.start]) <= JOINTS:
            marks[-1] = marks[-1][0], max(marks[-1][1], span.end)
        else:
            marks.append((span.start, span.end))
    return tuple(marks)


def _most(span: Span, informative: Informative) -> float:
    return max(sum(map(informative, meaning)) for meaning in span.meanings)
