"""The private address at which somebody's own calendar reads their stays."""

from __future__ import annotations

from django.core import signing
from django.db import transaction

from accounts.models import User
from exchanges.models import CalendarAddress

_signer = signing.Signer(salt="private calendar of stays")


def token_of(user: User) -> str:
    """What the address holds; "" where there is none."""
    found = CalendarAddress.objects.filter(user=user).first()
    return _signer.sign_object([user.pk, found.nonce]) if found else ""


@transaction.atomic
def open_address(user: User) -> None:
    """Make one; whatever address there was is dead."""
    close_address(user)
    CalendarAddress.objects.create(user=user)


def close_address(user: User) -> None:
    CalendarAddress.objects.filter(user=user).delete()


def reader_of(token: str) -> User | None:
    """Whose an address is; None where it is broken or dead."""
    try:
        key, nonce = _signer.unsign_object(token)
    except signing.BadSignature:
        return None
    rows = CalendarAddress.objects.select_related("user").filter(user=key, nonce=nonce, user__is_active=True)
    found = rows.first()
    return found.user if found else None
