"""Which sections of a profile its reader may read. A closed one still counts in the match, for the person agreed to be
matched; it is never quoted, and a reason that rests on it says only that a rule is met or not."""

from __future__ import annotations

from experts.choices import Audience, Section
from experts.models import Profile
from experts.models.visibility import DEFAULT_AUDIENCE

SEEN_BY_INSTITUTIONS = frozenset({Audience.PUBLIC, Audience.INSTITUTIONS})


def quotable(profile: Profile, *, own: bool = False) -> frozenset[Section]:
    """Sections that a match may quote to institutions; all of them to the person themselves."""
    if own:
        return frozenset(Section)
    chosen = {row.section: row.audience for row in profile.visibility.all()}
    return frozenset(
        section
        for section in Section
        if chosen.get(section, DEFAULT_AUDIENCE[section]) in SEEN_BY_INSTITUTIONS
    )
