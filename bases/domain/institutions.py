"""Verifying institutions."""

from __future__ import annotations

from django.utils import timezone

from accounts.domain.errors import require_reason
from accounts.domain.steps import take_step
from accounts.models import User
from bases.choices import Verification
from bases.domain.deciding import require_decider
from bases.models import Institution
from bases.transitions import VERIFICATION


def verify_institution(institution: Institution, *, by: User) -> Institution:
    """Its openings may be published, its staff may see people, from now on. Raises NotTheirStep, as the next two."""
    require_decider(by, institution)
    return take_step(
        institution,
        column="verification",
        to=Verification.VERIFIED,
        table=VERIFICATION,
        verb="institution verified",
        by=by,
        verified_at=timezone.now(),
        verification_reason="",
        verification_reason_language="",
    )


def return_institution(institution: Institution, *, reason: str, language: str, by: User) -> Institution:
    """Back to its staff, who read the reason and correct it. Raises ReasonMissing."""
    return _step(
        institution, Verification.RETURNED, "institution returned", reason=reason, language=language, by=by
    )


def withdraw_verification(institution: Institution, *, reason: str, language: str, by: User) -> Institution:
    """Its openings vanish and its staff see nobody any more. Raises ReasonMissing."""
    return _step(
        institution, Verification.WITHDRAWN, "verification withdrawn", reason=reason, language=language, by=by
    )


def resubmit_institution(institution: Institution, *, by: User) -> Institution:
    """Its staff have corrected what was returned."""
    return take_step(
        institution,
        column="verification",
        to=Verification.PENDING,
        table=VERIFICATION,
        verb="institution resubmitted",
        by=by,
        submitted_at=timezone.now(),
    )


def _step(
    institution: Institution, to: Verification, verb: str, *, reason: str, language: str, by: User
) -> Institution:
    require_decider(by, institution)
    return take_step(
        institution,
        column="verification",
        to=to,
        table=VERIFICATION,
        verb=verb,
        by=by,
        verification_reason=require_reason(reason, language=language),
        verification_reason_language=language,
    )
