"""What runs outside of requests."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from accounts.domain.one_by_one import one_by_one
from nominations.domain.ending import end_all
from nominations.domain.forward import forward_all, forward_of
from nominations.domain.sending import remind_all


@shared_task
def put_forward_what_waits(user: int) -> None:
    """Of somebody whose profile or consents have changed. Explaining the rank takes a while: no page waits for it."""
    forward_of(user)


@shared_task
def end_and_remind() -> None:
    """Twice in a night does nothing twice."""
    now = timezone.now()
    with one_by_one() as run:
        with run.step("nominations that end"):
            end_all(now)
        with run.step("reminders of nominations"):
            remind_all(now)
        with run.step("nominations that are put forward"):
            forward_all()
