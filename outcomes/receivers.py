"""What is heard of lower apps."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from accounts.models import User
from exchanges import signals
from matching.models import Exchange
from outcomes.domain.beginning import begin_outcome


@receiver(signals.ended)
def begin(sender: object, *, exchange: Exchange, by: User | None, **_: Any) -> None:
    begin_outcome(exchange, by=by)
