"""Before a letter goes out: is the person known here, do they want none, did somebody else write to them?

What an attaché is told of it is decided by docs/decisions/0053: of people whom they may see by name, that these may be
the person; of their own recommendations, which it is; of everything else one sentence that is the same for all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from django.db.models import Q, QuerySet

from accounts.audience import grants_of
from accounts.models import User
from accounts.strangers import want_no_letters
from experts.choices import NominationState, Section
from experts.domain.orcid import connected_orcid
from experts.domain.visibility import INSTITUTIONS, sections_open_to
from experts.models import Nomination, Profile
from nominations.domain.never import email_key
from nominations.domain.same_person import (
    Described,
    one_person,
    perhaps_one,
    unsettled,
    worth_comparing,
)

MOST = 5  # people whom a page asks about


class Way(Enum):
    """How the person is reached."""

    LETTER = "letter"
    APP = "app"  # they are registered, and agreed to hear from attachés of this country
    CLOSED = "closed"  # not at all


@dataclass(frozen=True, slots=True)
class Reach:
    way: Way
    profile: Profile | None = None  # of APP


@dataclass(frozen=True, slots=True)
class Known:
    """What the attaché may be told."""

    own: Nomination | None  # of theirs, live, of the same person
    perhaps: list[Profile]  # whose names they may read


def contactable(by: User) -> QuerySet[Profile]:
    """Registered people who agreed to be found by holders of such a post, within its countries and fields."""
    found: QuerySet[Profile] = Profile.objects.within_any(grants_of(by))
    return found


def reach_of(nomination: Nomination, *, by: User, chosen: Profile | None = None) -> Reach:
    """`chosen`: whom of `known_to` the attaché named as this person. Asks everything, whatever it finds first."""
    refused = want_no_letters(nomination.email, nomination.orcid)
    profile, account = chosen or _registered(nomination), _account(nomination)
    elsewhere = any(True for row in _live_doubles(nomination) if row.nominated_by_id != by.pk)
    mine = _described(nomination)
    alike = [pk for pk, other in _described_profiles(nomination) if _no_letter(mine, other)]
    if refused or elsewhere:
        return Reach(Way.CLOSED)
    if profile or account:
        own = profile or Profile.objects.filter(user=account).first()
        two = own is None or (account is not None and own.user_id != account.pk)
        asked = Nomination.objects.live().filter(profile=own).exclude(pk=nomination.pk).exists()
        open_to = not two and not asked and own is not None and contactable(by).filter(pk=own.pk).exists()
        return Reach(Way.APP, own) if open_to else Reach(Way.CLOSED)
    if _typed(nomination):
        return Reach(Way.CLOSED)
    named = {profile.pk for profile in _named(by, alike)}  # of whom the attaché said that they are others
    return Reach(Way.LETTER if named.issuperset(alike) else Way.CLOSED)


def known_to(nomination: Nomination, *, by: User) -> Known:
    own = next((row for row in _live_doubles(nomination) if row.nominated_by_id == by.pk), None)
    mine = _described(nomination)
    likely = [pk for pk, other in _described_profiles(nomination) if perhaps_one(mine, other)]
    return Known(own, _named(by, likely)[:MOST])


def _registered(nomination: Nomination) -> Profile | None:
    """Whose account is connected with the ORCID iD."""
    found = _typed(nomination)
    return found if found and found.user and connected_orcid(found.user) == nomination.orcid else None


def _typed(nomination: Nomination) -> Profile | None:
    """Who wrote the ORCID iD into their profile, which proves nothing: the letter would go to a second account, and the
    notice in the app perhaps to somebody else."""
    if not nomination.orcid:
        return None
    return Profile.objects.filter(orcid=nomination.orcid, user__isnull=False).select_related("user").first()


def _account(nomination: Nomination) -> User | None:
    """An address that nobody has shown to be theirs keeps no letter from its owner."""
    return User.objects.filter(email=nomination.email.lower(), email_verified_at__isnull=False).first()


def _live_doubles(nomination: Nomination) -> list[Nomination]:
    """Of the same person, by address, by ORCID iD, or by name and place, also where nobody can tell; declined ones, of
    which nothing but the name is left, by their address alone."""
    others = Nomination.objects.live().exclude(pk=nomination.pk)
    mine = _described(nomination)
    same = Q(email_key=email_key(nomination.email))
    if nomination.orcid:
        same |= Q(orcid=nomination.orcid)
    found = list(others.filter(same)) if nomination.email or nomination.orcid else []
    near = others.filter(country=nomination.country, state=NominationState.SENT)
    near = near.exclude(pk__in=[row.pk for row in found])
    return found + [row for row in near if _no_letter(mine, _described(row))]


def recommended_before(drafts: Iterable[Nomination], *, by: User) -> set[int]:
    """Primary keys of those drafts whose person `by` has recommended, and that still waits. One query."""
    mine = list(Nomination.objects.live().filter(nominated_by=by))
    keys = {row.email_key for row in mine if row.email_key}
    described = [(row, _described(row)) for row in mine if row.state == NominationState.SENT]
    return {
        draft.pk
        for draft in drafts
        if email_key(draft.email) in keys
        or any(
            _no_letter(_described(draft), other)
            for row, other in described
            if (
                row.country == draft.country
                and worth_comparing((draft.name, draft.native_name), (row.name, row.native_name))
            )
            or (row.orcid and row.orcid == draft.orcid)
        )
    }


def _no_letter(mine: Described, other: Described) -> bool:
    return one_person(mine, other) or unsettled(mine, other)


def _described(row: Nomination) -> Described:
    return Described.of(
        row.name, row.native_name, affiliation=row.affiliation, email=row.email, orcid=row.orcid
    )


def _described_profiles(nomination: Nomination) -> list[tuple[int, Described]]:
    """Registered people of the same country whose names come near; elsewhere a name alone says nothing."""
    rows = Profile.objects.filter(country=nomination.country, user__isnull=False).order_by("pk")
    columns = ("pk", "name", "native_name", "affiliation", "user__email", "orcid")
    asked = (nomination.name, nomination.native_name)
    return [
        (pk, Described.of(name, native, affiliation=place, email=email, orcid=orcid or ""))
        for pk, name, native, place, email, orcid in rows.values_list(*columns).iterator()
        if worth_comparing(asked, (name, native)) or (orcid and orcid == nomination.orcid)
    ]


def _named(by: User, keys: list[int]) -> list[Profile]:
    """Those of `keys` whom the attaché may see, names included."""
    seen = contactable(by).filter(pk__in=keys).order_by("pk").prefetch_related("visibility")
    return [profile for profile in seen if Section.NAME in sections_open_to(INSTITUTIONS, profile)]
