"""What bases offer now: openings that take applications, the places nobody holds, and who may take them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from accounts.audience import Visitor, is_officer
from bases.choices import Direction
from bases.models import Base, Opening, Project
from experts.models import Profile
from matching.choices import IntroductionState
from matching.domain.eligibility import eligibility
from matching.domain.rules.opening import Standing
from matching.domain.triple_types import WayIn
from matching.models import Introduction
from matching.models.introduction import LIVE
from matching.types import Eligibility, Verdict


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """The inbound openings of some bases, and how people stand with them. Read once; answers without queries."""

    openings: dict[int, list[Opening]]  # base id -> openings, next deadline first
    taken: Counter[int]  # opening id -> accepted introductions
    introduced: frozenset[
        tuple[int, int]
    ]  # (opening id, profile id) of live introductions the reader may know of
    now: datetime
    own: bool  # the reader is the person
    _known: dict[tuple[int, int], Eligibility] = field(default_factory=dict)

    def way_in(self, project: Project, base: Base, profile: Profile) -> WayIn:
        """The places at `base` that `project` could use, and the opening that this person would come by."""
        usable = [
            opening
            for opening in self._for_project(project, base)
            if self.free(opening) or (opening.pk, profile.pk) in self.introduced
        ]
        free = sum(map(self.free, usable))
        if not usable:
            return WayIn()
        answers = [(self._may(opening, profile), opening) for opening in usable]
        may, opening = min(answers, key=lambda answer: _obstacles(answer[0]))
        return WayIn(free, opening, may)

    def free(self, opening: Opening) -> int:
        """Places that no accepted introduction holds."""
        return max(0, opening.places - self.taken[opening.pk])

    def partners(self, project: Project, base: Base) -> frozenset[str]:
        """Countries of the frameworks that the project's programme or openings of the base name; empty: none does."""
        frameworks = [opening.framework for opening in self._for_project(project, base)]
        frameworks.append(project.programme.framework if project.programme else None)
        return frozenset(country.code for one in frameworks if one for country in one.countries)

    def _for_project(self, project: Project, base: Base) -> list[Opening]:
        """The project's own openings first; those of another project are not for this one."""
        here = self.openings.get(base.pk, [])
        own = [opening for opening in here if opening.project_id == project.pk]
        return own + [opening for opening in here if opening.project_id is None]

    def _may(self, opening: Opening, profile: Profile) -> Eligibility:
        key = opening.pk, profile.pk
        if key not in self._known:
            standing = Standing(taken=self.taken[opening.pk], introduced=key in self.introduced)
            self._known[key] = eligibility(opening, profile, now=self.now, standing=standing, own=self.own)
        return self._known[key]


def _obstacles(may: Eligibility) -> int:
    return sum(reason.verdict is Verdict.UNMET for reason in may.reasons)


def places_at(bases: Collection[Base], *, reader: Visitor | None, now: datetime, own: bool = False) -> Places:
    """Openings that `reader` may see and that bring people to these bases; those without a base are at their project's.

    Queries: constant in number.
    """
    ids = {base.pk for base in bases}
    rows = Opening.objects.open().filter(direction=Direction.INBOUND)
    rows = rows.filter(Q(base__in=ids) | Q(base__isnull=True, project__base__in=ids))
    if reader is not None:
        rows = rows.visible_to(reader)
    rows = rows.select_related("institution", "framework", "project")
    openings: dict[int, list[Opening]] = {}
    for opening in rows.prefetch_related("texts", "required_languages").order_by("deadline", "pk"):
        at = opening.base_id or (opening.project.base_id if opening.project else None)
        if at is not None:
            openings.setdefault(at, []).append(opening)
    every = [opening.pk for here in openings.values() for opening in here]
    live = Introduction.objects.filter(opening__in=every, state__in=LIVE)
    pairs = list(live.values_list("opening_id", "profile_id", "state"))
    known = _told(every, reader, own=own)
    return Places(
        openings=openings,
        taken=Counter(opening for opening, _, state in pairs if state == IntroductionState.ACCEPTED),
        introduced=frozenset((opening, profile) for opening, profile, _ in pairs if opening in known),
        now=now,
        own=own,
    )


def _told(openings: Collection[int], reader: Visitor | None, *, own: bool) -> Collection[int]:
    """Those whose introductions the reader may know of: another institution's are no matter of a host's."""
    if reader is None or own or is_officer(reader):
        return openings
    return set(Opening.objects.staffed_by(reader).filter(pk__in=openings).values_list("pk", flat=True))
