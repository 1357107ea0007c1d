"""What the timeline says, and who hears of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from accounts.models import User
from bases.querysets import EDITORS
from introductions.choices import IntroductionStep as S
from introductions.domain.reach import is_reachable
from introductions.models import IntroductionEvent
from introductions.signals import answered
from matching.choices import Side
from matching.models import Introduction
from notices.choices import Topic
from notices.domain.telling import tell

ANSWERS = (S.ACCEPT, S.DECLINE, S.WITHDRAW, S.EXPIRE, S.CLOSE)


def note(
    introduction: Introduction,
    step: S,
    *,
    by: User | None,
    side: str,
    reason: str = "",
    language: str = "",
) -> IntroductionEvent:
    """On the timeline, and to everybody else on both sides."""
    event = IntroductionEvent.objects.create(
        introduction=introduction,
        step=step,
        by=by,
        side=side,
        reason=reason,
        reason_language=language if reason else "",
    )
    for user, reads in people_of(introduction):
        if by is None or user.pk != by.pk:
            own = step == S.CLOSE and reads == Side.PERSON and not is_reachable(introduction.profile)
            say(
                introduction,
                user,
                Topic.INTRODUCTIONS,
                "introduction_step",
                event=event,
                reads=reads,
                own=own,
            )
    if step in ANSWERS:
        answered.send(Introduction, introduction=introduction, by=by, event=event)
    return event


def people_of(introduction: Introduction) -> Iterator[tuple[User, Side]]:
    """The person, and the owners and editors of the host; each with their side."""
    person = introduction.profile.user
    if person is not None and person.is_active:
        yield person, Side.PERSON
    staff = introduction.opening.institution.staff_memberships.filter(role__in=EDITORS, user__is_active=True)
    for membership in staff.select_related("user").order_by("pk"):
        yield membership.user, Side.HOST


def say(introduction: Introduction, user: User, topic: Topic, letter: str, **context: Any) -> None:
    address = reverse("introductions:introduction", args=[introduction.pk])
    tell(
        user,
        topic,
        letter,
        address=address,
        opening=introduction.opening,
        introduction=introduction,
        **context,
    )
