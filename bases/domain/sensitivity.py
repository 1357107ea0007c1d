"""The sensitive-field gate before publication and before matching (plan, chapter 3.3)."""

from __future__ import annotations

from django.db import transaction

from accounts.domain.steps import lock, take_step
from accounts.models import User
from bases.choices import PublicationState, Sensitivity
from bases.domain.errors import require_reason
from bases.models import Opening
from bases.transitions import PUBLICATION, SENSITIVITY


def clear_sensitivity(opening: Opening, *, by: User) -> Opening:
    """The review has passed: the opening may be published and matched."""
    return take_step(
        opening,
        column="sensitivity",
        to=Sensitivity.CLEAR,
        table=SENSITIVITY,
        verb="sensitivity cleared",
        by=by,
        sensitivity_reason="",
        sensitivity_reason_language="",
    )


@transaction.atomic
def hold_sensitivity(opening: Opening, *, reason: str, language: str, by: User) -> Opening:
    """Hold the opening for review; one that is public goes back into review at once. Raises ReasonMissing."""
    reason = require_reason(reason, language=language)
    lock(opening)
    if opening.publication in (PublicationState.OPEN, PublicationState.FILLED):
        take_step(
            opening,
            column="publication",
            to=PublicationState.IN_REVIEW,
            table=PUBLICATION,
            verb="opening taken back into review",
            by=by,
        )
    return _step(opening, Sensitivity.HELD, "sensitivity held", reason=reason, language=language, by=by)


def refuse_sensitivity(opening: Opening, *, reason: str, language: str, by: User) -> Opening:
    """The review has found that this cannot be offered. Raises ReasonMissing."""
    return _step(opening, Sensitivity.REFUSED, "sensitivity refused", reason=reason, language=language, by=by)


def _step(opening: Opening, to: Sensitivity, verb: str, *, reason: str, language: str, by: User) -> Opening:
    return take_step(
        opening,
        column="sensitivity",
        to=to,
        table=SENSITIVITY,
        verb=verb,
        by=by,
        sensitivity_reason=require_reason(reason, language=language),
        sensitivity_reason_language=language,
    )
