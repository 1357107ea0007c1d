"""What an attaché reads of a person: the sections that they open to institutions, and no way to reach them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from attaches.domain.fitting import Fit
from bases.models import Opening
from bases.shown import Shown
from experts.choices import Section
from experts.domain.visibility import INSTITUTIONS, sections_open_to
from matching.blind import veiled_headline
from matching.handles import handle
from matching.names import names_of, only_addresses


@dataclass(frozen=True, slots=True)
class ShownPerson:
    """`name`: "" where it is not open to the reader."""

    fit: Fit
    name: str
    headline: Shown | None
    affiliation: str
    handle: str  # what addresses call them by
    told: bool  # of this opening, by an attaché


def people_shown(opening: Opening, people: Iterable[Fit], *, told: Collection[int]) -> list[ShownPerson]:
    return [_shown(opening, fit, told=fit.profile.pk in told) for fit in people]


def _shown(opening: Opening, fit: Fit, *, told: bool) -> ShownPerson:
    open_to = sections_open_to(INSTITUTIONS, fit.profile)
    named = Section.NAME in open_to
    covered = only_addresses() if named else names_of(fit.profile)
    return ShownPerson(
        fit,
        fit.profile.display_name if named else "",
        veiled_headline(fit.profile, covered),
        fit.profile.affiliation if named and Section.AFFILIATIONS in open_to else "",
        handle(opening.pk, fit.profile.pk),
        told,
    )
