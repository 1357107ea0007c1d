"""Requests that the law allows about one's data, by the person: asked, confirmed by e-mail, replied to, taken back.

Who asks needs no account. Times: the deadline counts from the moment at which the address was confirmed.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils import timezone

from accounts.domain.audit import record
from accounts.domain.steps import lock
from accounts.letters import send_letter
from accounts.models import User
from notices.choices import Topic
from notices.domain.telling import tell
from privacy.choices import RequestKind, RequestState, RequestStep
from privacy.domain.request_step import SALT, address_of, officers, seal, take_step
from privacy.models import DataRequest
from privacy.request_way import PERSON

MOST_OPEN = 3  # confirmed ones of one address, which wait
MOST_LETTERS = 3  # a day, which ask an address to confirm: anybody can type it
AGAIN = timedelta(minutes=10)  # until the same request brings its letter once more


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
    take_step(row, RequestStep.CONFIRM, who=PERSON, by=row.user, due_at=due)
    send_letter("data_request_received", to=row.email, language=row.language, token=seal(row), request=row)
    for officer in officers():
        tell(officer, Topic.PRIVACY, "data_request_new", address=address_of(row), request=row)
    return row


@transaction.atomic
def reply(row: DataRequest, *, reason: str, language: str) -> DataRequest:
    """By whoever reads the mail of the address; the officer goes on."""
    lock(row)
    take_step(row, RequestStep.REPLY, who=PERSON, by=row.user, reason=reason, language=language)
    if row.handled_by:
        tell(row.handled_by, Topic.PRIVACY, "data_request_reply", address=address_of(row), request=row)
    return row


@transaction.atomic
def take_back(row: DataRequest) -> DataRequest:
    lock(row)
    return take_step(row, RequestStep.WITHDRAW, who=PERSON, by=row.user, closed_at=timezone.now())


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
