"""Two profiles side by side, as an officer or an administrator may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from accounts.audience import Visitor, is_administrator
from bases.shown import Shown, shown
from experts.choices import Section
from experts.models import Profile
from matching.blind import veiled
from matching.domain.duplicates import Duplicate
from matching.domain.sections import quotable
from matching.names import Names, names_of
from matching.types import Bilingual, Marked


@dataclass(frozen=True, slots=True)
class ProfileShown:
    """A profile by its number; its name for administrators alone."""

    profile: Profile
    name: str
    headline: Shown | None
    papers: int | None  # None: closed to the reader


@dataclass(frozen=True, slots=True)
class PairShown:
    """Two profiles and why they may be one person's."""

    sides: tuple[ProfileShown, ProfileShown]
    reasons: tuple[Bilingual, ...]


def pairs_shown(found: Sequence[Duplicate], *, reader: Visitor) -> list[PairShown]:
    """Read again: a pair of which one has left meanwhile is left out. Queries: constant in number."""
    ids = {pk for one in found for pk in (one.first, one.second)}
    rows = Profile.objects.visible_to(reader).filter(pk__in=ids).annotate(papers=Count("publications"))
    people = {row.pk: row for row in rows.prefetch_related("texts", "fields", "visibility", "affiliations")}
    administrator = is_administrator(reader)
    pairs = []
    for one in found:
        first, second = people.get(one.first), people.get(one.second)
        if first and second:
            names = [names_of(first), names_of(second)]
            sides = (_side(first, names, administrator), _side(second, names, administrator))
            pairs.append(PairShown(sides, one.found.reasons))
    return pairs


def _side(profile: Profile, names: Sequence[Names], administrator: bool) -> ProfileShown:
    """The name of the one would give away that of the other, so both are covered in both texts."""
    sections = quotable(profile, own=administrator)
    headline = shown(profile, "headline") if Section.BIOGRAPHY in sections else None
    if headline and not administrator:
        marked = Marked(headline.text, headline.language)
        for hidden in names:
            marked = veiled(marked, hidden)
        headline = Shown(marked.text, marked.language)
    name = profile.display_name if administrator else ""
    papers = profile.papers if Section.PUBLICATIONS in sections else None  # type: ignore[attr-defined]
    return ProfileShown(profile, name, headline, papers)
