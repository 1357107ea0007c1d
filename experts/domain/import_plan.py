"""What an import would change in a profile, value by value. Only reads.

The same record and the same profile give the same lines: the page shows them, `take` makes them again.
"""

from __future__ import annotations

from accounts.models import User
from experts.choices import PublicationSource
from experts.domain.import_fields import fields_of
from experts.domain.import_rows import identifiers_of, languages_of, posts_of
from experts.domain.import_texts import texts_of
from experts.domain.import_types import (
    Plan,
    WorkLine,
    language_of,
)
from experts.importing.record import Record, Work
from experts.importing.works import Known
from experts.models import Profile, Publication

EARLIEST, LATEST = 1900, 2100


def plan_of(record: Record, user: User) -> Plan:
    """Compares the record with the profile of `user`, which may be none yet."""
    profile = (
        Profile.objects.filter(user=user)
        .prefetch_related("texts", "affiliations", "languages", "external_ids", "publications")
        .first()
    )
    lines = [
        *fields_of(record, profile, user),
        *texts_of(record, profile),
        *posts_of(record, profile),
        *languages_of(record, profile),
        *identifiers_of(record, profile),
    ]
    return Plan(record=record, profile=profile, lines=lines, works=works_of(record, profile))


def works_of(record: Record, profile: Profile | None) -> list[WorkLine]:
    known = Known()
    for row in profile.publications.all() if profile else ():
        known.add(Work(title=row.title, year=row.year or 0, doi=(row.doi or "").lower()))
    lines = []
    for number, work in enumerate(record.works):
        is_there = known.has(work)
        sure = bool(work.title) and (not record.guess or bool(work.doi))
        lines.append(WorkLine(f"publication.{number}", work, is_there, ticked=sure and not is_there))
    return lines


def publication_of(work: Work, title: str, format_: str, profile: Profile) -> Publication:
    """An unsaved row."""
    return Publication(
        profile=profile,
        language=language_of(title),
        title=title[:500],
        abstract=work.abstract[:20_000],
        year=work.year if EARLIEST <= work.year <= LATEST else None,
        venue=work.venue[:250],
        doi=work.doi or None,
        authors=work.authors,
        source=PublicationSource(format_),
    )
