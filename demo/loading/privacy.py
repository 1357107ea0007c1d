"""What people decide about their data, so that its pages show something. No letters are sent."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from bases.choices import PublicationState
from bases.models import Institution, Opening
from demo.loading.logins import EXPERT, HOST
from demo.registry import Registry
from experts.choices import Capacity, Where
from experts.models import Profile, ProfileLook
from privacy.choices import RequestKind, RequestState, RequestStep
from privacy.models import DataRequest, DataRequestEvent
from privacy.request_way import REQUEST
from taxonomy.transitions import move

BECAUSE = {
    "total": 0.74,
    "strength": "good",
    "eligible": True,
    "engine": "demo",
    "parts": [
        {
            "name": "affinity",
            "value": 0.71,
            "weight": 0.7,
            "text": {"zh": "研究内容接近。", "en": "The work is near to what is asked for."},
        },
        {
            "name": "language",
            "value": 1.0,
            "weight": 0.3,
            "text": {"zh": "语言要求全部满足。", "en": "Every language that is required is spoken."},
        },
    ],
}


def make_privacy(registry: Registry) -> None:
    """Once, together with the institution whose logins they belong to."""
    if not registry.is_new("institution", HOST):
        return
    host = registry.row(Institution, "institution", HOST)
    opening = (
        Opening.objects.filter(institution=host, publication=PublicationState.OPEN).order_by("pk").first()
    )
    expert = registry.row(Profile, "person", EXPERT)
    if opening is None:
        return
    _looks(expert, opening)
    _request()


def _looks(profile: Profile, opening: Opening) -> None:
    staff = opening.institution.staff_memberships.order_by("pk")[0].user
    now = timezone.now()
    for days, where, rank in ((9, Where.SHORTLIST, 2), (8, Where.CANDIDATE, 2), (1, Where.COMPARISON, 1)):
        at = now - timedelta(days=days)
        ProfileLook.objects.create(
            profile=profile,
            reader=staff,
            capacity=Capacity.HOST,
            institution=opening.institution,
            opening=opening,
            where=where,
            rank=rank,
            because=BECAUSE,
            day=timezone.localdate(at),
            at=at,
        )


def _request() -> None:
    """Of somebody without an account, confirmed four days ago."""
    asked = timezone.now() - timedelta(days=4)
    row = DataRequest.objects.create(
        kind=RequestKind.CORRECTION,
        email="asks@demo.talentbridge.example",
        language="en",
        text="A page about the training course names an institute where I do not work any more.",
        text_language="en",
        asked_at=asked,
    )
    move(row, RequestState.OPEN, table=REQUEST, due_at=asked + timedelta(days=30))
    DataRequestEvent.objects.create(request=row, step=RequestStep.CONFIRM, side="person", at=asked)
