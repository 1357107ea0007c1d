"""How somebody wants the letters of each topic. Without a wish they come at once."""

from __future__ import annotations

from django.db import transaction

from accounts.domain import digests
from accounts.models import User
from notices.choices import ALWAYS, CHOSEN, Posting, Topic
from notices.models import Notice, Preference


def posting_of(user: User, topic: Topic) -> Posting:
    return wishes_of(user).get(topic, Posting.AT_ONCE)


def wishes_of(user: User) -> dict[Topic, Posting]:
    """Of every topic that can be chosen."""
    rows = dict(Preference.objects.filter(user=user).values_list("topic", "posting"))
    return {topic: Posting(rows.get(topic, Posting.AT_ONCE)) for topic in CHOSEN}


@transaction.atomic
def wish(user: User, topic: Topic, posting: Posting) -> None:
    """From now on; what waits for the daily letter still goes with it, unless they want none."""
    if topic in ALWAYS:
        raise ValueError(f"Letters of {topic} cannot be chosen.")
    Preference.objects.update_or_create(user=user, topic=topic, defaults={"posting": posting})
    if posting == Posting.NEVER:
        Notice.objects.filter(user=user, topic=topic).waiting().update(posting=Posting.NEVER)


@transaction.atomic
def end_daily(user: User) -> None:
    """No daily letter any more, neither of notices nor of what is new in searches."""
    for topic, posting in wishes_of(user).items():
        if posting == Posting.DIGEST:
            wish(user, topic, Posting.NEVER)
    digests.stop(user)


def has_daily(user: User) -> bool:
    return Posting.DIGEST in wishes_of(user).values() or user.digest != "off"
