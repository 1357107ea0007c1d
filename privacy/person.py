"""Whose data: an account, a profile, or both, and every address that is proved to be theirs."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.models import EmailAddress

from accounts.models import User
from experts.models import Profile


@dataclass(frozen=True, slots=True)
class Person:
    user: User | None
    profile: Profile | None
    addresses: frozenset[str]  # confirmed, in small letters: anybody can type one


def person_of(user: User) -> Person:
    profile = Profile.objects.filter(user=user).first()
    own = set(EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True))
    if user.email_verified_at is not None:
        own.add(user.email)
    return Person(user, profile, frozenset(address.lower() for address in own if address))
