"""Giving and withdrawing consent, one purpose at a time."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from accounts.consent_texts import ConsentText, current_text, intermediary_versions, naming_versions, text_of
from accounts.domain.audit import record
from accounts.going_on import going_on
from accounts.letters import send_letter
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


@transaction.atomic
def agree(user: User, purposes: Collection[Purpose], *, by: User) -> list[Consent]:
    """Say yes to today's text of each purpose; one letter holds a receipt of what is new. Raises NotTheirConsent.

    Returns the new rows: none where everything was agreed to before.
    """
    _lock(user)
    live = dict(Consent.objects.live().filter(user=user).values_list("purpose", "version"))
    texts = [current_text(purpose) for purpose in Purpose if purpose in purposes]
    new = [text for text in texts if live.get(text.purpose) != text.version]
    given = [give_consent(user, purpose=text.purpose, version=text.version, by=by) for text in new]
    if given:
        _send_receipt("consent_given", user, new, when=given[0].given_at)
    return given


@transaction.atomic
def take_back(user: User, *, purpose: Purpose, by: User) -> bool:
    """Withdraw a consent, with a receipt; False when there was none. Raises NotTheirConsent."""
    if by.pk != user.pk:
        raise NotTheirConsent(f"User {by.pk} cannot withdraw what user {user.pk} agreed to.")
    _lock(user)
    live = Consent.objects.live().filter(user=user, purpose=purpose).first()
    if live is None:
        return False
    withdraw_consent(user, purpose=purpose, by=by)
    text = text_of(purpose, live.version) or current_text(purpose)
    with override(user.language):
        left = going_on(user)
    _send_receipt("consent_withdrawn", user, [text], when=timezone.now(), version=live.version, going_on=left)
    return True


def told_of_naming(users: Collection[int]) -> set[int]:
    """Those of `users` (ids) who agreed to be shown to institutions in a wording that says what a host may read before
    an introduction: a name that is open to it, and what they have in common. One query."""
    agreed = Consent.objects.live().filter(purpose=Purpose.INSTITUTIONS, version__in=naming_versions())
    return set(agreed.filter(user__in=users).values_list("user", flat=True))


def followed_by_attaches(user: User) -> bool:
    """Whoever recommended them learns what came of it, host's answers included: they agreed to a wording that says so,
    and have not taken it back."""
    agreed = Consent.objects.live().filter(user=user, purpose=Purpose.ATTACHES)
    return agreed.filter(version__in=intermediary_versions()).exists()


def _send_receipt(template: str, user: User, texts: list[ConsentText], **context: Any) -> None:
    words = [(text.in_language(user.language), text.version) for text in texts]
    send_letter(template, to=user.email, language=user.language, texts=words, **context)


def _lock(user: User) -> None:
    """Two submissions of one form queue up here."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)


def _end(consent: Consent) -> None:
    # Saved, not updated: whoever listens (the search index) must hear of it.
    consent.withdrawn_at = max(timezone.now(), consent.given_at)
    consent.save(update_fields=["withdrawn_at"])
