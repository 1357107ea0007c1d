"""The address of a person: one each, verified. `User` is what the platform reads; allauth keeps rows of its own."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.core import signing
from django.db import transaction
from django.utils import timezone

from accounts.domain.audit import record
from accounts.models import User

SALT = "change of address"
HOURS = 24  # that the link to the old address works


def settle(user: User) -> None:
    """Give a user whose address is known to be theirs the row by which allauth knows it."""
    if user.email_verified_at is None:
        return
    row, made = EmailAddress.objects.get_or_create(
        user=user, email=user.email.lower(), defaults={"verified": True, "primary": True}
    )
    if not made and not row.verified:
        EmailAddress.objects.filter(pk=row.pk).update(verified=True, primary=True)


@transaction.atomic
def verified(address: EmailAddress) -> None:
    """The address was confirmed by a link that was sent there: whoever reads its letters is its user."""
    user = User.objects.select_for_update(no_key=True).get(pk=address.user_id)
    if user.email.lower() != address.email.lower():
        return  # set_as_primary, which comes with it, changes user.email first
    user.email_verified_at = timezone.now()
    user.save(update_fields=["email_verified_at"])
    record("address verified", user, by=user)


def seal_change(user: User, new: str) -> str:
    """A token that lets whoever reads the letters of the old address agree to the new one."""
    return signing.dumps([user.pk, user.email, new], salt=SALT)


def open_change(token: str) -> tuple[User, str] | None:
    """The user and their new address; None where the token is broken, too old, or was used."""
    try:
        key, old, new = signing.loads(token, salt=SALT, max_age=HOURS * 3600)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=key, email=old, is_active=True).first()
    return (user, new) if user else None
