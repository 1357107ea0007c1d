"""Who is shown whom. Every page on which somebody sees another person says so here; the person reads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from accounts.audience import Grant, grants_of, is_administrator, is_officer
from accounts.models import User
from experts.choices import Capacity, Where
from experts.models import Profile, ProfileLook


@dataclass(frozen=True, slots=True)
class Sight:
    """One person as they were shown. `because`: the parts of the rank, as they are stored of a match."""

    profile: Profile
    rank: int | None = None
    because: Mapping[str, Any] = field(default_factory=dict)
    named: bool = False


@dataclass(frozen=True, slots=True)
class On:
    """On whose behalf somebody looks."""

    capacity: Capacity
    institution: int | None = None  # primary key


def note_look(
    profile: Profile,
    *,
    by: User,
    why: Where,
    opening: Any = None,
    rank: int | None = None,
    named: bool = False,
    on: On | None = None,
) -> None:
    """`by` is shown `profile` now. `on`: in which capacity, where the caller knows better than `capacity_of`."""
    note_looks([Sight(profile, rank, named=named)], by=by, why=why, opening=opening, on=on)


def note_looks(
    sights: Iterable[Sight], *, by: User, why: Where, opening: Any = None, on: On | None = None
) -> None:
    """The same of a whole list: one query where nobody in it is new today, one more where somebody is. Somebody who was
    shown without the name before, and now with it, was shown with it.

    Nobody's look at themselves is noted, nor at somebody who has left. `opening`: a bases.Opening, or None.
    """
    seen = {
        one.profile.pk: one for one in sights if one.profile.user_id != by.pk and not one.profile.has_left
    }
    if not seen:
        return
    now = timezone.now()
    place = {"reader": by, "day": timezone.localdate(now), "where": why, "opening": opening}
    known = dict(ProfileLook.objects.filter(**place, profile__in=seen).values_list("profile", "blind"))
    if unveiled := [key for key, blind in known.items() if blind and seen[key].named]:
        ProfileLook.objects.filter(**place, profile__in=unveiled).update(blind=False)
    missing = [one for key, one in sorted(seen.items()) if key not in known]
    if not missing:
        return
    on = on or capacity_of(by, opening)
    rows = [
        ProfileLook(
            profile=one.profile,
            rank=one.rank,
            because=dict(one.because),
            blind=not one.named,
            capacity=on.capacity,
            institution_id=on.institution,
            at=now,
            **place,
        )
        for one in missing
    ]
    ProfileLook.objects.bulk_create(rows, ignore_conflicts=True)


def capacity_of(user: User, opening: Any = None, *, institution: int | None = None) -> On:
    """For the institution whose opening it is (or that is named) where they work there; else by their office."""
    own = opening.institution_id if opening is not None else institution
    memberships = user.staff_memberships.order_by("pk").values_list("institution_id", flat=True)
    working = list(memberships)
    if own in working:
        return On(Capacity.HOST, own)
    if is_administrator(user):
        return On(Capacity.ADMINISTRATOR)
    if is_officer(user):
        return On(Capacity.OFFICER)
    if grants := grants_of(user):
        return by_post(grants)
    return On(Capacity.HOST, working[0]) if working else On(Capacity.EXPERT)


def by_post(grants: Sequence[Grant]) -> On:
    """An attaché's post is named first, where somebody holds both."""
    confined = all(grant.fields is not None for grant in grants)
    return On(Capacity.INTERMEDIARY if confined else Capacity.ATTACHE)
