"""Whose turn it is, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone


@dataclass(frozen=True, slots=True)
class Later:
    """What is to come after the next step, on or by `day`. `words`: what somebody wrote of it, in `language`."""

    title: str
    day: date
    words: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """`words`: what the reader should know now. `step`: the next one of the timeline; `whose`: "now" – the reader's –,
    "wait" – somebody else's –, or nobody's. `by`: when it is due at the latest; `then`: what happens at that moment.
    `beside`: what waits as well, a sentence each; `later`: what follows, in order."""

    words: str
    step: str = ""
    whose: str = ""
    by: datetime | None = None
    then: str = ""
    beside: tuple[str, ...] = ()
    later: tuple[Later, ...] = ()

    @property
    def overdue(self) -> bool:
        return self.by is not None and self.by <= timezone.now()
