"""One step of a nomination: state, timeline and audit together or not at all."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.domain.audit import record
from accounts.domain.steps import lock
from accounts.models import User
from experts.models import Nomination
from experts.transitions import NOMINATION
from nominations.choices import NominationStep
from nominations.models import NominationEvent
from nominations.way import WAY
from taxonomy.transitions import IllegalTransition, move


@transaction.atomic
def take(
    nomination: Nomination, step: NominationStep, *, by: User | None, side: str, **changes: Any
) -> Nomination:
    """The caller has asked who may. Raises IllegalTransition where the state does not allow it."""
    lock(nomination)
    require(nomination, step)
    before, rule = nomination.state, WAY.rules[step]
    if rule.to:
        move(nomination, rule.to, table=NOMINATION, **changes)
    else:
        Nomination.objects.filter(pk=nomination.pk).update(**changes) if changes else None
        nomination.refresh_from_db()
    record(
        f"nomination: {step}", nomination, by=by, before={"state": before}, after={"state": nomination.state}
    )
    NominationEvent.objects.create(nomination=nomination, step=step, by=by, side=side)
    return nomination


def require(nomination: Nomination, step: NominationStep) -> None:
    """Raises IllegalTransition."""
    if nomination.state not in WAY.rules[step].of:
        raise IllegalTransition(
            _("This recommendation has moved on: %(state)s. Look at where it stands now.")
            % {"state": nomination.get_state_display()}
        )
