"""Conflicts of interest that the data shows: between a candidate and the host, and between them and one of its team.

They are shown to the team and change no rank. Only what its reader may read is looked at, and only of people who agreed
to a wording that tells them so. Who is read without a name is not named here either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone

from accounts.audience import Visitor
from accounts.domain.consent import told_of_naming
from accounts.models import User
from bases.models import Institution
from experts.choices import Section
from experts.domain.visibility import INSTITUTIONS, INTRODUCED, sections_open_to
from experts.models import Profile, Publication
from matching.veils import Veils
from search.text.characters import plain

YEARS = 4  # so long an affiliation and a joint publication count


class Kind(StrEnum):
    SELF = "self"  # a member of the team is the candidate
    INSTITUTION = "institution"  # the candidate works or worked at the host
    PUBLICATION = "publication"  # the candidate and a member of the team published together


@dataclass(frozen=True, slots=True)
class Conflict:
    """One reason to look twice; `member` is None where it concerns the whole institution."""

    kind: Kind
    member: User | None = None


def conflicts_of(
    institution: Institution,
    people: Sequence[Profile],
    *,
    team: Iterable[User],
    veils: Veils,
    reader: Visitor,
) -> Mapping[int, tuple[Conflict, ...]]:
    """Primary key of a profile -> what stands against it, as `reader` sees it. Two queries for all of `people`, who
    have their affiliations, publications and visibility prefetched; `institution` has its texts.
    """
    since = timezone.localdate().year - YEARS
    members = {user.pk: user for user in team}
    works = _works_of(members, since)
    names = {_folded(text.name) for text in institution.texts.all()}
    told = told_of_naming([person.user_id for person in people if person.user_id])
    found: dict[int, tuple[Conflict, ...]] = {}
    for person in people:
        against = []
        if person.user_id in members and (person.user_id == reader.pk or veils.name(person)):
            against.append(Conflict(Kind.SELF, members[person.user_id]))
        audiences = INTRODUCED if person.pk in veils.met else INSTITUTIONS
        opened = sections_open_to(audiences, person) if person.user_id in told else frozenset()
        if Section.AFFILIATIONS in opened and _works_at(institution, names, person, since):
            against.append(Conflict(Kind.INSTITUTION))
        if Section.PUBLICATIONS in opened:
            own = person.publications.all()
            marks = {mark for row in own for mark in _marks(row.title, row.year, row.doi, since)}
            joint = {user for mark in marks for user in works.get(mark, ()) if user != person.user_id}
            against += [Conflict(Kind.PUBLICATION, members[user]) for user in sorted(joint)]
        found[person.pk] = tuple(against)
    return found


Mark = tuple[str, int]  # what two records of one publication have in common


def _works_of(members: Mapping[int, User], since: int) -> Mapping[Mark, set[int]]:
    """What the members published, by their own profiles -> who did."""
    rows = Publication.objects.filter(profile__user__in=members, year__gte=since)
    found: dict[Mark, set[int]] = {}
    for user, title, year, doi in rows.values_list("profile__user", "title", "year", "doi"):
        for mark in _marks(title, year, doi, since):
            found.setdefault(mark, set()).add(user)
    return found


def _marks(title: str, year: int | None, doi: str | None, since: int) -> list[Mark]:
    """Its DOI, and its title with the year; none of what is older or undated."""
    if year is None or year < since:
        return []
    marks = [(_folded(title), year)]
    return [*marks, (doi.casefold(), 0)] if doi else marks


def _works_at(institution: Institution, names: set[str], person: Profile, since: int) -> bool:
    if _folded(person.affiliation) in names:
        return True
    return any(
        (row.end_year is None or row.end_year >= since)
        and ((row.ror and row.ror == institution.ror) or _folded(row.name) in names)
        for row in person.affiliations.all()
    )


def _folded(text: str) -> str:
    """Letters and digits alone, whatever the case, accents or width."""
    return "".join(filter(str.isalnum, plain(text)))
