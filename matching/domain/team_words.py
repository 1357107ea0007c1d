"""What the members of a host's team write, vote and declare of a candidate, among themselves.

Owners and editors do; nobody does of themselves. The audit keeps that they did, never what they wrote.
"""

from __future__ import annotations

from uuid import UUID, uuid5

from django.db import transaction

from accounts.domain.audit import record
from accounts.models import User
from bases.models import Opening
from experts.models import Profile
from matching.choices import Side, Vote
from matching.domain.sides import NotYourSide, require_side
from matching.models import CandidateNote, CandidateVote, DeclaredConflict


class ConflictStands(Exception):
    """Whoever declared a conflict of interest does not vote; taking the declaration back comes first."""


@transaction.atomic
def write_note(opening: Opening, profile: Profile, *, text: str, sent: UUID, by: User) -> CandidateNote:
    """`sent`: of the form, so that a note sent twice is one; other words, or of somebody else, are a note of their own.
    Raises NotYourSide."""
    _require(opening, profile, by)
    values = {"opening": opening, "profile": profile, "text": text, "written_by": by}
    own = uuid5(sent, repr((opening.pk, profile.pk, by.pk, text)))
    note, new = CandidateNote.objects.get_or_create(sent=own, defaults=values)
    if new:
        record("note on a candidate written", note, by=by, after=_pair(note))
    return note


@transaction.atomic
def delete_note(note: CandidateNote, *, by: User) -> None:
    """One's own alone. Raises NotYourSide."""
    if note.written_by_id != by.pk:
        raise NotYourSide(f"User {by.pk} did not write note {note.pk}.")
    _require(note.opening, note.profile, by)
    record("note on a candidate deleted", note, by=by, before=_pair(note))
    note.delete()


@transaction.atomic
def cast_vote(opening: Opening, profile: Profile, *, vote: Vote, by: User) -> CandidateVote:
    """One vote for each member; a new one replaces the old. Raises NotYourSide and ConflictStands."""
    _require(opening, profile, by)
    _lock(opening)
    if DeclaredConflict.objects.filter(opening=opening, profile=profile, member=by).exists():
        raise ConflictStands(f"User {by.pk} declared a conflict of interest with profile {profile.pk}.")
    row = CandidateVote.objects.filter(opening=opening, profile=profile, voter=by).first()
    before = {"vote": row.vote} if row else {}
    if row is None:
        row = CandidateVote(opening=opening, profile=profile, voter=by)
    if row.vote != vote:
        row.vote = vote.value
        row.save()
        record("vote on a candidate", row, by=by, before=before, after=_pair(row) | {"vote": vote.value})
    return row


@transaction.atomic
def take_vote_back(opening: Opening, profile: Profile, *, by: User) -> bool:
    """-> whether there was one. Raises NotYourSide."""
    _require(opening, profile, by)
    _lock(opening)
    return _without_vote(opening, profile, by)


@transaction.atomic
def declare_conflict(opening: Opening, profile: Profile, *, reason: str, by: User) -> DeclaredConflict:
    """A vote given before is gone with it; declared again, the reason is the new one. Raises NotYourSide."""
    _require(opening, profile, by)
    _lock(opening)
    _without_vote(opening, profile, by)
    row, new = DeclaredConflict.objects.update_or_create(
        opening=opening, profile=profile, member=by, defaults={"reason": reason}
    )
    if new:
        record("conflict of interest declared", row, by=by, after=_pair(row))
    return row


@transaction.atomic
def take_conflict_back(opening: Opening, profile: Profile, *, by: User) -> bool:
    """-> whether there was one. Raises NotYourSide."""
    _require(opening, profile, by)
    _lock(opening)
    row = DeclaredConflict.objects.filter(opening=opening, profile=profile, member=by).first()
    if row is None:
        return False
    record("conflict of interest taken back", row, by=by, before=_pair(row))
    row.delete()
    return True


def _require(opening: Opening, profile: Profile, by: User) -> None:
    require_side(opening, profile, side=Side.HOST, by=by)
    if profile.user_id == by.pk:
        raise NotYourSide(f"User {by.pk} cannot judge themselves.")


def _lock(opening: Opening) -> None:
    """Votes and declarations of one opening are taken one after the other."""
    Opening.objects.select_for_update(no_key=True).get(pk=opening.pk)


def _without_vote(opening: Opening, profile: Profile, by: User) -> bool:
    row = CandidateVote.objects.filter(opening=opening, profile=profile, voter=by).first()
    if row is None:
        return False
    record("vote on a candidate taken back", row, by=by, before=_pair(row) | {"vote": row.vote})
    row.delete()
    return True


def _pair(row: CandidateNote | CandidateVote | DeclaredConflict) -> dict[str, int]:
    return {"opening": row.opening_id, "profile": row.profile_id}
