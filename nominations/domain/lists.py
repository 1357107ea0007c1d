"""Many at once: a list becomes drafts, and drafts go out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from accounts.domain.audit import record_of
from accounts.models import AuditEvent, User
from experts.choices import NominationState
from experts.models import Nomination
from nominations.domain.drafts import begin
from nominations.domain.errors import TooManyLetters
from nominations.domain.sending import send
from taxonomy.transitions import IllegalTransition

LIST = "list of nominations"  # in the audit


@transaction.atomic
def begin_all(rows: Iterable[dict[str, Any]], *, key: str, by: User) -> int | None:
    """All of them or none; -> how many drafts, None where this very list was taken before. Raises NotTheirStep."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    if AuditEvent.objects.filter(object_type=LIST, object_id=key).exists():
        return None
    number = len([begin(values, by=by) for values in rows])
    record_of(LIST, "nomination list taken", key=key, by=by, after={"drafts": number})
    return number


@dataclass
class Outcome:
    """What became of drafts that were sent together, by key; `left`: not tried, for the day's number is reached."""

    sent: list[int] = field(default_factory=list)
    held_back: list[int] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)  # a page asks something first
    left: list[int] = field(default_factory=list)


def send_all(drafts: Iterable[Nomination], *, by: User) -> Outcome:
    """Each by itself, in their order, until the number of letters of a day is reached."""
    outcome = Outcome()
    for draft in drafts:
        if outcome.left:
            outcome.left.append(draft.pk)
            continue
        try:
            done = send(draft, by=by)
        except TooManyLetters:
            outcome.left.append(draft.pk)
        except IllegalTransition:
            outcome.asked.append(draft.pk)
        else:
            went = done.state == NominationState.SENT
            (outcome.sent if went else outcome.held_back).append(draft.pk)
    return outcome
