"""A shortlist as one reader reads it: who may at all, the lines, and where one person stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.http import Http404

from accounts.audience import is_officer
from accounts.models import User
from bases.models import Opening
from bases.shown import Shown
from experts.models import Profile
from matching.blind import Candidate, alone, candidates, set_aside, veiled_headline
from matching.domain.matcher import explain_pair, people_for
from matching.domain.reach import within_reach
from matching.handles import handle, opened
from matching.models import CandidateNote, CandidateVote, DeclaredConflict, Introduction
from matching.models.introduction import LIVE
from matching.team_says import Says, says_of
from matching.types import Shortlist
from matching.veils import veils_of

MOST_EARLIER = 20  # people who left the list, of whom the team said something


@dataclass(frozen=True, slots=True)
class Reading:
    """The lines that the reader sees, those set aside and those whom a rule excludes; what the team said of them."""

    found: Shortlist[Profile]
    ranked: tuple[Candidate, ...]
    ineligible: tuple[Candidate, ...]
    aside: tuple[Candidate, ...]
    says: Mapping[int, Says]  # by primary key of the profile; empty for whoever is not of the team

    @property
    def fitting(self) -> list[Candidate]:
        return [one for one in self.ranked if not one.partial]

    @property
    def partial(self) -> list[Candidate]:
        return [one for one in self.ranked if one.partial]

    def __iter__(self) -> Iterator[Candidate]:
        return iter((*self.ranked, *self.ineligible, *self.aside))

    def of(self, profile: int) -> Candidate | None:
        return next((one for one in self if one.profile.pk == profile), None)


@dataclass(frozen=True, slots=True)
class Earlier:
    """Somebody who left the list, or came to be ranked below its end."""

    handle: str
    name: str
    headline: Shown | None
    profile: Profile


def readable(pk: int, *, reader: User) -> Opening:
    """An opening whose shortlist `reader` may read: the staff of its verified institution, and officers.

    Raises Http404: to everybody else there is no such list, and nothing to count.
    """
    rows = Opening.objects.all() if is_officer(reader) else Opening.objects.staffed_by(reader)
    opening = rows.for_cards().filter(pk=pk).first()
    if opening is None:
        raise Http404
    return opening


def read(opening: Opening, *, reader: User, plain: bool = False) -> Reading:
    """The list as it is at this moment. Raises IndexUnavailable and EncoderUnavailable."""
    found = people_for(opening, reader=reader, plain=plain)
    ranked, ineligible = candidates(opening, found)
    aside = [one for one in set_aside(opening, found) if one.profile.user_id != reader.pk]
    people = [one.profile for one in (*ranked, *ineligible, *aside)]
    says = says_of(opening, people, reader=reader)
    return Reading(found, tuple(ranked), tuple(ineligible), tuple(aside), says)


def introduced(opening: Opening, people: Collection[int], *, reader: User) -> dict[int, Introduction]:
    """Who of `people` is in an introduction for it that waits or stands, by primary key of the profile. One query."""
    rows = Introduction.objects.visible_to(reader).filter(opening=opening, state__in=LIVE, profile__in=people)
    return {row.profile_id: row for row in rows}


def person_of(opening: Opening, sealed: str, *, reader: User) -> Profile | None:
    """Whom a handle means; None for those whom `reader` may not see beside the opening at this moment."""
    key = opened(opening.pk, sealed)
    if key is None:
        return None
    rows = within_reach(opening, reader).filter(pk=key)
    return rows.for_matching().prefetch_related("affiliations").first()


def line_of(opening: Opening, profile: Profile, *, reader: User) -> Candidate | None:
    """One person with all evidence, called as in the list; without a letter if they are not in it, and None if the
    index does not know them. Raises IndexUnavailable and EncoderUnavailable."""
    there = read(opening, reader=reader).of(profile.pk)
    if there is not None and there.ranked.evidence:
        return there
    line = explain_pair(opening, profile, reader=reader)
    return alone(opening, line, called=there.letter if there else "") if line else None


def earlier(opening: Opening, reading: Reading, *, reader: User) -> list[Earlier]:
    """Those of whom the team said something and who are not in the list now, as blind as it."""
    said: set[int] = set()
    for rows in (CandidateNote.objects, CandidateVote.objects, DeclaredConflict.objects):
        said.update(rows.visible_to(reader).filter(opening=opening).values_list("profile_id", flat=True))
    missing = said - {one.profile.pk for one in reading}
    people = Profile.objects.matchable().visible_to(reader).filter(pk__in=missing).order_by("pk")
    found = list(people.prefetch_related("texts", "visibility", "affiliations")[:MOST_EARLIER])
    veils = veils_of(opening, found)
    return [
        Earlier(handle(opening.pk, one.pk), veils.name(one), veiled_headline(one, veils.over(one)), one)
        for one in found
    ]
