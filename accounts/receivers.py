"""What accounts hears from below."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed, password_changed, password_reset, password_set
from allauth.mfa.signals import authenticator_added, authenticator_removed
from allauth.socialaccount.signals import social_account_added, social_account_removed
from django.db import models

from accounts.domain import addresses
from accounts.domain.audit import record
from accounts.models import User
from taxonomy.signals import changed_in_admin


def audit_admin(
    sender: type[models.Model],
    *,
    subject: models.Model,
    verb: str,
    by: User,
    before: dict[str, Any],
    after: dict[str, Any],
    **_: object,
) -> None:
    """Every change in the Django admin is in the audit."""
    record(f"{verb} in the admin", subject, by=by, before=before, after=after)


def address_confirmed(sender: type[EmailAddress], *, email_address: EmailAddress, **_: object) -> None:
    addresses.verified(email_address)


# What somebody did about getting in -> the signal that tells of it.
WAYS_IN = {
    "password changed": password_changed,
    "password set": password_set,
    "password reset": password_reset,
    "second factor added": authenticator_added,
    "second factor removed": authenticator_removed,
    "ORCID added": social_account_added,
    "ORCID removed": social_account_removed,
}


def connect() -> None:
    """Called once, when the apps are ready."""
    changed_in_admin.connect(audit_admin, dispatch_uid="audit-admin")
    email_confirmed.connect(address_confirmed, dispatch_uid="address-confirmed")
    for verb, signal in WAYS_IN.items():
        signal.connect(_audit(verb), weak=False, dispatch_uid=f"audit-{verb}")


def _audit(verb: str) -> Callable[..., None]:
    """Hears of a way in, and writes that it was added or taken away; never which."""

    def heard(
        sender: type,
        *,
        user: User | None = None,
        sociallogin: Any = None,
        socialaccount: Any = None,
        **_: object,
    ) -> None:
        whose = user or (sociallogin or socialaccount).user
        record(verb, whose, by=whose)

    return heard
