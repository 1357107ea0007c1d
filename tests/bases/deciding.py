"""An officer opens the page of what waits, and decides."""

from __future__ import annotations

from typing import Any

from django.test import Client


def decide(officer: Client, path: str, sent: dict[str, Any] | None = None) -> Any:
    """With the mark of the page as it stands."""
    return officer.post(path, {"seen": officer.get(path).context["seen"], **(sent or {})})
