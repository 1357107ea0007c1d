"""One step of a request about data, by either side: checked, written on the timeline, told by letter."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audience import is_national_officer
from accounts.domain.audit import record
from accounts.domain.errors import NotTheirStep, require_reason
from accounts.letters import send_letter
from accounts.models import User
from accounts.models.roles import ScopeLevel
from privacy.choices import RequestStep
from privacy.models import DataRequest, DataRequestEvent
from privacy.request_way import OFFICER, REQUEST, WAY
from taxonomy.transitions import IllegalTransition, move

SALT = "privacy.request"
LETTERS = {
    RequestStep.ASK: "data_request_step",
    RequestStep.EXTEND: "data_request_step",
    RequestStep.ANSWER: "data_request_step",
    RequestStep.REFUSE: "data_request_step",
    RequestStep.SEND: "data_request_file",
    RequestStep.ERASE: "data_request_erased",
}


class NotNow(IllegalTransition):
    """This request is past that step; the message says where it stands."""


def seal(row: DataRequest) -> str:
    """What the links in letters hold."""
    return signing.dumps(row.pk, salt=SALT)


def officers() -> list[User]:
    """Who answers: programme officers of the nation; where there is none, the administrators."""
    people = User.objects.filter(is_active=True)
    found = people.filter(officer_scopes__level=ScopeLevel.NATIONAL).distinct().order_by("pk")
    return list(found or people.filter(is_superuser=True).order_by("pk"))


def require_officer(by: User) -> None:
    """Raises NotTheirStep."""
    if not is_national_officer(by):
        raise NotTheirStep(_("Programme officers of the nation answer requests about data."))


def take_step(
    row: DataRequest,
    step: RequestStep,
    *,
    who: str,
    by: User | None,
    reason: str = "",
    language: str = "",
    **changes: Any,
) -> DataRequest:
    """The row is locked. Raises NotNow, NotTheirStep, ReasonMissing."""
    rule = WAY.rules[step]
    if who == OFFICER and by is not None:
        require_officer(by)
    if row.state not in rule.of:
        raise NotNow(
            _("This request is %(state)s now; that step is over.") % {"state": row.get_state_display()}
        )
    words = require_reason(reason, language=language) if rule.reasoned else ""
    before = row.state
    if rule.to:
        move(row, rule.to, table=REQUEST, **changes)
    elif changes:
        for name, value in changes.items():
            setattr(row, name, value)
        row.save(update_fields=list(changes))
    record(f"data request: {step}", row, by=by, before={"state": before}, after={"state": row.state})
    event = note(row, step, side=who, by=by, reason=words, language=language if words else "")
    if step in LETTERS and row.email:
        write_to(row, LETTERS[step], event=event)
    return row


def write_to(row: DataRequest, letter: str, *, event: DataRequestEvent) -> None:
    """To the person, with the link to their request."""
    token = seal(row)
    send_letter(letter, to=row.email, language=row.language, token=token, request=row, event=event)


def note(
    row: DataRequest, step: RequestStep, *, side: str, by: User | None, reason: str = "", language: str = ""
) -> DataRequestEvent:
    return DataRequestEvent.objects.create(
        request=row, step=step, side=side, by=by, reason=reason, reason_language=language, at=timezone.now()
    )


def address_of(row: DataRequest) -> str:
    return reverse("privacy:request", args=[row.pk])
