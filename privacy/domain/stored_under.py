"""What is stored under the address of somebody without an account: a file for whoever reads its mail, and nobody else.

An officer presses the button, and never sees what is in the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain.audit import record
from accounts.domain.steps import lock
from accounts.models import User
from privacy.choices import RequestKind, RequestStep
from privacy.domain.erasing import erase_under
from privacy.domain.request_step import NotNow, take_step
from privacy.exporting.packing import pack
from privacy.models import DataRequest
from privacy.person import Person
from privacy.request_way import IN_HAND, OFFICER

KINDS = (RequestKind.ACCESS, RequestKind.ERASURE)
LASTS = timedelta(days=7)  # in which the link of the letter gives the file


def may_be_sent(row: DataRequest) -> bool:
    """Asked by somebody without an account: with one, people take everything themselves."""
    return row.kind in KINDS and row.user_id is None and bool(row.email) and not has_account(row)


def has_account(row: DataRequest) -> bool:
    """Whether the address is the confirmed one of an account, although the request was made without a log-in."""
    if EmailAddress.objects.filter(email__iexact=row.email, verified=True).exists():
        return True
    return User.objects.filter(email__iexact=row.email, email_verified_at__isnull=False).exists()


@transaction.atomic
def send_stored(row: DataRequest, *, by: User) -> DataRequest:
    """A letter to the address, whose link gives the file for LASTS. Raises NotNow, NotTheirStep."""
    lock(row)
    if not may_be_sent(row):
        raise NotNow(_("This file is for access and erasure asked for by somebody without an account."))
    return take_step(row, RequestStep.SEND, who=OFFICER, by=by)


def may_be_erased(row: DataRequest) -> bool:
    return row.kind == RequestKind.ERASURE and may_be_sent(row)


@transaction.atomic
def erase_stored(row: DataRequest, *, by: User) -> DataRequest:
    """Everything under the address goes, this request's words among it, and the last letter says so.

    Raises NotNow, NotTheirStep.
    """
    lock(row)
    if not may_be_erased(row):
        raise NotNow(_("This is for erasure asked for by somebody without an account."))
    if DataRequest.objects.filter(email__iexact=row.email, state__in=IN_HAND).exclude(pk=row.pk).exists():
        raise NotNow(
            _("Other requests of this address wait. Answer them first: they would lose their address.")
        )
    address = row.email
    take_step(row, RequestStep.ERASE, who=OFFICER, by=by, closed_at=timezone.now())
    figures = erase_under(address)
    row.refresh_from_db()
    record("erased under an address", row, by=by, after={"rows": figures})
    return row


def taken_until(row: DataRequest) -> datetime | None:
    """Until when the file can be taken; None where it was not sent, or its time is over."""
    last = row.events.filter(step=RequestStep.SEND).order_by("-at").first()
    until = last.at + LASTS if last and may_be_sent(row) else None
    return until if until and until > timezone.now() else None


@contextmanager
def stored_under(row: DataRequest) -> Iterator[File[bytes]]:
    """The file as it is now: nothing is kept of it. The audit notes that it was taken."""
    record("stored data taken", row, by=None)
    person = Person(None, None, frozenset({row.email.lower()}))
    with pack(person, row.language, lambda done, goal: None) as packed:
        yield packed
