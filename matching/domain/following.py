"""Following a field, a country, a base or a person: only what everybody may see, asked anew each time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries import countries

from accounts.models import User
from bases.models import Base
from experts.models import Profile
from matching.models import FeedAddress, Follow
from taxonomy.models import PriorityField

MOST = 200  # of one person
HEADINGS: dict[str, Promise | str] = {
    "field": _("Fields"),
    "country": _("Countries"),
    "base": _("Bases"),
    "person": pgettext_lazy("followed", "People"),
}  # by kind, which is a column of Follow and a part of the address
_signer = signing.Signer(salt="private feed")


class TooManyFollowed(Exception):
    """The limit is reached; the person has to stop following something first."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that may be followed now. `value`: what the column of its kind holds."""

    kind: str
    key: str  # in addresses
    label: str
    value: Any

    @property
    def address(self) -> str:
        return reverse("matching:follow", args=[self.kind, self.key])

    @property
    def page(self) -> str:
        """Where one reads of it; "" of a person, who has no page."""
        if self.kind == "base":
            return reverse("bases:base", args=[self.key])
        return "" if self.kind == "person" else f"{reverse('matching:openings')}?{self.kind}={self.key}"


def find(kind: str, key: str) -> Subject | None:
    """What an address names; None where there is no such thing, or not for everybody."""
    found: Any = None
    match kind:
        case "field":
            found = PriorityField.objects.filter(pk=key).first()
        case "country":
            found = key if countries.name(key) and key in dict(countries) else None
        case "base":
            found = Base.objects.matchable().prefetch_related("texts").filter(slug=key).first()
        case "person":
            found = Profile.objects.featured().filter(pk=int(key)).first() if key.isdecimal() else None
    return _subject(kind, found) if found else None


def followed(user: User) -> list[Subject]:
    """By kind, the newest first. Left out is what not everybody may see at this moment: a person who withdrew their
    consent, a base that is closed."""
    rows = list(user.follows.select_related("field"))
    bases = Base.objects.matchable().prefetch_related("texts").in_bulk([row.base_id for row in rows])
    people = Profile.objects.featured().in_bulk([row.person_id for row in rows])
    values = {
        "field": [row.field for row in rows],
        "country": [row.country.code for row in rows],
        "base": [bases.get(row.base_id) for row in rows],
        "person": [people.get(row.person_id) for row in rows],
    }
    return [_subject(kind, value) for kind in HEADINGS for value in values[kind] if value]


def follows(user: User, subject: Subject) -> bool:
    return user.follows.filter(**{subject.kind: subject.value}).exists()


@transaction.atomic
def follow(user: User, subject: Subject) -> None:
    """A second click changes nothing. No audit: it is nobody else's business. Raises TooManyFollowed."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if follows(user, subject):
        return
    if user.follows.count() >= MOST:
        raise TooManyFollowed(f"User {user.pk} follows {MOST} already.")
    Follow.objects.create(user=user, **{subject.kind: subject.value})


def unfollow(user: User, subject: Subject) -> None:
    user.follows.filter(**{subject.kind: subject.value}).delete()


def feed_token(user: User) -> str:
    """What the address of the private feed of `user` holds; "" where they have none."""
    found = FeedAddress.objects.filter(user=user).first()
    return _signer.sign_object([user.pk, found.nonce]) if found else ""


@transaction.atomic
def open_feed(user: User) -> None:
    """Make the address; whatever address there was is dead."""
    close_feed(user)
    FeedAddress.objects.create(user=user)


def close_feed(user: User) -> None:
    FeedAddress.objects.filter(user=user).delete()


def reader_of(token: str) -> User | None:
    """Whose feed an address is; None where it is broken or dead."""
    try:
        key, nonce = _signer.unsign_object(token)
    except signing.BadSignature:
        return None
    found = FeedAddress.objects.select_related("user").filter(user=key, nonce=nonce, user__is_active=True)
    row = found.first()
    return row.user if row else None


def _subject(kind: str, value: Any) -> Subject:
    match kind:
        case "country":
            return Subject(kind, value, str(countries.name(value)), value)
        case "base":
            return Subject(kind, value.slug, value.label, value)
        case "person":
            return Subject(kind, str(value.pk), value.display_name, value)
    return Subject(kind, str(value.pk), str(value), value)
