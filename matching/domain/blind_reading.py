"""An institution chooses whether its shortlists are read without names until both sides agree to meet."""

from __future__ import annotations

from django.db import transaction

from accounts.domain.audit import record
from accounts.domain.steps import lock
from accounts.models import User
from bases.domain.team import may_manage
from bases.models import Institution
from matching.domain.sides import NotYourSide


@transaction.atomic
def choose_blind_reading(institution: Institution, *, blind: bool, by: User) -> None:
    """For owners. The same chosen twice is noted once. Raises NotYourSide."""
    if not may_manage(by, institution):
        raise NotYourSide(f"User {by.pk} is no owner of institution {institution.pk}.")
    lock(institution)
    before = institution.reads_blind
    if before != blind:
        institution.reads_blind = blind
        institution.save(update_fields=["reads_blind"])
        record(
            "blind reading chosen",
            institution,
            by=by,
            before={"reads_blind": before},
            after={"reads_blind": blind},
        )
