"""A recommendation goes on to its host as soon as the person's profile and consents allow it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from accounts.models import Consent
from experts.choices import ProfileState
from experts.models import Profile
from nominations.domain.forward import waits
from nominations.tasks import put_forward_what_waits


@receiver(post_save, sender=Profile, dispatch_uid="nominations.profile")
def profile_changed(instance: Profile, **_: Any) -> None:
    if instance.state == ProfileState.ACTIVE and instance.user_id and waits(instance.user_id):
        transaction.on_commit(partial(put_forward_what_waits.delay, instance.user_id), robust=True)


@receiver(post_save, sender=Consent, dispatch_uid="nominations.consent")
def agreed(instance: Consent, **_: Any) -> None:
    if instance.withdrawn_at is None and waits(instance.user_id):
        transaction.on_commit(partial(put_forward_what_waits.delay, instance.user_id), robust=True)
