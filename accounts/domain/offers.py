"""Sending, withdrawing and accepting what is offered to an address, whatever it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar, cast

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain.audit import record
from accounts.domain.steps import lock
from accounts.letters import send_letter
from accounts.models import User
from accounts.models.offer import Offer

DAYS = 14  # that an offer stands

Some = TypeVar("Some", bound=Offer)


class NotTheirs(Exception):
    """Who acts may not do this; the message says what would help."""


class NoLongerOpen(Exception):
    """The offer or request was used, withdrawn or decided before, or ran out."""


@transaction.atomic
def send(offer: Some, *, by: User, language: str, letter: str, replaces: Any) -> Some:
    """Store a clean `offer` and send its `letter` in `language`. The open ones of `replaces` are withdrawn: the newest
    letter counts."""
    for older in replaces.open():
        _withdraw(older, by=by)
    now = timezone.now()
    offer.invited_by, offer.created_at, offer.expires_at = by, now, now + timedelta(days=DAYS)
    offer.save()
    record("role offered", offer, by=by)
    send_letter(letter, to=offer.email, language=language, offer=offer, token=seal(offer), days=DAYS, by=by)
    return offer


def seal(offer: Offer) -> str:
    """What the link in the letter holds."""
    return signing.dumps(offer.pk, salt=offer._meta.label_lower)


def find(model: type[Some], token: str) -> Some | None:
    """The offer of a link, open or not; None where the link is broken."""
    try:
        key = signing.loads(token, salt=model._meta.label_lower)
    except signing.BadSignature:
        return None
    return cast("Some | None", model._default_manager.filter(pk=key).first())


@transaction.atomic
def withdraw(offer: Offer, *, by: User) -> None:
    """Raises NoLongerOpen."""
    lock(offer)
    if not offer.is_open:
        raise NoLongerOpen(_("This invitation was accepted or withdrawn before, or has run out."))
    _withdraw(offer, by=by)


@transaction.atomic
def accept(offer: Offer, *, by: User, give: Callable[[], None]) -> None:
    """Do what `give` does, if the offer is to the verified address of `by`. Raises NotTheirs and NoLongerOpen."""
    lock(offer)
    if by.email_verified_at is None or offer.email.lower() != by.email.lower():
        raise NotTheirs(
            _("This invitation was sent to another address than that of your account. Log in with that one.")
        )
    if not offer.is_open:
        raise NoLongerOpen(_("This invitation was accepted or withdrawn before, or has run out."))
    offer.accepted_at = timezone.now()
    offer.save(update_fields=["accepted_at"])
    give()
    record("role offer accepted", offer, by=by)


def _withdraw(offer: Offer, *, by: User) -> None:
    offer.withdrawn_at = timezone.now()
    offer.save(update_fields=["withdrawn_at"])
    record("role offer withdrawn", offer, by=by)
