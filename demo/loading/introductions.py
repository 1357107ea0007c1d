"""Introductions that wait for an answer, so that both sides' pages show something."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from bases.choices import PublicationState
from bases.models import Institution, Opening
from demo.loading.logins import EXPERT, HOST, YOUNG_SCIENTIST
from demo.registry import Registry
from experts.models import Profile
from introductions.choices import IntroductionStep
from introductions.domain.beginning import DAYS
from introductions.models import IntroductionEvent, Message
from matching.choices import Initiator, Side
from matching.models import Introduction


def make_introductions(registry: Registry) -> None:
    """Once, together with the institution whose logins they belong to. No letters are sent."""
    if not registry.is_new("institution", HOST):
        return
    host = registry.row(Institution, "institution", HOST)
    openings = list(
        Opening.objects.filter(institution=host, publication=PublicationState.OPEN).order_by("pk")[:2]
    )
    expert = registry.row(Profile, "person", EXPERT)
    young = registry.row(Profile, "person", YOUNG_SCIENTIST)
    if len(openings) == 2:
        _begin(
            openings[0], expert, Initiator.HOST, "我们正在搭建新的测试平台，想请你来指导三个月。", "zh-hans"
        )
        _begin(
            openings[1],
            young,
            Initiator.PERSON,
            "My thesis is on just this kind of cell. I could come from May on.",
            "en",
        )


def _begin(opening: Opening, profile: Profile, initiator: Initiator, words: str, language: str) -> None:
    side = Side.HOST if initiator == Initiator.HOST else Side.PERSON
    step = IntroductionStep.INVITE if side == Side.HOST else IntroductionStep.EXPRESS
    now = timezone.now()
    row = Introduction.objects.create(
        opening=opening,
        profile=profile,
        initiator=initiator,
        answer_due=now + timedelta(days=DAYS),
        **{f"{side}_accepted_at": now},
    )
    IntroductionEvent.objects.create(introduction=row, step=step, side=side)
    Message.objects.create(introduction=row, side=side, text=words, language=language)
