"""What runs each night."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from nominations.domain.ending import end_all
from nominations.domain.forward import forward_all
from nominations.domain.sending import remind_all


@shared_task
def end_and_remind() -> None:
    """Twice in a night does nothing twice."""
    now = timezone.now()
    try:
        end_all(now)
    finally:
        remind_all(now)
        forward_all()
