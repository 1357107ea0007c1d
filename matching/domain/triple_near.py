"""How near the texts of two corners of a triple are, one way of asking for all three lists.

One model compares all three: with the idf and the background of people, the largest kind in the index, so that the
three numbers stand on one scale and a pair has one value whichever corner asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bases.models import Base
from matching.domain.asked import Asked, passages_of, views_of
from matching.domain.candidates import number
from matching.domain.scoring import LOW, calibrated
from search.affinity import AffinityModel
from search.backends.base import SearchBackend
from search.blocks import block_of
from search.documents import document_id, read_base
from search.engine import get_slots
from search.text.tokens import native_tokens
from search.types import IndexedPassage, Passage, PassageBlock

Passages = tuple[IndexedPassage, ...]

# A base describes a place and what stands in it, so it is never as near to a work as another work is. In the demo data
# (24 projects, 20 bases, 24 November 2026) a project and its own base lie at .19–.52 (median .30), a project and
# another base at .04–.23; the person nearest to a base at .23–.41. Research that meets closely lies at .44–.62.
BASE_HIGH = 0.35


def place_calibrated(affinity: float) -> float:
    """Raw affinity of a base's text -> 0–1."""
    return min(1.0, max(0.0, (affinity - LOW) / (BASE_HIGH - LOW)))


@dataclass(frozen=True, slots=True, eq=False)
class Near:
    """Texts of projects and bases by key ("project:3", "base:4"), and the model that compares them."""

    model: AffinityModel
    texts: Mapping[str, Passages]

    def research(self, project: int, people: PassageBlock) -> dict[int, tuple[float, float]]:
        """profile id -> (raw, 0–1) of everybody in the block."""
        return {pk: (raw, calibrated(raw)) for pk, raw in self._people(f"project:{project}", people).items()}

    def stay(self, base: int, people: PassageBlock) -> dict[int, float]:
        """profile id -> 0–1."""
        found = self._people(f"base:{base}", people)
        return {pk: place_calibrated(raw) for pk, raw in found.items()}

    def home(self, project: int, bases: Iterable[int]) -> dict[int, float]:
        """base id -> 0–1."""
        found = self._people(f"project:{project}", self.block(f"base:{base}" for base in bases))
        return {pk: place_calibrated(raw) for pk, raw in found.items()}

    def nearest_projects(self, asked: Passages, projects: Iterable[int], *, size: int) -> list[int]:
        """The `size` projects nearest to some passages, by one comparison with all: a choice, not yet a score."""
        found = self.model.people(asked, self.block(f"project:{pk}" for pk in projects))
        nearest = sorted((-affinity.total, number(affinity.id)) for affinity in found)
        return [pk for _, pk in nearest[:size]]

    def block(self, keys: Iterable[str]) -> PassageBlock:
        """The texts with these keys, each as a document of its own."""
        return block_of({key: self.texts.get(key, ()) for key in keys})

    def _people(self, asked: str, block: PassageBlock) -> dict[int, float]:
        found = self.model.people(self.texts.get(asked, ()), block)
        return {number(affinity.id): affinity.total for affinity in found}


def indexed_texts(bases: Iterable[Base], backend: SearchBackend) -> dict[str, Passages]:
    """Key -> versions, of these bases and their projects as the index holds them. Raises IndexUnavailable."""
    block = backend.fetch([document_id("base", base.pk) for base in bases])
    return _by_key(passages_of(block))


def current_texts(base: Base, backend: SearchBackend) -> dict[str, Passages]:
    """The same of one base as the database holds it. Raises EncoderUnavailable if the index holds another state."""
    source = read_base(base)
    encoders = {name: slot.encoder for name, slot in get_slots().items()}
    if backend.digests(source.kind).get(source.id) == source.digest(encoders):
        return indexed_texts([base], backend)
    return _by_key(views_of(source.passages))


def asked_with(keys: Iterable[str], *, texts: Mapping[str, Passages], written: Sequence[Passage]) -> Asked:
    """What candidates are looked for with: the passages of `keys`, and the words of `written`."""
    wanted = list(keys)
    words = "\n".join(f"{one.title}\n{one.body}" for one in written if one.key in wanted)
    return Asked(tuple(one for key in wanted for one in texts.get(key, ())), native_tokens(words))


def _by_key(passages: Iterable[IndexedPassage]) -> dict[str, Passages]:
    found: dict[str, Passages] = {}
    for passage in passages:
        found[passage.key] = (*found.get(passage.key, ()), passage)
    return found
