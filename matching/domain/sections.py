"""Which sections of a profile its reader may read. One that opens only on introduction still counts in the match, for
the person agreed to be matched; it is never quoted, and a reason that rests on it says only that a rule is met or not.
One that is closed to everybody is not in the index (search.documents); rules alone judge it, in the database."""

from __future__ import annotations

from accounts.audience import Visitor
from experts.choices import Section
from experts.domain.visibility import INSTITUTIONS, sections_open_to
from experts.models import Profile


def quotable(profile: Profile, *, own: bool = False) -> frozenset[Section]:
    """Sections that a match may quote to institutions; all of them to the person themselves."""
    return frozenset(Section) if own else sections_open_to(INSTITUTIONS, profile)


def reads_own(reader: Visitor | None, profile: Profile) -> bool:
    """Whether the reader is the person; without a reader it is the system."""
    return reader is not None and reader.is_authenticated and reader.pk == profile.user_id
