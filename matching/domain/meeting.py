"""Which terms two texts share, whatever their languages, and where they stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from matching.types import Marked
from search.text.terms import Span, shared

# Between two marked spans these belong to the term: "laser-induced breakdown spectroscopy" is one mark.
_JOINTS = frozenset(" -–/·")

Informative = Callable[[str], float]  # stem -> how much it tells; 0.0: nothing


@dataclass(frozen=True, slots=True)
class Side:
    """One text and its spans."""

    text: str
    language: str
    spans: tuple[Span, ...]
    stems: frozenset[str]  # of all spans

    @classmethod
    def of(cls, text: str, language: str, spans: Sequence[Span]) -> Side:
        """With the stems gathered."""
        return cls(text, language, tuple(spans), _stems(spans))


@dataclass(frozen=True, slots=True)
class Meeting:
    """What two sides share. `weight`: of the distinct stems that met."""

    asked: Marked
    has: Marked
    terms: tuple[tuple[str, str], ...]  # (as asked, as found)
    weight: float


def weight_of(side: Side, informative: Informative) -> float:
    """What `Meeting.weight` can be at most for this side: of each span its most telling rendering."""
    return sum(
        max((sum(map(informative, meaning)) for meaning in span.meanings), default=0.0) for span in side.spans
    )


def meet(asked: Side, has: Side, informative: Informative) -> Meeting:
    """The informative terms that both sides say, each in its own language."""
    common = {stem for stem in asked.stems & has.stems if informative(stem)}
    if not common:  # most sentences: not worth looking closer
        return Meeting(Marked(asked.text, asked.language), Marked(has.text, has.language), (), 0.0)
    left, right = shared(asked.spans, has.spans)
    telling = {stem: informative(stem) for stem in _stems(left) & _stems(right) & common}
    left = [span for span in left if span.stems & telling.keys()]
    right = [span for span in right if span.stems & telling.keys()]
    left_marks, right_marks = _marks(asked.text, left), _marks(has.text, right)
    return Meeting(
        asked=Marked(asked.text, asked.language, left_marks),
        has=Marked(has.text, has.language, right_marks),
        terms=_terms(asked, has, left, right, left_marks, right_marks, telling),
        weight=sum(telling[stem] for stem in sorted(telling)),
    )


def _stems(spans: Sequence[Span]) -> frozenset[str]:
    return frozenset().union(*(span.stems for span in spans))


def _marks(text: str, spans: Sequence[Span]) -> tuple[tuple[int, int], ...]:
    """Where the spans stand; neighbours of one term as one."""
    marks: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda span: span.start):
        if marks and set(text[marks[-1][1] : span.start]) <= _JOINTS:
            marks[-1] = marks[-1][0], span.end
        else:
            marks.append((span.start, span.end))
    return tuple(marks)


def _terms(
    asked: Side,
    has: Side,
    left: Sequence[Span],
    right: Sequence[Span],
    left_marks: Sequence[tuple[int, int]],
    right_marks: Sequence[tuple[int, int]],
    telling: Mapping[str, float],
) -> tuple[tuple[str, str], ...]:
    """For each mark of the asking side the mark of the other that shares most with it, each pair once."""
    theirs = {mark: _stems([s for s in right if mark[0] <= s.start < mark[1]]) for mark in right_marks}
    pairs: dict[tuple[str, str], None] = {}
    for start, end in left_marks:
        mine = _stems([s for s in left if start <= s.start < end]) & telling.keys()
        common = {mark: sum(telling[stem] for stem in sorted(mine & stems)) for mark, stems in theirs.items()}
        mark = max(right_marks, key=lambda mark: (common[mark], -mark[0]))
        if common[mark]:
            pairs[asked.text[start:end], has.text[mark[0] : mark[1]]] = None
    return tuple(pairs)
