"""People on public pages: who agreed to it, and of them what they show to everyone."""

from __future__ import annotations

from dataclasses import dataclass

from cms.live import MOST, SHOWN
from experts.choices import Audience, Section
from experts.models import Profile
from taxonomy.models import PriorityField


@dataclass(frozen=True, slots=True)
class Featured:
    """`headline` and `affiliation` are empty unless their section is shown to everyone."""

    key: str  # by which they are followed
    name: str
    headline: str
    language: str  # of the headline
    affiliation: str
    fields: list[PriorityField]


def people(*, field: str = "", number: int = SHOWN) -> list[Featured]:
    """People of the pool who agreed to be featured and show their name to everyone; asked anew for each page."""
    rows = Profile.objects.featured()
    if field:
        rows = rows.filter(fields=field)
    rows = rows.order_by("-confirmed_at", "pk").prefetch_related("texts", "fields", "visibility")
    return [_shown(profile) for profile in rows[: min(number, MOST)]]


def _shown(profile: Profile) -> Featured:
    public = {row.section for row in profile.visibility.all() if row.audience == Audience.PUBLIC}
    text = profile.text if Section.BIOGRAPHY in public else None
    return Featured(
        key=str(profile.pk),
        name=profile.display_name,
        headline=text.headline if text else "",
        language=text.language if text else "",
        affiliation=profile.affiliation if Section.AFFILIATIONS in public else "",
        fields=list(profile.fields.all()),
    )
