"""What an opening asks for, one clause at a time, and where each stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bases.models import Opening
from matching.domain.asked import views_of
from matching.domain.formal import topic_of
from matching.domain.points import REQUIREMENT
from matching.domain.quotes import BODY, OPENING, TITLE
from matching.domain.text_side import Informative, Side, weight_of
from matching.types import Place, Topic
from search.documents import requirement_passages
from search.text.sentences import sentences
from search.types import IndexedPassage, Passage

TYPED = "typed"  # first part of the key of such a clause
MAX_CLAUSES = 6
MAX_SURROUNDINGS = 9  # title and sentences of the description that are looked at beside the requirements


class SideOf(Protocol):
    """A text with its spans; `within`: the whole that it is a sentence of."""

    def __call__(self, text: str, language: str, within: str = "") -> Side: ...


@dataclass(frozen=True, slots=True, eq=False)
class Clause:
    """One thing that an opening asks for."""

    side: Side
    passage: IndexedPassage  # what the person's passages must be near to
    topic: Topic | None = None  # None: it asks for a subject
    place: Place | None = None  # None: of a text that somebody typed


def requirements_of(opening: Opening) -> list[Passage]:
    """At most MAX_CLAUSES requirements as their author wrote them; without any, sentences of the description."""
    text = opening.original or opening.text
    if text is None:
        return []
    return _first(requirement_passages(text)) or _first(_pieces(text.description, text.language, BODY))


def surroundings_of(opening: Opening) -> list[Passage]:
    """The title and the first sentences of the description: what work there is, beside what is required for it."""
    text = opening.original or opening.text
    if text is None:
        return []
    title = Passage(f"{TITLE}:0:{len(text.title)}", text.language, "", text.title)
    return [title, *_pieces(text.description, text.language, BODY)][:MAX_SURROUNDINGS]


def sentences_of(text: str, language: str) -> list[Passage]:
    """At most MAX_CLAUSES sentences of a text that somebody typed, each as if it were a requirement."""
    return _first(_pieces(text, language, TYPED))


def clauses_from(passages: Sequence[Passage], *, side_of: SideOf, informative: Informative) -> list[Clause]:
    """One clause for each; what names no subject in a single word is for the person to say.

    Raises EncoderUnavailable if a vector is not cached and the encoders cannot be used."""
    sides = [side_of(passage.body, passage.language) for passage in passages]
    return [
        Clause(side, view, _topic(side, informative), place_of(passage))
        for side, passage, view in zip(sides, passages, views_of(passages), strict=True)
    ]


def clauses_about(
    passages: Sequence[Passage], whole: Sequence[IndexedPassage], *, side_of: SideOf
) -> list[Clause]:
    """The same without embedding anything: each counts as near as the whole text that it stands in.

    `whole`: passages of the opening as the index has them; without its own text among them nothing comes of it.
    """
    own = [passage for passage in whole if passage.key == OPENING]
    found = []
    for passage in passages:
        side = side_of(passage.body, passage.language)
        if own and topic_of(side.text) is None:
            view = next((one for one in own if one.view.language == passage.language), own[0])
            found.append(Clause(side, view, None, place_of(passage)))
    return found


def _topic(side: Side, informative: Informative) -> Topic | None:
    return topic_of(side.text) or (None if weight_of(side, informative) else Topic.CONDITION)


def place_of(passage: Passage) -> Place | None:
    """Where a clause stands in its opening."""
    kind, _, rest = passage.key.partition(":")
    if kind == TYPED:
        return None
    if kind == REQUIREMENT:
        return Place(OPENING, passage.language, passage.key, 0, len(passage.body))
    start, _, end = rest.partition(":")
    return Place(OPENING, passage.language, kind, int(start), int(end))


def _pieces(text: str, language: str, kind: str) -> list[Passage]:
    return [
        Passage(f"{kind}:{piece.start}:{piece.end}", language, "", piece.content) for piece in sentences(text)
    ]


def _first(passages: Sequence[Passage]) -> list[Passage]:
    return [passage for passage in passages if passage.body.strip()][:MAX_CLAUSES]
