"""What runs each night."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from accounts.domain.one_by_one import one_by_one
from nominations.domain.ending import end_all
from nominations.domain.forward import forward_all
from nominations.domain.sending import remind_all


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
