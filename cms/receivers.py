"""What is heard of lower apps."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from cms.telling import make_draft, take_off
from matching.models import Outcome
from outcomes import signals


@receiver(signals.released)
def draft(sender: object, *, outcome: Outcome, **_: Any) -> None:
    make_draft(outcome)


@receiver(signals.taken_back)
def unpublish(sender: object, *, outcome: Outcome, **_: Any) -> None:
    take_off(outcome)
