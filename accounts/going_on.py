"""What goes on when somebody withdraws a consent: two people know each other by then. Each app tells of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from accounts.models import User


@dataclass(frozen=True, slots=True)
class GoingOn:
    """In the active language. `what`: a stay, say, and how it stands; `about`: with whom; `how`: how it is ended."""

    what: str
    about: str
    address: str
    how: str


Source = Callable[[User], Iterable[GoingOn]]
_sources: list[Source] = []


def register_going_on(source: Source) -> None:
    """Called once for each source, when the apps are ready."""
    if source not in _sources:
        _sources.append(source)


def going_on(user: User) -> list[GoingOn]:
    return [row for source in _sources for row in source(user)]
