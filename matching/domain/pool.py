"""The people whom a list is made of: judged as they are in the database at this moment, and read whole if shown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from django.db.models import BooleanField, ExpressionWrapper, Q

from accounts.audience import Visitor
from experts.models import Profile
from experts.querysets import ProfileQuerySet
from matching.domain.asked import Asked
from matching.domain.candidates import number
from matching.domain.light import OWN, light_people
from matching.domain.ranking import may_not_settled, may_settled
from matching.domain.relations import attach
from matching.domain.reordering import Lists
from matching.domain.repeated import Wording, own_words
from matching.domain.verdicts import Said
from matching.types import Ranked
from search.affinity import Affinity, AffinityModel
from search.backends.base import SearchBackend
from search.blocks import block_of, joined, without
from search.documents import document_id
from search.types import IndexedPassage, PassageBlock

# What eligibility and parts read of everybody; what is shown of a person is read of those in the list only.
JUDGED_BY = ("fields", "challenges", "languages", "stays", "visibility")
SHOWN = ("texts", "publications", "disciplines", "affiliations")
WHOLE = JUDGED_BY + SHOWN
# A passage as near as this is looked at for words of the opening. In the demo data every 20th passage that is the
# nearest of somebody outside the gold list comes up to .33, those of the gold list to .54 in the median.
SUSPECT = 0.35

Judge = Callable[[Profile, float], Ranked[Profile]]  # a person and their raw affinity
# People judged before asking whether they are enough, and of those whom a rule excludes.
AT_A_TIME, FEW = 120, 20


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """The people that a reader may see, as the index and the database know them; `among`: none but these."""

    backend: SearchBackend
    model: AffinityModel
    reader: Visitor | None
    among: ProfileQuerySet | None = None

    def known(self, said: Said) -> Said:
        """What was said of people who are in the pool at this moment. One query, none where nothing was said."""
        return said.among(set(self.rows(said.all).values_list("pk", flat=True))) if said else said

    def rows(self, keys: Collection[int]) -> ProfileQuerySet:
        """Those of these who are in the pool at this moment."""
        rows = Profile.objects.matchable().filter(pk__in=keys)
        if self.among is not None:
            rows = rows.filter(pk__in=self.among.values("pk"))
        return rows if self.reader is None else rows.visible_to(self.reader)


def nobody() -> Q:
    """No row."""
    return Q(pk__in=[])


@dataclass(slots=True, eq=False)
class Judging:
    """The people of one list: the nearest are judged first, and no more of them than the list needs."""

    pool: Pool
    asked: Asked
    judge: Judge
    top: int | None = None  # so many are listed; None: everybody is judged
    excluded: Q = field(default_factory=nobody)  # whom a rule excludes for certain: few of them are listed
    people: dict[int, Ranked[Profile]] = field(default_factory=dict)  # judged, by profile id
    block: PassageBlock = field(init=False)  # the passages that everybody is judged by
    # Raw affinity, and the likeness of the nearest passage.
    _near: dict[int, tuple[float, float]] = field(default_factory=dict)
    _known: dict[int, tuple[Any, ...]] = field(default_factory=dict)  # OWN of who is not judged yet
    # Not judged yet, the nearest last: who may come, and who may not.
    _may: list[int] = field(default_factory=list)
    _may_not: list[int] = field(default_factory=list)

    def among(self, ids: Iterable[str]) -> Self:
        """Begin with these documents, as far as they are in the pool at this moment. The first thing to call."""
        out = ExpressionWrapper(self.excluded, output_field=BooleanField())
        rows = self.pool.rows(set(map(number, ids))).order_by("pk").values_list(*OWN, out)
        known = {row[0]: row for row in rows}
        self.block = self.pool.backend.fetch([document_id("profile", key) for key in known])
        found = self._affinities(self.asked, self.block)
        self._near = {key: (one.total, one.best[0].score) for key, one in found.items()}
        self._known = {key: known[key][:-1] for key in found}
        for key in sorted(found, key=lambda key: (self._near[key][0], -key)):
            (self._may_not if known[key][-1] else self._may).append(key)
        # Both lists begin in one step: a step asks five queries, however many people it is about.
        self._judge([*self._nearest_of(self._may), *self._nearest_of(self._may_not)])
        self._go_on()
        return self

    def again(self, asked: Asked) -> list[Ranked[Profile]]:
        """The same people, asked for in another way."""
        found = self._affinities(asked, self.block)
        raw = {key: found[key].total if key in found else 0.0 for key in self.people}
        return [
            replace(self.judge(one.subject, raw[key]), repeats=one.repeats)
            for key, one in self.people.items()
        ]

    def shown(
        self, listed: Callable[[Judging], Lists[Profile]], *, wording: Wording | None = None
    ) -> Lists[Profile]:
        """The lists with what is shown of people; who left the pool this very moment is missing.

        `wording`: of the opening that asks. Whoever in the lists repeats it is judged by their own words alone, and
        the lists are made anew until everybody in them has been looked at.
        """
        whole: dict[int, Profile] = {}
        looked: set[int] = set()
        while fresh := (lists := listed(self)).keys - looked:
            looked |= fresh
            rows = {row.pk: row for row in self.pool.rows(fresh)}
            attach([*rows.values()], WHOLE)
            whole |= rows
            suspects = [row for key, row in rows.items() if self._near[key][1] >= SUSPECT]
            if wording and (own := own_words(suspects, wording)):
                self._by_own_words(own)
        return lists.of(whole)

    def _go_on(self) -> None:
        """Judge until nobody who waits could enter a list."""
        while waiting := self._next():
            self._judge(self._nearest_of(waiting))

    def _nearest_of(self, waiting: list[int]) -> list[int]:
        """Takes as many as one step is about from those who wait."""
        count = FEW if waiting is self._may_not and self.top is not None else AT_A_TIME
        taken = waiting[-count:]
        del waiting[-count:]
        return taken

    def _judge(self, keys: Iterable[int]) -> None:
        for row in light_people([self._known.pop(key) for key in keys]):
            self.people[row.pk] = self.judge(row, self._near[row.pk][0])

    def _next(self) -> list[int]:
        """Those of whom the nearest have to be judged; empty: nobody has to."""
        judged = self.people.values()
        if self.top is None:
            return self._may or self._may_not
        if self._may and not may_settled(judged, self._nearest(self._may), top=self.top):
            return self._may
        nearer = max((self._may, self._may_not), key=self._nearest)
        return [] if may_not_settled(judged, self._nearest(nearer)) else nearer

    def _nearest(self, waiting: Sequence[int]) -> float:
        return self._near[waiting[-1]][0] if waiting else -1.0

    def _by_own_words(self, own: Mapping[str, Sequence[IndexedPassage]]) -> None:
        left = block_of(own)
        self.block = joined([part for part in (without(self.block, own), left) if part.keys])
        found = self._affinities(self.asked, left)
        for key in map(number, own):
            raw = found[key].total if key in found else 0.0
            self.people[key] = replace(self.judge(self.people[key].subject, raw), repeats=True)
        self._go_on()

    def _affinities(self, asked: Asked, block: PassageBlock) -> dict[int, Affinity]:
        return {number(one.id): one for one in self.pool.model.people(asked.passages, block)}
