"""Giving and withdrawing consent, one purpose at a time."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.domain.audit import record
from accounts.models import Consent, Purpose, User


class NotTheirConsent(Exception):
    """Only the person themselves can agree to something."""


def give_consent(user: User, *, purpose: Purpose, version: str, by: User) -> Consent:
    """Record the yes of `user` to `version` of the text on `purpose`; returns the live row.

    The same yes sent twice is one row; a yes to another version ends the older row. Raises NotTheirConsent.
    """
    if by.pk != user.pk:
        raise NotTheirConsent(
            f"User {by.pk} cannot agree for user {user.pk}; the person has to log in and agree."
        )
    with transaction.atomic():
        _lock(user)
        live = Consent.objects.live().filter(user=user, purpose=purpose).first()
        if live and live.version == version:
            return live
        if live:
            _end(live)
        consent = Consent.objects.create(user=user, purpose=purpose, version=version)
        before = {"version": live.version} if live else None
        record(
            "consent given",
            consent,
            by=by,
            before=before,
            after={"purpose": str(purpose), "version": version},
        )
    return consent


def withdraw_consent(user: User, *, purpose: Purpose, by: User) -> bool:
    """End the consent of `user` to `purpose`, at once; False when there was none."""
    with transaction.atomic():
        _lock(user)
        live = Consent.objects.live().filter(user=user, purpose=purpose).first()
        if live is None:
            return False
        _end(live)
        record("consent withdrawn", live, by=by, before={"purpose": str(purpose), "version": live.version})
    return True


def _lock(user: User) -> None:
    """Two submissions of one form queue up here."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)


def _end(consent: Consent) -> None:
    # Saved, not updated: whoever listens (the search index) must hear of it.
    consent.withdrawn_at = max(timezone.now(), consent.given_at)
    consent.save(update_fields=["withdrawn_at"])
