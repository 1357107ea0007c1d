"""The sensitive-field gate before publication and before matching (plan, chapter 3.3)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.domain.audit import record
from accounts.domain.errors import require_reason
from accounts.models import User
from bases.choices import OpeningStep, PublicationState, Sensitivity
from bases.domain.errors import NeedsSecondOfficer
from bases.domain.opening_rights import require_reviewer
from bases.domain.opening_steps import gate, lock_with_host, note, step_on
from bases.models import Opening
from bases.opening_way import PUBLIC
from taxonomy.transitions import IllegalTransition


@transaction.atomic
def clear_sensitivity(opening: Opening, *, by: User, reason: str = "", language: str = "") -> Opening:
    """The review has passed: the opening may be published and matched.

    What is held takes two officers, each with a reason: after the first it is held still. Raises NotTheirStep,
    ReasonMissing, NeedsSecondOfficer, IllegalTransition.
    """
    require_reviewer(opening, by=by)
    lock_with_host(opening)
    _require_in_review(opening)
    if opening.sensitivity == Sensitivity.HELD:
        reason = require_reason(reason, language=language)
        if opening.half_cleared_by_id is None:
            opening.half_cleared_by = by
            opening.save()
            record(f"sensitivity: {OpeningStep.HALF_CLEAR}", opening, by=by)
            note(opening, OpeningStep.HALF_CLEAR, by=by, reason=reason, language=language)
            return opening
        if opening.half_cleared_by_id == by.pk:
            raise NeedsSecondOfficer(_("You cleared it as the first officer; another officer has to agree."))
    return gate(
        opening,
        Sensitivity.CLEAR,
        OpeningStep.CLEAR,
        by=by,
        reason=reason,
        language=language,
        sensitivity_reason="",
        sensitivity_reason_language="",
        half_cleared_by=None,
    )


def _require_in_review(opening: Opening) -> None:
    """A draft may be rewritten after a decision on it. Raises IllegalTransition."""
    if opening.publication != PublicationState.IN_REVIEW:
        raise IllegalTransition(_("Officers decide on what is in review."))


@transaction.atomic
def hold_sensitivity(opening: Opening, *, reason: str, language: str, by: User) -> Opening:
    """Hold the opening for two officers; one that is public goes back into review at once. Raises ReasonMissing."""
    reason = require_reason(reason, language=language)
    require_reviewer(opening, by=by)
    lock_with_host(opening)
    if opening.publication in PUBLIC:
        step_on(opening, OpeningStep.RECALL, by=by)
    return _decide(opening, Sensitivity.HELD, OpeningStep.HOLD, reason=reason, language=language, by=by)


@transaction.atomic
@transaction.atomic
def refuse_sensitivity(opening: Opening, *, reason: str, language: str, by: User) -> Opening:
    """The review has found that this cannot be offered. Raises ReasonMissing."""
    reason = require_reason(reason, language=language)
    require_reviewer(opening, by=by)
    lock_with_host(opening)
    _require_in_review(opening)
    return _decide(opening, Sensitivity.REFUSED, OpeningStep.REFUSE, reason=reason, language=language, by=by)


def _decide(
    opening: Opening, to: Sensitivity, step: OpeningStep, *, reason: str, language: str, by: User
) -> Opening:
    return gate(
        opening,
        to,
        step,
        by=by,
        reason=reason,
        language=language,
        sensitivity_reason=reason,
        sensitivity_reason_language=language,
        half_cleared_by=None,
    )
