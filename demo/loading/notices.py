"""What the demo logins were told, so that the header counts something and the list has both kinds."""

from __future__ import annotations

from django.urls import reverse

from accounts.models import User
from bases.choices import OpeningStep
from bases.models import Institution, OpeningEvent
from demo.loading.logins import HOST
from demo.loading.people import DOMAIN
from demo.registry import Registry
from introductions.models import IntroductionEvent
from matching.choices import Side
from notices.choices import Topic
from notices.domain.reading import read
from notices.domain.telling import keep


def make_notices(registry: Registry) -> None:
    """Once, together with the introductions that they are about. No letters are sent."""
    if not registry.is_new("institution", HOST):
        return
    host = registry.row(Institution, "institution", HOST)
    owner = User.objects.get(email=f"host@{DOMAIN}")
    _of_introductions(host, owner)
    published = OpeningEvent.objects.filter(opening__institution=host, step=OpeningStep.PUBLISH)
    for event in published.select_related("opening")[:2]:
        address = reverse("bases:opening_state", args=[event.opening_id])
        read(keep(owner, Topic.OPENINGS, "opening_step", address=address, opening=event.opening, event=event))


def _of_introductions(host: Institution, owner: User) -> None:
    events = IntroductionEvent.objects.filter(introduction__opening__institution=host)
    for event in events.select_related("introduction__opening", "introduction__profile__user"):
        row = event.introduction
        user, side = (row.profile.user, Side.PERSON) if event.side == Side.HOST else (owner, Side.HOST)
        if user:
            about = {"opening": row.opening, "introduction": row, "event": event, "reads": side}
            address = reverse("introductions:introduction", args=[row.pk])
            keep(user, Topic.INTRODUCTIONS, "introduction_step", address=address, **about)
