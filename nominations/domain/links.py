"""The link of a letter: without an account it opens one nomination, and ends further letters to its address."""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing
from django.utils import timezone

from experts.choices import NominationState
from experts.models import Nomination
from nominations.domain.never import email_key

SALT = "nominations.answer"


@dataclass(frozen=True, slots=True)
class Letter:
    """What a link is good for. `nomination`: None once it is deleted; `key`: a keyed hash of the address to which the
    letter went, which lasts as long as the letter; "" in links of earlier editions."""

    nomination: Nomination | None
    key: str


def seal(nomination: Nomination) -> str:
    """Of one that is sent; the same in the letter and in its reminder."""
    key = nomination.email_key or email_key(nomination.email)
    return signing.dumps([nomination.pk, nomination.created_at.isoformat(), key], salt=SALT)


def find(token: str) -> Letter:
    """Raises BadSignature where the link is broken."""
    pk, created, *key = signing.loads(token, salt=SALT)
    rows = Nomination.objects.select_related("profile", "opening", "nominated_by", "author", "post")
    found = rows.filter(pk=pk).first()
    same = found is not None and found.created_at.isoformat() == created
    return Letter(found if same else None, key[0] if key else "")


def is_there(nomination: Nomination) -> bool:
    """Its reader still finds something: it waits for them, or they answered, and its time is not over."""
    if nomination.state == NominationState.ACCEPTED:
        return nomination.profile_id is not None  # else they have left since
    shown = nomination.state in (NominationState.SENT, NominationState.DECLINED)
    return shown and (nomination.expires_at is None or nomination.expires_at > timezone.now())


def opens(token: str, nomination: Nomination) -> bool:
    try:
        found = find(token).nomination
    except signing.BadSignature:
        return False
    return found is not None and found.pk == nomination.pk
