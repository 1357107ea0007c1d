"""What runs outside of requests."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from privacy import retention
from privacy.domain.erasures import erase_due
from privacy.domain.exports import make_export
from privacy.domain.handling import remind_all


@shared_task(soft_time_limit=600, time_limit=630)
def build_export(pk: int) -> None:
    """Make the file of an export; its page looks for it."""
    make_export(pk)


@shared_task
def erase_people() -> int:
    """Each night: whoever asked a week ago."""
    return erase_due(timezone.now())


@shared_task
def apply_rules() -> None:
    """Each night: what is kept no longer."""
    retention.apply()


@shared_task
def remind_of_requests() -> None:
    """Each morning: officers, of requests whose deadline comes near."""
    remind_all(timezone.now())
