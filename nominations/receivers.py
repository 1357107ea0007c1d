"""A recommendation goes on to its host as soon as the person's profile and consents allow it, and whoever made it hears
of the answers."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.urls import reverse

from accounts.domain.consent import followed_by_attaches
from accounts.models import Consent
from experts.choices import ProfileState
from experts.models import Profile
from introductions.models import IntroductionEvent
from introductions.signals import answered
from matching.models import Introduction
from nominations.domain.forward import waits
from nominations.tasks import put_forward_what_waits
from notices.choices import Topic
from notices.domain.telling import tell


@receiver(post_save, sender=Profile, dispatch_uid="nominations.profile")
def profile_changed(instance: Profile, **_: Any) -> None:
    if instance.state == ProfileState.ACTIVE and instance.user_id and waits(instance.user_id):
        transaction.on_commit(partial(put_forward_what_waits.delay, instance.user_id), robust=True)


@receiver(post_save, sender=Consent, dispatch_uid="nominations.consent")
def agreed(instance: Consent, **_: Any) -> None:
    if instance.withdrawn_at is None and waits(instance.user_id):
        transaction.on_commit(partial(put_forward_what_waits.delay, instance.user_id), robust=True)


@receiver(answered, dispatch_uid="nominations.answered")
def tell_who_recommended(introduction: Introduction, event: IntroductionEvent, **_: Any) -> None:
    """Without reasons or names, and only if the person agreed to that."""
    nomination, person = introduction.nomination, introduction.profile.user
    if nomination is None or nomination.nominated_by is None or not nomination.nominated_by.is_active:
        return
    if person is None or not followed_by_attaches(person):
        return
    tell(
        nomination.nominated_by,
        Topic.NOMINATIONS,
        "introduction_of_nominated",
        address=reverse("nominations:nomination", args=[nomination.pk]),
        opening=introduction.opening,
        event=event,
    )
