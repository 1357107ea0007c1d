"""A list as verdicts moved it, beside the list without them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from bases.models import Base, Opening
from experts.models import Profile
from matching.domain.asked import Asked
from matching.domain.ranking import place, split
from matching.domain.verdicts import Said
from matching.types import Ranked
from search.affinity import AffinityModel
from search.backends.base import SearchBackend
from search.documents import document_id
from search.feedback import moved

Subject = TypeVar("Subject", Profile, Opening, Base)


@dataclass(frozen=True, slots=True)
class Lists(Generic[Subject]):
    """The three lists of a shortlist."""

    ranked: tuple[Ranked[Subject], ...]
    ineligible: tuple[Ranked[Subject], ...]
    aside: tuple[Ranked[Subject], ...] = ()

    @property
    def keys(self) -> frozenset[int]:
        """Of everybody in them."""
        return frozenset(
            one.subject.pk for some in (self.ranked, self.ineligible, self.aside) for one in some
        )

    def of(self, subjects: Mapping[int, Subject]) -> Lists[Subject]:
        """The same lists with these subjects (by key) in the place of those of the same key; without whoever lacks."""

        def put(some: Sequence[Ranked[Subject]]) -> tuple[Ranked[Subject], ...]:
            found = ((one, subjects.get(one.subject.pk)) for one in some)
            return tuple(replace(one, subject=subject) for one, subject in found if subject is not None)

        return Lists(put(self.ranked), put(self.ineligible), put(self.aside))


def moved_by(asked: Asked, said: Said, *, kind: str, backend: SearchBackend, model: AffinityModel) -> Asked:
    """What is asked, its own passages moved by documents of `kind`; project and base stay where they were.

    `said`: only of what the reader may see at this moment. Raises IndexUnavailable.
    """
    if not said.moves:
        return asked
    own = asked.own
    anew = moved(
        own,
        liked=backend.fetch([document_id(kind, key) for key in sorted(said.liked)]),
        disliked=backend.fetch([document_id(kind, key) for key in sorted(said.off_subject)]),
        model=model,
        frequencies=backend.frequencies(kind),
    )
    places = {id(passage): i for i, passage in enumerate(own)}
    passages = tuple(anew[places[id(p)]] if id(p) in places else p for p in asked.passages)
    return replace(asked, passages=passages)


def reordered(
    plain: Sequence[Ranked[Subject]], anew: Iterable[Ranked[Subject]], *, said: Said, top: int
) -> Lists[Subject]:
    """`plain` and `anew`: the same subjects, judged without the verdicts and with them, in any order.

    Whom a rule excludes keeps the place that it had: verdicts re-rank those who may come. Each line says how many
    places it moved among those that are not set aside, and where it stands without any verdict.
    """
    before, excluded = split(plain, top=len(plain))
    aside = sorted(
        (one for one in plain if one.subject.pk in said.aside),
        key=place,
    )
    # Where everybody stands without verdicts; whoever is not in that list comes after it.
    order = before[:top] + excluded + before[top:] + tuple(aside)
    places: dict[int, int] = {}
    for one in order:
        places.setdefault(one.subject.pk, len(places))
    left = [one.subject.pk for one in before if one.subject.pk not in said.aside]
    ranks = {key: rank for rank, key in enumerate(left, 1)}
    after, _ = split((one for one in anew if one.subject.pk in ranks), top=top)

    def placed(one: Ranked[Subject]) -> Ranked[Subject]:
        return replace(one, place=places[one.subject.pk])

    return Lists(
        ranked=tuple(replace(placed(one), moved=ranks[one.subject.pk] - one.rank) for one in after),
        ineligible=tuple(placed(one) for one in excluded if one.subject.pk not in said.aside),
        aside=tuple(replace(placed(one), rank=rank) for rank, one in enumerate(aside, 1)),
    )
