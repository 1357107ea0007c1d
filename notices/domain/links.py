"""The link that ends letters like one with one click, without a log-in."""

from __future__ import annotations

from django.core import signing

from accounts.models import User
from notices.choices import CHOSEN, Topic

SALT = "notices.stop"
DAILY = "daily"  # the letter of everything that waited for it


def seal(user: User, topic: Topic | None) -> str:
    """`topic`: None – the daily letter."""
    return signing.dumps([user.pk, str(topic) if topic else DAILY], salt=SALT)


def opened(token: str) -> tuple[User, Topic | None] | None:
    """None where the link is broken, its account gone, or its letters cannot be ended."""
    try:
        key, name = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=key).first()
    if user is None or name not in {DAILY, *CHOSEN}:
        return None
    return user, None if name == DAILY else Topic(name)
