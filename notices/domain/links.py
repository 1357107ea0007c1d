"""The link that ends letters of a topic with one click, without a log-in."""

from __future__ import annotations

from django.core import signing

from accounts.models import User
from notices.choices import Topic

SALT = "notices.stop"


def seal(user: User, topic: Topic) -> str:
    return signing.dumps([user.pk, str(topic)], salt=SALT)


def opened(token: str) -> tuple[User, Topic] | None:
    """None where the link is broken or its account is gone."""
    try:
        key, topic = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=key).first()
    return (user, Topic(topic)) if user and topic in Topic.values else None
