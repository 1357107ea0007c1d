"""One step of an opening: state, timeline, audit and notices together or not at all."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.urls import reverse

from accounts.audience import is_officer
from accounts.domain.errors import require_reason
from accounts.domain.steps import lock, take_step
from accounts.models import User
from bases.choices import OpeningStep, Sensitivity
from bases.domain.opening_rights import require_right, writes
from bases.models import Institution, Opening, OpeningEvent
from bases.opening_way import WAY
from bases.querysets import EDITORS
from bases.transitions import PUBLICATION, SENSITIVITY
from notices.choices import Topic
from notices.domain.telling import tell


def lock_with_host(opening: Opening) -> None:
    """The institution first (docs/decisions/0019): its verification is not withdrawn between a look and a step."""
    institution = Institution.objects.select_for_update(no_key=True).get(pk=opening.institution_id)
    lock(opening)
    opening.institution = institution


@transaction.atomic
def step_on(
    opening: Opening,
    step: OpeningStep,
    *,
    by: User | None,
    reason: str = "",
    language: str = "",
    **changes: Any,
) -> Opening:
    """Take `step`. Raises NotTheirStep, ReasonMissing, and IllegalTransition where the state does not allow it."""
    rule = WAY.rules[step]
    require_right(opening, step, by=by)
    if rule.reasoned:
        reason = require_reason(reason, language=language)
    lock(opening)
    table = PUBLICATION.only(rule.of)
    take_step(
        opening, column="publication", to=rule.to, table=table, verb=f"opening: {step}", by=by, **changes
    )
    note(opening, step, by=by, reason=reason, language=language)
    return opening


def gate(
    opening: Opening,
    to: Sensitivity,
    step: OpeningStep,
    *,
    by: User | None,
    reason: str = "",
    language: str = "",
    **changes: Any,
) -> Opening:
    """The same for the gate of the sensitive-field review; the caller has asked for rights and reasons."""
    with transaction.atomic():
        take_step(
            opening,
            column="sensitivity",
            to=to,
            table=SENSITIVITY,
            verb=f"sensitivity: {step}",
            by=by,
            **changes,
        )
        note(opening, step, by=by, reason=reason, language=language)
    return opening


def note(
    opening: Opening, step: OpeningStep, *, by: User | None, reason: str = "", language: str = ""
) -> OpeningEvent:
    """On the timeline, and told to the others who look after the opening."""
    event = OpeningEvent.objects.create(
        opening=opening,
        step=step,
        by=by,
        by_officer=by is not None and is_officer(by) and not writes(by, opening),
        reason=reason,
        reason_language=language if reason else "",
    )
    address = reverse("bases:opening_state", args=[opening.pk])
    readers = opening.institution.staff_memberships.filter(role__in=EDITORS, user__is_active=True)
    for membership in readers.select_related("user"):
        if by is None or membership.user_id != by.pk:
            tell(
                membership.user, Topic.OPENINGS, "opening_step", address=address, opening=opening, event=event
            )
    return event
