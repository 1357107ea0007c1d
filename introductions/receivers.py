"""What elsewhere ends introductions that wait: a consent taken back, an opening withdrawn. After the commit, for other
rows are locked until then."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_save
from django.dispatch import receiver

from accounts.models import Consent
from bases.choices import OpeningStep
from bases.models import OpeningEvent
from introductions.domain.clock import close
from introductions.domain.reach import NEEDED, out_of_reach
from matching.choices import IntroductionState
from matching.models import Introduction


@receiver(post_save, sender=Consent, dispatch_uid="introductions.consent")
def end_with_consent(instance: Consent, **_kwargs: Any) -> None:
    if instance.withdrawn_at is not None and instance.purpose in NEEDED:
        _end_waiting(Q(profile__user=instance.user_id) & out_of_reach())


@receiver(post_save, sender=OpeningEvent, dispatch_uid="introductions.opening")
def end_with_opening(instance: OpeningEvent, **_kwargs: Any) -> None:
    if instance.step == OpeningStep.WITHDRAW:
        _end_waiting(Q(opening=instance.opening_id))


def _end_waiting(which: Q) -> None:
    def end() -> None:
        rows = Introduction.objects.filter(which, state=IntroductionState.OFFERED)
        close(list(rows.values_list("pk", flat=True)))

    transaction.on_commit(
        end, robust=True
    )  # whoever waits still is refused at the yes, and found within the hour
