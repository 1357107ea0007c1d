"""The way of an opening from draft to closed."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.domain.steps import lock, take_step
from accounts.models import User
from bases.choices import PublicationState, Sensitivity, Verification
from bases.domain.errors import DeadlinePassed, Incomplete, NotCleared, NotVerified
from bases.models import Institution, Opening
from bases.transitions import PUBLICATION


def submit_opening(opening: Opening, *, by: User) -> Opening:
    """Hand a draft in for review. Raises Incomplete when it has no text or no priority field."""
    if opening.original is None or not opening.fields.exists():
        raise Incomplete(f"Opening {opening.pk} needs a text and at least one priority field before review.")
    return _step(opening, PublicationState.IN_REVIEW, "opening submitted", by=by)


def return_opening(opening: Opening, *, by: User) -> Opening:
    """Back to its host as a draft."""
    return _step(opening, PublicationState.DRAFT, "opening returned", by=by)


@transaction.atomic
def publish_opening(opening: Opening, *, by: User) -> Opening:
    """Show a reviewed opening to everyone and let it be matched; one that was filled takes applications again.

    Raises NotCleared, NotVerified, DeadlinePassed.
    """
    # The institution is locked as well: its verification must not be withdrawn between the look and the step.
    institution = Institution.objects.select_for_update(no_key=True).get(pk=opening.institution_id)
    lock(opening)
    if opening.sensitivity != Sensitivity.CLEAR:
        raise NotCleared(
            f"Opening {opening.pk} is {opening.sensitivity!r}; an officer has to clear it first."
        )
    if institution.verification != Verification.VERIFIED:
        raise NotVerified(
            f"Institution {institution.slug} is not verified; an officer has to verify it first."
        )
    if opening.deadline <= timezone.now():
        raise DeadlinePassed(f"The deadline of opening {opening.pk} has passed; set a later one first.")
    since = opening.published_at or timezone.now()
    return _step(opening, PublicationState.OPEN, "opening published", by=by, published_at=since)


def mark_opening_filled(opening: Opening, *, by: User) -> Opening:
    """All places are taken; it stays public and is matched no more."""
    return _step(opening, PublicationState.FILLED, "opening filled", by=by)


def close_opening(opening: Opening, *, by: User) -> Opening:
    """Take it off the pages for good; it may start anew as a draft."""
    return _step(opening, PublicationState.CLOSED, "opening closed", by=by)


def reopen_as_draft(opening: Opening, *, by: User) -> Opening:
    """A closed opening becomes a draft again and passes through review like any other."""
    return _step(opening, PublicationState.DRAFT, "opening reopened as a draft", by=by)


def _step(opening: Opening, to: PublicationState, verb: str, *, by: User, **changes: Any) -> Opening:
    return take_step(opening, column="publication", to=to, table=PUBLICATION, verb=verb, by=by, **changes)
