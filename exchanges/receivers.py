"""What a stay does when its introduction is accepted, or withdrawn afterwards."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from accounts.models import User
from exchanges.domain.cancelling import follow_introduction
from exchanges.domain.planning import plan_exchange
from introductions import signals
from matching.models import Introduction


@receiver(signals.accepted)
def plan(introduction: Introduction, by: User | None = None, **kwargs: Any) -> None:
    plan_exchange(introduction, by=by)


@receiver(signals.ended)
def cancel(introduction: Introduction, by: User | None = None, **kwargs: Any) -> None:
    follow_introduction(introduction, by=by)
