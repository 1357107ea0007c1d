"""Turns, a timeline and steps as samples. They are sent nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from accounts.step_form import Button, forms_of
from accounts.turns import Turn

BEGUN = datetime(2026, 11, 14, 2, tzinfo=UTC)
DUE = datetime(2026, 11, 30, 2, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Event:
    """As an `accounts.models.StepEvent`, without a row."""

    get_step_display: str
    at: datetime
    who: str
    reason: str
    reason_language: str


def steps_of(say: Mapping[str, str]) -> dict[str, Any]:
    def taken(*args: object, **said: object) -> None:
        """Samples take no step."""

    mine = Turn(say["mine"], step=say["next"], whose="now", by=DUE, then=say["mine_then"])
    return {
        "turns": [mine, Turn(say["theirs"], whose="wait"), Turn(say["over"])],
        "turn": mine,
        "begun": BEGUN,
        "events": [
            Event(say["read"], BEGUN.replace(day=20), say["who"], say["reason"], say["reason_language"])
        ],
        "forms": forms_of(
            [
                Button("accept", say["accept"], say["accept_hint"], taken, primary=True),
                Button("decline", say["decline"], say["decline_hint"], taken, reasoned=True),
                Button("withdraw", say["withdraw"], say["withdraw_hint"], taken, harm=True, sure=say["sure"]),
            ],
            seen="",
        ),
    }
