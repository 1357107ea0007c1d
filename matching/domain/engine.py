"""What a match works with: the index, the scale of affinities, and the version that a stored match names."""

from __future__ import annotations

from functools import lru_cache

from matching.domain.informative import informative_by
from matching.domain.text_side import Informative, Side
from search.affinity import AffinityModel
from search.backends.base import SearchBackend
from search.engine import get_lexicon, get_slots
from search.scale import BACKGROUND
from search.text.cedict import simplify
from search.text.characters import plain, visible
from search.text.language import CHINESE, ENGLISH
from search.text.lexicon import Lexicon, TermEntry
from search.text.own_pairs import own_pairs
from search.text.terms import inner, spans
from search.text.tokens import PART
from search.types import Frequencies

# Counts up whenever the same index gives another list: other parts, weights, calibration.
VERSION = "5"


def engine_version() -> str:
    """ "1 use-multilingual-3 all-MiniLM-L6-v2-int8": the scoring, then the encoders; at most 60 characters."""
    encoders = dict.fromkeys(slot.encoder for _, slot in sorted(get_slots().items(), reverse=True))
    return " ".join([VERSION, *encoders])[:60]


# kind -> the model made from these frequencies. A backend gives the same object for as long as its index is the same.
_models: dict[str, tuple[Frequencies, AffinityModel]] = {}


def affinity_model(backend: SearchBackend, kind: str) -> AffinityModel:
    """The model for candidates of `kind`, made once for each state of the index. Raises IndexUnavailable."""
    frequencies = backend.frequencies(kind)
    made = _models.get(kind)
    if made is None or made[0] is not frequencies:
        background = [backend.background(kind, language, BACKGROUND) for language in (CHINESE, ENGLISH)]
        made = _models[kind] = frequencies, AffinityModel(frequencies, background)
    return made[1]


def informative(backend: SearchBackend) -> Informative:
    """What tells one subject from another, for people and openings alike. Raises IndexUnavailable."""
    return informative_by(backend.frequencies("profile"), backend.frequencies("opening"))


def side_of(text: str, language: str, within: str = "") -> Side:
    """A text with its spans. `within`: the whole that it is a sentence of, whose own pairs of terms count for it."""
    lexicon = get_lexicon()
    said = _pairs(within or text, lexicon)
    return _side_of(text, language, _with(lexicon, said) if said else lexicon)


@lru_cache(maxsize=20_000)
def _pairs(text: str, lexicon: Lexicon) -> tuple[TermEntry, ...]:
    return own_pairs(text, lexicon)


@lru_cache(maxsize=500)
def _with(lexicon: Lexicon, said: tuple[TermEntry, ...]) -> Lexicon:
    return lexicon.with_terms(said)


@lru_cache(maxsize=20_000)  # the same sentences are asked again and again; a changed lexicon is another one
def _side_of(text: str, language: str, lexicon: Lexicon) -> Side:
    def renderings(surface: str) -> list[str]:
        glosses = lexicon.glosses(simplify(visible(surface)))
        return [part for gloss in glosses for part in PART.findall(plain(gloss.text))]

    found = spans(text, lexicon)
    within = [part for span in found for part in inner(span, lexicon)]
    return Side.of(text, language, found, renderings=renderings, inner=within)
