"""The openings near a person that take applications now: read once, judged by whatever passages are asked with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.utils import timezone

from accounts.audience import Visitor
from bases.models import Opening
from experts.models import Profile
from matching.domain import parts
from matching.domain.candidates import SIZE, number
from matching.domain.eligibility import eligibility
from matching.domain.rules.opening import Standing
from matching.domain.scoring import calibrated, score
from matching.domain.standing import standing_of_openings
from matching.domain.stays import best_fit
from matching.types import Ranked
from search.affinity import AffinityModel
from search.backends.base import SearchBackend
from search.documents import document_id
from search.types import IndexedPassage, PassageBlock

OF_AN_OPENING = ("texts", "base__texts", "project__texts", "fields", "challenges", "required_languages")


def taking(documents: Sequence[str], reader: Visitor | None) -> list[int]:
    """The best SIZE of these openings, nearest first, that take applications now and that `reader` may see."""
    rows = Opening.objects.open()
    if reader is not None:
        rows = rows.visible_to(reader)
    open_now = set(rows.values_list("pk", flat=True))
    return [pk for pk in map(number, documents) if pk in open_now][:SIZE]


@dataclass(frozen=True, slots=True, eq=False)
class NearOpenings:
    profile: Profile
    model: AffinityModel
    openings: Mapping[str, Opening]  # by id of the document
    block: PassageBlock
    standing: Callable[[int], Standing]
    now: datetime
    own: bool  # the reader is the person

    @classmethod
    def read(
        cls,
        profile: Profile,
        ids: Sequence[int],
        *,
        backend: SearchBackend,
        model: AffinityModel,
        now: datetime,
        own: bool,
    ) -> Self:
        rows = (
            Opening.objects.filter(pk__in=ids)
            .for_cards()
            .select_related("institution", "base", "project", "framework")
        )
        openings = {document_id("opening", one.pk): one for one in rows.prefetch_related(*OF_AN_OPENING)}
        standing = standing_of_openings(profile, [one.pk for one in openings.values()])
        return cls(profile, model, openings, backend.fetch(sorted(openings)), standing, now, own)

    def judged(self, passages: Sequence[IndexedPassage]) -> list[Ranked[Opening]]:
        """In no order."""
        profile, today = self.profile, timezone.localdate(self.now)
        found = []
        for affinity in self.model.openings(passages, self.block):
            opening = self.openings[affinity.id]
            fit = best_fit(opening, profile.stays.all(), today=today)
            near, partners = calibrated(affinity.total), parts.partners_of(opening)
            worth = score(
                parts.parts_of(opening, profile, affinity=near, fit=fit, partners=partners),
                affinity=affinity.total,
            )
            standing = self.standing(opening.pk)
            may = eligibility(opening, profile, now=self.now, standing=standing, fit=fit, own=self.own)
            found.append(Ranked(0, opening, worth, may))
        return found
