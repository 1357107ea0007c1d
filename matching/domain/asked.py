"""What is asked with: the passages of an opening, a profile or a free text, with their views.

A subject that the index holds as it is in the database is taken from there: no text is embedded, no model is loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bases.models import Opening
from experts.models import Profile
from search import requests
from search.backends.base import SearchBackend
from search.documents import Source, read_opening, read_profile
from search.encoders.base import EncoderAway
from search.engine import get_slots, views_of_question
from search.text.tokens import native_tokens
from search.types import IndexedPassage, Passage, PassageBlock, View
from search.weights import is_context


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """Passages with their views, and the words that search looks for."""

    passages: tuple[IndexedPassage, ...]
    tokens: tuple[str, ...]

    @property
    def own(self) -> tuple[IndexedPassage, ...]:
        """Without the project and the base that an opening belongs to: what candidates must be near to."""
        own = tuple(passage for passage in self.passages if not is_context(passage.key))
        return own or self.passages


def asked_by_opening(opening: Opening, backend: SearchBackend) -> Asked:
    """Raises EncoderUnavailable if the opening is not in the index as it is and the encoders cannot be used."""
    return _asked(read_opening(opening), backend)


def asked_by_profile(profile: Profile, backend: SearchBackend) -> Asked:
    """Raises EncoderUnavailable if the profile is not in the index as it is and the encoders cannot be used."""
    return _asked(read_profile(profile), backend)


def asked_by_text(text: str) -> Asked:
    """A text that somebody typed: its first line is the title if more follows. Nothing of it is kept."""
    title, _, body = text.strip().partition("\n")
    passage = Passage("text", "", title.strip() if body.strip() else "", body.strip() or title.strip())
    return Asked(passages=views_of([passage]), tokens=native_tokens(text))


def views_of(passages: Sequence[Passage], *, by_words: bool = True) -> tuple[IndexedPassage, ...]:
    """Reads cached vectors and keeps none: a match writes nothing. Raises EncoderUnavailable."""
    views = views_of_question(passages, by_words=by_words) if passages else []
    return tuple(IndexedPassage(passage.key, view) for passage, view in zip(passages, views, strict=True))


def passages_of(block: PassageBlock) -> tuple[IndexedPassage, ...]:
    """The rows of a block as passages; their native tokens are not in it."""
    return tuple(
        IndexedPassage(
            key,
            View(
                language=block.languages[row],
                vectors={slot: matrix[row] for slot, matrix in block.vectors.items()},
                stems=block.stems[row],
                tokens=(),
            ),
        )
        for row, key in enumerate(block.keys)
    )


def _asked(source: Source, backend: SearchBackend) -> Asked:
    tokens = native_tokens("\n".join(f"{p.title}\n{p.body}" for p in source.own))
    encoders = {name: slot.encoder for name, slot in get_slots().items()}
    if backend.digests(source.kind).get(source.id) == source.digest(encoders):
        return Asked(passages_of(backend.fetch([source.id])), tokens)
    try:
        return Asked(views_of(source.passages, by_words=False), tokens)
    except EncoderAway:
        # What the index holds of it says more than its words alone.
        older = passages_of(backend.fetch([source.id])) if requests.is_request() else ()
        if older:
            requests.note_older()
            return Asked(older, tokens)
        return Asked(views_of(source.passages), tokens)
