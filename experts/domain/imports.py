"""Imports into a profile: begun, read, thrown away, and forgotten after a while."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from experts.domain.import_guards import (
    TooManyImports,
    lock_import,
)
from experts.domain.orcid import connected_orcid
from experts.importing import tidy
from experts.importing.apart import read_apart
from experts.importing.limits import Refused
from experts.importing.lookup import look_up
from experts.importing.record import Record
from experts.models import ImportState, Profile, ProfileImport
from experts.models.profile_import import KEPT_DAYS, OVERDUE

WAITING = 5  # proposals of one person


def known_orcid(user: User) -> str:
    """The iD that is known to be the user's: the one they log in with, else that of the profile."""
    if connected := connected_orcid(user):
        return connected
    return Profile.objects.filter(user=user).values_list("orcid", flat=True).first() or ""


@transaction.atomic
def begin_import(user: User, data: bytes, *, file_name: str = "") -> ProfileImport:
    """Keep the file until it is read. Raises TooManyImports."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)  # two files at once would both be the first
    mine = ProfileImport.objects.filter(user=user)
    reading = mine.filter(state=ImportState.READING, created_at__gte=timezone.now() - OVERDUE)
    if reading.exists() or mine.filter(state=ImportState.READY).count() >= WAITING:
        raise TooManyImports
    return ProfileImport.objects.create(user=user, data=data, file_name=tidy.line(file_name)[:100])


def begin_lookup(user: User, asked: Mapping[str, Any]) -> ProfileImport:
    """The same of what other servers are asked for: `lookup.look_up` says what. Raises TooManyImports."""
    proposal = begin_import(user, b"", file_name=asked.get("orcid") or "DOI")
    proposal.asked = dict(asked)
    proposal.save(update_fields=["asked"])
    return proposal


def read_import(pk: int) -> None:
    """Read the file, or what another server answers, in a process with limits, and keep what it tells alone.

    Does so once.
    """
    proposal = ProfileImport.objects.select_related("user").filter(pk=pk, state=ImportState.READING).first()
    if proposal is None or proposal.data is None:
        return
    waiting = ProfileImport.objects.filter(pk=pk, state=ImportState.READING)
    try:
        data = look_up(proposal.asked) if proposal.asked else bytes(proposal.data)
        record = read_apart(data, lambda done, goal: _tell(waiting, done, goal))
        _check_owner(record, proposal.user)
    except Refused as refused:
        waiting.update(
            state=ImportState.FAILED, data=None, problem=refused.code, problem_values=refused.values
        )
    else:
        waiting.update(state=ImportState.READY, data=None, record=record.to_json())


def _tell(waiting: Any, done: int, goal: int) -> None:
    waiting.update(done=done, goal=goal)


def _check_owner(record: Record, user: User) -> None:
    """A record of somebody else is refused whole; a CV may name the iDs of others."""
    mine = known_orcid(user)
    if record.format == "orcid" and record.orcid and mine and record.orcid.value != mine:
        raise Refused("other_person", theirs=record.orcid.value, mine=mine)


@transaction.atomic
def discard_import(proposal: ProfileImport) -> None:
    """Throw away a proposal, and whatever it holds, unless it was taken."""
    lock_import(proposal)
    if proposal.taken_at is None:
        proposal.delete()


def purge_imports() -> int:
    """Forget proposals that nobody answered and imports that cannot be undone any more; how many."""
    old = timezone.now() - timedelta(days=KEPT_DAYS)
    waiting = ProfileImport.objects.filter(taken_at__isnull=True, created_at__lte=old)
    taken = ProfileImport.objects.filter(taken_at__lte=old)
    return waiting.delete()[0] + taken.delete()[0]
