"""Which sections of a profile a reader may read. Whether they see the person at all is `Profile.objects.visible_to`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from accounts.audience import Visitor, is_administrator
from experts.choices import Audience, Section
from experts.models import Profile
from experts.models.visibility import DEFAULT_AUDIENCE

EVERYONE = frozenset({Audience.PUBLIC})
INSTITUTIONS = EVERYONE | {Audience.INSTITUTIONS}
INTRODUCED = INSTITUTIONS | {Audience.INTRODUCTION}


def visible_sections(profile: Profile, reader: Visitor, *, introduced: bool = False) -> frozenset[Section]:
    """What `reader` may read of `profile`: nothing when they may not see the person.

    `introduced` says that both sides accepted an introduction, which the caller knows. All sections to the person
    themselves and to administrators. For lists use `sections_open_to` with profiles read through `visible_to`.
    """
    if is_administrator(reader) or (reader.is_authenticated and profile.user_id == reader.pk):
        return frozenset(Section)
    if not Profile.objects.visible_to(reader).filter(pk=profile.pk).exists():
        return frozenset()
    return sections_open_to(INTRODUCED if introduced else INSTITUTIONS, profile)


def sections_open_to(audiences: frozenset[Audience], profile: Profile) -> frozenset[Section]:
    """Sections whose audience is one of `audiences`; reads `profile.visibility` (prefetch it for lists)."""
    return open_sections(audiences, {row.section: row.audience for row in profile.visibility.all()})


def open_sections(audiences: frozenset[Audience], chosen: Mapping[str, str]) -> frozenset[Section]:
    """The same where the person's choices (section -> audience) are known."""
    if not chosen:
        return _usual_sections(audiences)
    return frozenset(
        section for section in Section if chosen.get(section, DEFAULT_AUDIENCE[section]) in audiences
    )


@cache
def _usual_sections(audiences: frozenset[Audience]) -> frozenset[Section]:
    """Of whoever chose nothing: nearly everybody."""
    return frozenset(section for section in Section if DEFAULT_AUDIENCE[section] in audiences)
