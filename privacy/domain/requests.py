"""Requests that the law allows about one's data: asked, confirmed by e-mail, answered by officers in time.

Who asks needs no account. Every step is on the timeline; both sides are told by letter. Times: the deadline counts from
the moment at which the address was confirmed.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audience import is_national_officer
from accounts.domain.audit import record
from accounts.domain.errors import NotTheirStep, require_reason
from accounts.domain.one_by_one import one_by_one
from accounts.domain.steps import lock
from accounts.letters import send_letter
from accounts.models import User
from accounts.models.roles import ScopeLevel
from notices.choices import Topic
from notices.domain.telling import tell
from privacy.choices import RequestKind, RequestState, RequestStep
from privacy.models import DataRequest, DataRequestEvent
from privacy.request_way import OFFICER, PERSON, PLATFORM, REQUEST, WAY
from taxonomy.transitions import IllegalTransition, move

SALT = "privacy.request"
EXTENSION = timedelta(days=60)  # GDPR, Art. 12 (3): two further months, once, with the reason
LAST_DAYS = (7, 2, 0)  # before the deadline: officers are reminded
MOST_OPEN = 3  # confirmed ones of one address, which wait
MOST_LETTERS = 3  # a day, which ask an address to confirm: anybody can type it
AGAIN = timedelta(minutes=10)  # until the same request brings its letter once more
TOLD = {RequestStep.ASK, RequestStep.EXTEND, RequestStep.ANSWER, RequestStep.REFUSE}


class NotNow(IllegalTransition):
    """This request is past that step; the message says where it stands."""


class TooManyRequests(Exception):
    """The person has several requests that wait already. Only whoever proved the address hears so."""


@transaction.atomic
def ask(kind: RequestKind, *, email: str, text: str, language: str, user: User | None = None) -> DataRequest:
    """With an account, whose address is confirmed, it begins now; without one, with the link in the letter.

    The same sent twice is one. What strangers typed for an address stands in nobody's way, and who only typed it learns
    nothing of what waits. Raises TooManyRequests, for the owner alone.
    """
    owner = user is not None and user.email_verified_at is not None and user.email.lower() == email.lower()
    under = DataRequest.objects.filter(email__iexact=email, closed_at__isnull=True)
    waiting = under.exclude(state=RequestState.UNCONFIRMED)
    there = under.filter(kind=kind, text=text).order_by("pk").first()
    if there is not None:
        if owner:
            _belongs_to(there, user)
            return confirm(there)
        return _write_again(there)
    if owner and waiting.count() >= MOST_OPEN:
        raise TooManyRequests
    row = DataRequest(
        kind=kind,
        user=user if owner else None,  # an account that only typed the address never reads the request
        email=email.lower(),
        language=language,
        text=text,
        text_language=language if text else "",
    )
    if not owner and _letters_today(email) >= MOST_LETTERS:
        return row  # not stored: the page is the same, and the mailbox is not filled
    row.save()
    record("data request made", row, by=user, after={"kind": str(kind)})
    if owner:
        return confirm(row)
    _ask_to_confirm(row)
    return row


def _belongs_to(row: DataRequest, user: User | None) -> None:
    """What was asked without a log-in, or by a stranger, is the owner's from now on."""
    if row.user != user:
        row.user = user
        row.save(update_fields=["user"])


def _write_again(row: DataRequest) -> DataRequest:
    """Letters get lost; not more often than every AGAIN, nor than MOST_LETTERS a day."""
    now = timezone.now()
    if row.state != RequestState.UNCONFIRMED or row.asked_at > now - AGAIN:
        return row
    if _letters_today(row.email) < MOST_LETTERS:
        row.asked_at = now
        row.save(update_fields=["asked_at"])
        _ask_to_confirm(row)
    return row


def _letters_today(email: str) -> int:
    since = timezone.now() - timedelta(days=1)
    asked = DataRequest.objects.filter(email__iexact=email, asked_at__gt=since)
    return asked.filter(state=RequestState.UNCONFIRMED).count()


def _ask_to_confirm(row: DataRequest) -> None:
    send_letter("data_request_confirm", to=row.email, language=row.language, token=seal(row), request=row)


def seal(row: DataRequest) -> str:
    """What the links in letters hold."""
    return signing.dumps(row.pk, salt=SALT)


def find(token: str) -> DataRequest | None:
    """None where the link is broken, or the request was forgotten."""
    try:
        key = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return DataRequest.objects.filter(pk=key).first()


@transaction.atomic
def confirm(row: DataRequest) -> DataRequest:
    """The address is the person's; the clock begins. Said twice it is said once."""
    lock(row)
    if row.state != RequestState.UNCONFIRMED:
        return row
    due = timezone.now() + timedelta(days=settings.DATA_REQUEST_DAYS)
    _step(row, RequestStep.CONFIRM, who=PERSON, by=row.user, due_at=due)
    send_letter("data_request_received", to=row.email, language=row.language, token=seal(row), request=row)
    for officer in officers():
        tell(officer, Topic.PRIVACY, "data_request_new", address=_address(row), request=row)
    return row


