"""Whose data: an account, a profile, or both, and every address of theirs."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.models import EmailAddress

from accounts.models import User
from experts.models import Profile


@dataclass(frozen=True, slots=True)
class Person:
    user: User | None
    profile: Profile | None
    addresses: frozenset[str]  # in small letters


def person_of(user: User) -> Person:
    profile = Profile.objects.filter(user=user).first()
    own = set(EmailAddress.objects.filter(user=user).values_list("email", flat=True)) | {user.email}
    return Person(user, profile, frozenset(address.lower() for address in own if address))
