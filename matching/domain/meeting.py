"""Which terms two texts share, whatever their languages, and where they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise, product

from matching.domain.informative import WORDING
from matching.domain.kin import kin
from matching.domain.text_side import JOINTS, Informative, Pair, Side, marks_of, stems_of, tells
from matching.types import Marked
from search.text.terms import Span, shared

# Of a word that the dictionary renders in many ways the first tell what it usually means.
USUAL = 4
# Characters of a Chinese word that is looked for anywhere within a longer one; one of two characters only where it
# begins or ends the longer: 叠层 in 叠层组件, but no 定性 in 稳定性.
LEAST_INNER = 3
COMPANION = 1.0  # what a word adds that tells nothing by itself, but completes a term: 培训 in 农户培训


@dataclass(frozen=True, slots=True)
class Meeting:
    """What two sides share. `weight`: of the distinct terms that met; `stems`: how many informative ones."""

    asked: Marked
    has: Marked
    terms: tuple[tuple[str, str], ...]  # (as asked, as found)
    weight: float
    stems: int = 0


def meet(asked: Side, has: Side, informative: Informative) -> Meeting:
    """The informative terms that both sides say, each in its own language."""
    left, right = _with_inner(asked, has), _with_inner(has, asked)
    one = asked.stems if len(left) == len(asked.spans) else stems_of(left)
    other = has.stems if len(right) == len(has.spans) else stems_of(right)
    common = {stem for stem in one & other if informative(stem) and _same(stem, asked, has)}
    nothing = Meeting(Marked(asked.text, asked.language), Marked(has.text, has.language), (), 0.0)
    if not common:  # most sentences: not worth looking closer
        return nothing
    left, right = shared(left, right)
    usual = [_usual([span for span in side if tells(span, informative)]) for side in (left, right)]
    telling = {stem: informative(stem) for stem in usual[0] & usual[1] & common}
    if not telling:
        return nothing
    left = _kept(asked.text, left, telling, informative, has.pairs)
    right = _kept(has.text, right, telling, informative, asked.pairs)
    said = _said(left, telling)
    left_marks, right_marks = marks_of(asked.text, left), marks_of(has.text, right)
    return Meeting(
        asked=Marked(asked.text, asked.language, left_marks),
        has=Marked(has.text, has.language, right_marks),
        terms=_terms(asked, has, left, right, left_marks, right_marks, telling),
        weight=sum(map(telling.__getitem__, said)) + COMPANION * _companions(left, telling),
        stems=len(said),
    )


def _with_inner(side: Side, other: Side) -> Sequence[Span]:
    """The spans of a side, and within its longer Chinese ones what the other says, too: 电致发光 in 电致发光成像, and
    氢同位素 in 氢同位素滞留 beside "hydrogen isotopes"."""
    if other.text.isascii():
        said = [span for span in side.inner if any(meaning <= other.stems for meaning in span.meanings)]
        return sorted((*side.spans, *said), key=lambda span: (span.start, span.end)) if said else side.spans
    if side.text.isascii():
        return side.spans
    known = {span.surface for span in side.spans}
    edges = {edge for span in side.spans for edge in (span.start, span.end)}
    inner = []
    for surface, meanings in {span.surface: span.meanings for span in other.spans}.items():
        if surface in known or surface.isascii():
            continue
        at = side.text.find(surface)
        while at >= 0:
            end = at + len(surface)
            if len(surface) >= LEAST_INNER or (len(surface) > 1 and not edges.isdisjoint((at, end))):
                inner.append(Span(at, end, surface, meanings))
            at = side.text.find(surface, end)
    return sorted((*side.spans, *inner), key=lambda span: (span.start, span.end)) if inner else side.spans


def _said(spans: Sequence[Span], telling: Mapping[str, float]) -> list[str]:
    """Of each span its most telling rendering, each stem once: a word with eight senses says no more than with one."""
    counted: set[str] = set()
    said: list[str] = []
    for span in spans:
        met = [meaning & telling.keys() for meaning in span.meanings]
        best = max(met, key=lambda stems: sum(telling[stem] for stem in sorted(stems)))
        said += sorted(best - counted)
        counted |= span.stems
    return said


def _companions(spans: Sequence[Span], telling: Mapping[str, float]) -> int:
    return sum(1 for span in spans if span.stems.isdisjoint(telling))


def _usual(spans: Sequence[Span]) -> frozenset[str]:
    return frozenset().union(*(meaning for span in spans for meaning in span.meanings[:USUAL]))


def _same(stem: str, asked: Side, has: Side) -> bool:
    """Whether both sides mean one word by this stem, as far as is known."""
    one, other = asked.words.get(stem), has.words.get(stem)
    return not one or not other or kin(one, other)


def _kept(
    text: str, spans: Sequence[Span], telling: Mapping[str, float], informative: Informative, pairs: Set[Pair]
) -> list[Span]:
    """The spans that tell something, and beside them those that make one term with them on the other side, too:
    "power system" as a whole, where "system" by itself says nothing."""
    alone = [not span.stems.isdisjoint(telling) and tells(span, informative) for span in spans]
    kept = list(alone)
    for i, (one, other) in enumerate(pairwise(spans)):
        joined = alone[i] is not alone[i + 1] and set(text[one.end : other.start]) <= JOINTS
        if (
            joined
            and WORDING.isdisjoint((one.surface, other.surface))
            and not pairs.isdisjoint(product(one.stems, other.stems))
        ):
            kept[i] = kept[i + 1] = True
    return [span for span, keep in zip(spans, kept, strict=True) if keep]


def _terms(
    asked: Side,
    has: Side,
    left: Sequence[Span],
    right: Sequence[Span],
    left_marks: Sequence[tuple[int, int]],
    right_marks: Sequence[tuple[int, int]],
    telling: Mapping[str, float],
) -> tuple[tuple[str, str], ...]:
    """For each mark of the asking side the mark of the other that shares most with it, each pair once; the most
    telling first."""
    theirs = {mark: stems_of([s for s in right if mark[0] <= s.start < mark[1]]) for mark in right_marks}
    pairs: dict[tuple[str, str], float] = {}
    for start, end in left_marks:
        mine = stems_of([s for s in left if start <= s.start < end]) & telling.keys()
        common = {mark: sum(telling[stem] for stem in sorted(mine & stems)) for mark, stems in theirs.items()}
        mark = max(right_marks, key=lambda mark: (common[mark], -mark[0]))
        if common[mark]:
            pairs.setdefault((asked.text[start:end], has.text[mark[0] : mark[1]]), common[mark])
    return tuple(sorted(pairs, key=lambda pair: -pairs[pair]))
