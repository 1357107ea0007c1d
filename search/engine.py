"""The engine as the settings name it, one for each process: encoders, lexicon, views."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from threading import RLock
from typing import Any

from django.conf import settings
from django.db.models import TextField
from django.db.models.functions import Cast

from search import requests
from search.backends.base import Slot
from search.cache import DatabaseVectorCache, NoVectorCache, PassingVectorCache
from search.encoders.base import Encoder, EncoderAway
from search.encoders.place import left_to_workers
from search.encoders.prefixed import for_passages, for_questions
from search.encoders.registry import get_encoder
from search.encoders.remote import RemoteEncoder
from search.encoders.zero import ZeroEncoder
from search.text.lexicon import Lexicon, TermEntry
from search.types import Passage, View
from search.views import VectorCache, ViewBuilder
from taxonomy.models import Term

_lock = RLock()
_builders: dict[tuple[object, ...], ViewBuilder] = {}
# One for the whole process: rebuild.py asks it which vectors were used.
stored_vectors = DatabaseVectorCache()
_passing_vectors = PassingVectorCache()
_lexicon: Lexicon | None = None
_terms: tuple[TermEntry, ...] | None = None
_version: tuple[Any, ...] = ()  # of the terms that were read
_look = False  # whether another process may have changed them since somebody looked


def get_view_builder(*, keep: bool = True) -> ViewBuilder:
    """The builder for views of the platform's own texts; `keep=False`: of texts that somebody merely asks with.

    In a process that leaves encoding to workers (search.encoders.place) no model is loaded. Raises EncoderUnavailable.
    """
    return _builder(_way_to_encode(), stored_vectors if keep else _passing_vectors, read=for_passages)


def views_of_question(passages: Sequence[Passage], *, by_words: bool = True) -> list[View]:
    """Views of what somebody asks with; nothing of it is kept. Raises EncoderUnavailable.

    Where a page waits and no worker makes vectors in time, views of the words alone, unless the caller knows better
    (`by_words=False`): their vectors are zero, and `search.requests.answered_by_words()` says so.
    """
    try:
        return _builder(_way_to_encode(), _passing_vectors, read=for_questions).views(passages)
    except EncoderAway:
        if not (by_words and requests.is_request()):
            raise
        requests.note_by_words()
        nothing = _builder(lambda slot, encoder: ZeroEncoder(encoder), NoVectorCache(), read=for_questions)
        return nothing.views(passages)


def get_lexicon() -> Lexicon:
    """Our own terms and the general dictionary; loads no weights."""
    global _lexicon
    _refresh_once()
    with _lock:
        if _lexicon is None:
            _lexicon = _lexicon_of(get_terms())
            # It stays: the garbage collector need not go through its hundred thousand objects again and again, which
            # held up every third list of people by 0.1 s.
            gc.freeze()
        return _lexicon


def get_terms() -> tuple[TermEntry, ...]:
    """Our own terms; the same object for as long as none of them changes."""
    global _terms, _version
    _refresh_once()
    with _lock:
        if _terms is None:
            # The version first: a change in between is then taken for one that came later.
            _version, _terms = Term.objects.version(), _read_terms()
        return _terms


def get_slots() -> Mapping[str, Slot]:
    """What fills the slots of a view under the present settings; loads no weights."""
    encoders = {name: get_encoder(path) for name, path in settings.SEARCH_ENCODERS.items()}
    return {name: Slot(encoder.id, encoder.dimension) for name, encoder in encoders.items()}


def refresh_terms() -> None:
    """Take over terms that another process changed: one small query."""
    if _terms is not None and Term.objects.version() != _version:
        reset()


def look_again(**_: object) -> None:
    """A request begins: the first that asks for terms in it makes sure that they are today's."""
    global _look
    _look = True


def reset() -> None:
    """Forget everything that was read from the database: the next caller reads it again."""
    global _lexicon, _terms
    with _lock:
        _builders.clear()
        _lexicon = _terms = None


def _way_to_encode() -> Callable[[str, Encoder], Encoder] | None:
    return RemoteEncoder if left_to_workers() else None


def _builder(
    make: Callable[[str, Encoder], Encoder] | None, cache: VectorCache, *, read: Callable[..., Encoder]
) -> ViewBuilder:
    """`make` puts something in the place of the encoder of a slot; `read` puts before texts what the model wants."""
    _refresh_once()
    names = settings.SEARCH_ENCODERS
    key = (names["text"], names["english"], make and make.__name__, type(cache), read.__name__)
    with _lock:
        if key not in _builders:
            mine = {slot: get_encoder(path) for slot, path in names.items()}
            used = {slot: make(slot, encoder) for slot, encoder in mine.items()} if make else mine
            encoders = {slot: read(used[slot], of=encoder) for slot, encoder in mine.items()}
            _builders[key] = ViewBuilder(
                text_encoder=encoders["text"],
                english_encoder=encoders["english"],
                lexicon=get_lexicon(),
                cache=cache,
            )
        return _builders[key]


def _refresh_once() -> None:
    global _look
    if _look:
        _look = False
        refresh_terms()


def _read_terms() -> tuple[TermEntry, ...]:
    """The terms in the database; the object of the last time where they say the same."""
    # Aliases as text: most of sixteen thousand are empty, and what was read before need not be parsed again.
    as_text = {name: Cast(f"{name}_aliases", TextField()) for name in ("zh", "en")}
    rows = Term.objects.order_by("pk").values_list("zh", "en", as_text["zh"], as_text["en"])
    return _entries(tuple(rows))


@lru_cache(maxsize=2)  # what stands now, and what a change that is taken back goes back to
def _entries(rows: tuple[tuple[str, str, str, str], ...]) -> tuple[TermEntry, ...]:
    return tuple(
        TermEntry(zh, en, tuple(json.loads(zh_aliases)), tuple(json.loads(en_aliases)))
        for zh, en, zh_aliases, en_aliases in rows
    )


@lru_cache(maxsize=2)  # as of the entries; what is found out with a lexicon is remembered under it
def _lexicon_of(terms: tuple[TermEntry, ...]) -> Lexicon:
    return Lexicon(terms)
