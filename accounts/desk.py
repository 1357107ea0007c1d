"""What waits for somebody, and which pages they have. Each app tells of its own; the desk shows both."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from accounts.models import User
from accounts.roles import Role


@dataclass(frozen=True, slots=True)
class Task:
    """It is this person's turn. `words`: what to do, in the active language; `about`: with what."""

    words: str
    address: str
    about: str = ""
    language: str = ""  # of `about`
    by: datetime | None = None  # when it should be done at the latest

    @property
    def overdue(self) -> bool:
        return self.by is not None and self.by <= timezone.now()


@dataclass(frozen=True, slots=True)
class Link:
    words: str
    address: str
    count: int = 0  # of what is new there; 0: not shown


Tasks = Callable[[User, Role | None], Iterable[Task]]
Links = Callable[[User, Role | None], Iterable[Link]]
_tasks: list[Tasks] = []
_links: list[Links] = []


def register_tasks(source: Tasks) -> None:
    """Called once for each source, when the apps are ready. A source gets the role that the reader acts in."""
    if source not in _tasks:
        _tasks.append(source)


def register_links(source: Links) -> None:
    if source not in _links:
        _links.append(source)


def tasks_of(user: User, role: Role | None) -> list[Task]:
    """The most urgent first; those without a day last."""
    found = [task for source in _tasks for task in source(user, role)]
    return sorted(found, key=lambda task: (task.by is None, task.by.timestamp() if task.by else 0.0))


def links_of(user: User, role: Role | None) -> list[Link]:
    return [link for source in _links for link in source(user, role)]
