"""Evidence as places in texts, without a word of anybody's: what may be stored and cached, and is read again later.

A place is found again by the digest of what stood there, so a sentence that merely moved within its text is known, and
one that was changed, closed or removed since is not there any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from bases.models import Opening
from matching.domain.points import REQUIREMENT
from matching.domain.quotes import BODY, OPENING, TITLE, Quotable
from matching.types import Bilingual, Evidence, Marked, Place, Topic
from search.text.sentences import sentences

Reference = dict[str, Any]  # values that JSON knows
Passages = Mapping[str, Sequence[Quotable]]  # key -> versions of the passage that the reader may read


@dataclass(frozen=True, slots=True)
class Reread:
    """A piece of evidence as its texts stand today. `changed`: one of them is not as it was, and is left out."""

    piece: Evidence
    changed: bool
    required: bool  # it answers a requirement
    point: int | None  # its number among the meeting points


def as_references(evidence: Sequence[Evidence], points: Sequence[Evidence]) -> list[Reference]:
    """One for each piece of either, the requirements first."""
    order = {piece: i for i, piece in enumerate(points)}
    found = [_reference(piece, True, order.get(piece)) for piece in evidence]
    return found + [_reference(piece, False, order[piece]) for piece in points if piece not in evidence]


def read_again(references: Iterable[Reference], opening: Opening, passages: Passages) -> list[Reread]:
    """The same pieces with the words of today; `opening` with its texts, `passages` of one person."""
    asked = dict(_pieces_of(opening))
    return [_reread(reference, asked, passages) for reference in references]


def unfolded(pieces: Sequence[Reread]) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
    """Evidence for each requirement, and the meeting points in their order."""
    points = sorted((one for one in pieces if one.point is not None), key=lambda one: one.point or 0)
    return tuple(one.piece for one in pieces if one.required), tuple(one.piece for one in points)


def digest(text: str) -> str:
    """Tells a sentence from another, and nothing of what it says."""
    return blake2b(text.encode(), digest_size=12).hexdigest()


def _reference(piece: Evidence, required: bool, point: int | None) -> Reference:
    return {
        "required": required,
        "point": point,
        "asked": _side(piece.asked, piece.asked_at) | {"open": [list(span) for span in piece.open]},
        "has": _side(piece.has, piece.has_at) if piece.has else None,
        "terms": [_numbers(piece, pair) for pair in piece.terms],
        "similarity": piece.similarity,
        "weight": piece.weight,
        "topic": piece.topic.value if piece.topic else None,
    }


def _side(marked: Marked, place: Place | None) -> Reference:
    if place is None:
        raise ValueError("Only evidence of stored texts has a place: what somebody typed is not kept.")
    return {
        "passage": place.passage,
        "language": place.language,
        "part": place.part,
        "span": [place.start, place.end],
        "digest": digest(marked.text),
        "marks": [list(mark) for mark in marked.marks],
    }


def _numbers(piece: Evidence, terms: tuple[str, str]) -> list[int]:
    """Of a pair of terms the mark of each side."""
    has = piece.has or piece.asked
    return [_marked(piece.asked).index(terms[0]), _marked(has).index(terms[1])]


def _marked(text: Marked) -> list[str]:
    return [text.text[start:end] for start, end in text.marks]


def _reread(reference: Reference, asked_today: Mapping[str, tuple[str, Place]], passages: Passages) -> Reread:
    asked, asked_at = _asked(reference["asked"], asked_today)
    has, has_at, source = _has(reference["has"], passages)
    changed = asked_at is None or (reference["has"] is not None and has is None)
    terms = (
        tuple((_marked(asked)[one], _marked(has)[other]) for one, other in reference["terms"])
        if has and asked_at
        else ()
    )
    piece = Evidence(
        asked=asked,
        has=has,
        source=source,
        terms=terms,
        similarity=reference["similarity"],
        topic=Topic(reference["topic"]) if reference["topic"] else None,
        asked_at=asked_at,
        has_at=has_at,
        weight=reference["weight"],
        open=tuple((start, end) for start, end in reference["asked"].get("open", ())) if asked_at else (),
    )
    return Reread(piece, changed, reference["required"], reference["point"])


def _asked(side: Reference, today: Mapping[str, tuple[str, Place]]) -> tuple[Marked, Place | None]:
    """Without words where the opening does not say so any more."""
    text, place = today.get(side["digest"], ("", None))
    marks = tuple((start, end) for start, end in side["marks"]) if place else ()
    return Marked(text, side["language"], marks), place


def _has(side: Reference | None, passages: Passages) -> tuple[Marked | None, Place | None, Bilingual | None]:
    if side is None:
        return None, None, None
    marks = tuple((start, end) for start, end in side["marks"])
    for version in passages.get(side["passage"], ()):
        if version.language == side["language"]:
            for text, place in zip(version.sentences, version.places, strict=True):
                if digest(text) == side["digest"]:
                    return Marked(text, version.language, marks), place, version.source
    return None, None, None


def _pieces_of(opening: Opening) -> Iterator[tuple[str, tuple[str, Place]]]:
    """Digest -> the requirement, title or sentence of the description, in any language. An earlier part wins."""
    found: list[tuple[str, Place]] = []
    for text in opening.texts.all():
        for number, clause in enumerate(text.requirements):
            part = f"{REQUIREMENT}:{number}"
            found.append((clause, Place(OPENING, text.language, part, 0, len(clause))))
        found.append((text.title, Place(OPENING, text.language, TITLE, 0, len(text.title))))
        for piece in sentences(text.description):
            found.append((piece.content, Place(OPENING, text.language, BODY, piece.start, piece.end)))
    for words, place in reversed(found):
        yield digest(words), (words, place)
