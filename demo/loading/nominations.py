"""Recommendations of the attaché: a draft, a letter that waits, and one on the desk of the expert."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.domain.posts import post_for
from accounts.models import User
from bases.models import Opening
from demo.loading.logins import EXPERT, HOST
from demo.loading.people import DOMAIN
from demo.registry import Registry
from experts.choices import NominationState
from experts.models import Nomination, Profile
from nominations.choices import NominationStep
from nominations.domain.never import email_key
from nominations.domain.sending import DAYS
from nominations.models import NominationEvent
from nominations.way import ATTACHE
from taxonomy.choices import Language, SourceChannel


def make_nominations(registry: Registry) -> None:
    """Once, together with the institution whose logins they belong to. No letters are sent."""
    by = User.objects.filter(email=f"attache@{DOMAIN}").first()
    if by is None or not registry.is_new("institution", HOST):
        return
    expert = registry.row(Profile, "person", EXPERT)
    opening = Opening.objects.open().order_by("pk").first()
    common = _by(by)
    if body := User.objects.filter(email=f"intermediary@{DOMAIN}").first():
        _sent(
            **_by(body),
            channel=SourceChannel.INTERMEDIARY,
            name="Sunniva Kvernberg",
            email="kvernberg@polymerlab.example",
            affiliation="Polymer Laboratory of Kvernes",
            reason="Her laboratory recycles the backsheets of old modules, which few others do.",
            relation="We placed two of her students.",
        )
    _sent(
        **common,
        profile=expert,
        name=expert.name,
        reason="Her outdoor test field is the one in the north whose data everybody cites.",
        relation="Visited her institute last spring.",
    )
    _sent(
        **common,
        opening=opening,
        name="Torbjorn Haldane",
        email="haldane@fjordlab.example",
        affiliation="Fjord Laboratory for Coatings",
        reason="He solved the very problem that this opening describes, for ships.",
        evidence="Two patents of 2023 and an open data set.",
        relation="Met at a fair in Bergen, 2025.",
    )
    Nomination.objects.create(
        **common,
        name="Zeng Yi",
        native_name="曾毅",
        affiliation="University of Sundvik",
        reason="Works on battery recycling, and would like to come for half a year.",
        expires_at=timezone.now() + timedelta(days=DAYS),
    )


def _by(user: User) -> dict[str, Any]:
    post = post_for(user, "NO")
    words = {"language": Language.EN, "words_language": Language.EN}
    return {"nominated_by": user, "author": user, "post": post, "country": "NO", **words}


def _sent(*, email: str = "", **of: Any) -> None:
    now = timezone.now()
    row = Nomination.objects.create(email=email, expires_at=now + timedelta(days=DAYS), **of)
    Nomination.objects.filter(pk=row.pk).update(
        state=NominationState.SENT, came_from=NominationState.DRAFT, sent_at=now, email_key=email_key(email)
    )
    NominationEvent.objects.create(
        nomination=row, step=NominationStep.SEND, side=ATTACHE, by=row.nominated_by, at=now
    )