@transaction.atomic
def take(row: DataRequest, *, by: User) -> DataRequest:
    lock(row)
    return _step(row, RequestStep.TAKE, who=OFFICER, by=by, handled_by=by)


@transaction.atomic
def ask_back(row: DataRequest, *, by: User, reason: str, language: str) -> DataRequest:
    """A question without whose answer there is no decision; the deadline goes on."""
    lock(row)
    return _step(row, RequestStep.ASK, who=OFFICER, by=by, reason=reason, language=language)


@transaction.atomic
def extend(row: DataRequest, *, by: User, reason: str, language: str) -> DataRequest:
    """Two further months, once. Raises NotNow the second time."""
    lock(row)
    if row.events.filter(step=RequestStep.EXTEND).exists():
        raise NotNow(_("The deadline was extended before; the law allows it once."))
    later = row.due_at + EXTENSION if row.due_at else None
    return _step(row, RequestStep.EXTEND, who=OFFICER, by=by, reason=reason, language=language, due_at=later)


@transaction.atomic
def answer(row: DataRequest, *, by: User, reason: str, language: str) -> DataRequest:
    lock(row)
    now = timezone.now()
    return _step(row, RequestStep.ANSWER, who=OFFICER, by=by, reason=reason, language=language, closed_at=now)


@transaction.atomic
def refuse(row: DataRequest, *, by: User, reason: str, language: str) -> DataRequest:
    lock(row)
    now = timezone.now()
    return _step(row, RequestStep.REFUSE, who=OFFICER, by=by, reason=reason, language=language, closed_at=now)


@transaction.atomic
def reply(row: DataRequest, *, reason: str, language: str) -> DataRequest:
    """By whoever reads the mail of the address; the officer goes on."""
    lock(row)
    _step(row, RequestStep.REPLY, who=PERSON, by=row.user, reason=reason, language=language)
    if row.handled_by:
        tell(row.handled_by, Topic.PRIVACY, "data_request_reply", address=_address(row), request=row)
    return row


@transaction.atomic
def take_back(row: DataRequest) -> DataRequest:
    lock(row)
    return _step(row, RequestStep.WITHDRAW, who=PERSON, by=row.user, closed_at=timezone.now())


def remind_all(now: datetime) -> int:
    """Officers, of requests whose deadline comes near, once for each of LAST_DAYS -> how many requests."""
    reminded = 0
    with one_by_one() as run:
        for key in list(open_requests().values_list("pk", flat=True)):
            with run.step(f"request {key}"):
                reminded += _remind(key, now)
    return reminded


def open_requests() -> QuerySet[DataRequest]:
    return DataRequest.objects.filter(
        state__in=[RequestState.OPEN, RequestState.TAKEN, RequestState.ASKED]
    ).order_by("due_at", "pk")


def officers() -> list[User]:
    """Who answers: programme officers of the nation; where there is none, the administrators."""
    people = User.objects.filter(is_active=True)
    found = people.filter(officer_scopes__level=ScopeLevel.NATIONAL).distinct().order_by("pk")
    return list(found or people.filter(is_superuser=True).order_by("pk"))


def require_officer(by: User) -> None:
    """Raises NotTheirStep."""
    if not is_national_officer(by):
        raise NotTheirStep(_("Programme officers of the nation answer requests about data."))


@transaction.atomic
def _remind(key: int, now: datetime) -> bool:
    row = DataRequest.objects.get(pk=key)
    lock(row)
    if not row.is_open or row.due_at is None:
        return False
    due = sum(now >= row.due_at - timedelta(days=days) for days in LAST_DAYS)
    if row.events.filter(step=RequestStep.REMIND).count() >= due:
        return False
    _note(row, RequestStep.REMIND, side=PLATFORM, by=None)
    for officer in [row.handled_by] if row.handled_by else officers():
        tell(officer, Topic.REMINDERS, "data_request_due", address=_address(row), request=row)
    return True


def _step(
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
    event = _note(row, step, side=who, by=by, reason=words, language=language if words else "")
    if step in TOLD and row.email:
        send_letter(
            "data_request_step",
            to=row.email,
            language=row.language,
            token=seal(row),
            request=row,
            event=event,
        )
    return row


def _note(
    row: DataRequest, step: RequestStep, *, side: str, by: User | None, reason: str = "", language: str = ""
) -> DataRequestEvent:
    return DataRequestEvent.objects.create(
        request=row, step=step, side=side, by=by, reason=reason, reason_language=language, at=timezone.now()
    )


def _address(row: DataRequest) -> str:
    return reverse("privacy:request", args=[row.pk])
