"""Letters about what is new: chosen in the settings, ended by one click in a letter, without logging in."""

from __future__ import annotations

from django.core import signing

from accounts.domain.audit import record
from accounts.models import Digest, User

SALT = "letters about saved searches"


def seal(user: User) -> str:
    return signing.dumps(user.pk, salt=SALT)


def find(token: str) -> User | None:
    """Whose letters a link ends; None where it is broken."""
    try:
        key = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=key).first()


def stop(user: User) -> None:
    """No more of them; a second click changes nothing."""
    if user.digest != Digest.OFF:
        user.digest = Digest.OFF
        user.save(update_fields=["digest"])
        record("letters about saved searches ended", user, by=user)
