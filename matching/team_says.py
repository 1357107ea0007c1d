"""What a host's team said of candidates, as one of the team reads it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from accounts.audience import Visitor
from bases.models import Opening, StaffMembership
from experts.models import Profile
from matching.choices import Vote
from matching.domain.conflicts import Conflict, Kind, conflicts_of
from matching.models import CandidateNote, CandidateVote, DeclaredConflict
from matching.querysets import TeamQuerySet
from matching.veils import veils_of

Row = TypeVar("Row", CandidateNote, CandidateVote, DeclaredConflict)


@dataclass(frozen=True, slots=True)
class Says:
    """Of one candidate. Every list is in the order of time."""

    notes: tuple[CandidateNote, ...]
    votes: tuple[CandidateVote, ...]
    declared: tuple[DeclaredConflict, ...]
    conflicts: tuple[Conflict, ...]  # that the data shows

    @property
    def tally(self) -> list[tuple[Vote, int]]:
        """Of each vote that was given, how many."""
        counts = [(vote, sum(row.vote == vote for row in self.votes)) for vote in Vote]
        return [(vote, count) for vote, count in counts if count]

    @property
    def doubtful(self) -> bool:
        """Some conflict of interest is declared or shown by the data."""
        return bool(self.declared or self.conflicts)

    def own(self, reader: Visitor) -> bool:
        """The candidate is the reader."""
        return any(one.kind is Kind.SELF and one.member == reader for one in self.conflicts)

    def vote_of(self, reader: Visitor) -> CandidateVote | None:
        return next((row for row in self.votes if row.voter_id == reader.pk), None)

    def declared_by(self, reader: Visitor) -> DeclaredConflict | None:
        return next((row for row in self.declared if row.member_id == reader.pk), None)


def says_of(opening: Opening, people: Sequence[Profile], *, reader: Visitor) -> Mapping[int, Says]:
    """Primary key of a profile -> what was said; empty for whoever is not of the team. Queries: constant in number.

    `people` have their affiliations, publications and visibility prefetched, `opening` its institution's texts.
    """
    members = StaffMembership.objects.filter(institution=opening.institution_id).select_related("user")
    team = [row.user for row in members.order_by("pk")]
    if reader not in team:
        return {}
    keys = [person.pk for person in people]

    def by_person(rows: TeamQuerySet[Row]) -> Mapping[int, list[Row]]:
        found: dict[int, list[Row]] = defaultdict(list)
        for row in rows.filter(opening=opening, profile__in=keys):
            found[row.profile_id].append(row)
        return found

    notes = by_person(CandidateNote.objects.visible_to(reader).select_related("written_by"))
    votes = by_person(CandidateVote.objects.visible_to(reader).select_related("voter"))
    declared = by_person(DeclaredConflict.objects.visible_to(reader).select_related("member"))
    conflicts = conflicts_of(
        opening.institution, people, team=team, veils=veils_of(opening, people), reader=reader
    )
    return {
        key: Says(tuple(notes[key]), tuple(votes[key]), tuple(declared[key]), conflicts[key]) for key in keys
    }
