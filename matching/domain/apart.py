"""Two profiles that are not one person's: said once, remembered, and taken back by whoever finds otherwise."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.audience import Visitor, is_officer
from accounts.domain.audit import record
from accounts.models import User
from experts.models import Profile
from matching.models import SetApart


class UnknownPair(Exception):
    """These are not two profiles that the user may see."""


def apart_of(profiles: Collection[int]) -> set[tuple[int, int]]:
    """The pairs set apart, the smaller id first, both of them among `profiles`. One query."""
    pairs = SetApart.objects.values_list("first_id", "second_id")
    return {(first, second) for first, second in pairs if first in profiles and second in profiles}


def decided(*, reader: Visitor, most: int = 50) -> list[SetApart]:
    """The latest pairs set apart, of profiles that `reader` may see. One query."""
    seen = Profile.objects.visible_to(reader).values("pk")
    return list(SetApart.objects.filter(first__in=seen, second__in=seen)[:most])


@transaction.atomic
def set_apart(one: int, other: int, *, by: User) -> SetApart:
    """Two profiles (ids) are two people's. Said twice it is said once. Raises PermissionDenied, UnknownPair."""
    first, second = pair_of(one, other, by=by)
    row, new = SetApart.objects.get_or_create(first_id=first, second_id=second, defaults={"decided_by": by})
    if new:
        record("profiles set apart", row, by=by, after={"first": first, "second": second})
    return row


@transaction.atomic
def ask_again(one: int, other: int, *, by: User) -> None:
    """Take that back: the pair is listed again as long as it seems one. Raises PermissionDenied, UnknownPair."""
    first, second = pair_of(one, other, by=by)
    row = SetApart.objects.select_for_update().filter(first=first, second=second).first()
    if row:
        record("profiles no longer set apart", row, by=by, before={"first": first, "second": second})
        row.delete()


def pair_of(one: int, other: int, *, by: User) -> tuple[int, int]:
    """Both ids, the smaller first. Raises PermissionDenied, UnknownPair."""
    if not is_officer(by):
        raise PermissionDenied("Only programme officers decide which profiles are one person's.")
    seen = sorted(Profile.objects.visible_to(by).filter(pk__in={one, other}).values_list("pk", flat=True))
    if len(seen) != 2:
        raise UnknownPair(
            f"Profiles {one} and {other} are not two profiles that you may see; choose a listed pair."
        )
    return seen[0], seen[1]
