"""The link of a letter: it opens one nomination, without an account."""

from __future__ import annotations

from django.core import signing
from django.utils import timezone

from experts.choices import NominationState
from experts.models import Nomination

SALT = "nominations.answer"


def seal(nomination: Nomination) -> str:
    """The same in the letter and in its reminder. It lasts as long as the nomination."""
    return signing.dumps([nomination.pk, nomination.created_at.isoformat()], salt=SALT)


def find(token: str) -> Nomination | None:
    """Raises BadSignature where the link is broken; None where what it opened is deleted."""
    key, created = signing.loads(token, salt=SALT)
    found = Nomination.objects.select_related("profile", "opening", "nominated_by").filter(pk=key).first()
    return found if found and found.created_at.isoformat() == created else None


def is_there(nomination: Nomination) -> bool:
    """Its reader still finds something: it waits for them, or they answered, and its time is not over."""
    if nomination.state == NominationState.ACCEPTED:
        return nomination.profile_id is not None  # else they have left since
    shown = nomination.state in (NominationState.SENT, NominationState.DECLINED)
    return shown and (nomination.expires_at is None or nomination.expires_at > timezone.now())


def opens(token: str, nomination: Nomination) -> bool:
    try:
        found = find(token)
    except signing.BadSignature:
        return False
    return found is not None and found.pk == nomination.pk
