"""The status of a base: recognised, on notice, withdrawn; and how its owners hear of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.domain.editing import mark_of
from accounts.domain.errors import require_reason
from accounts.domain.steps import lock, take_step
from accounts.models import User
from bases.choices import BaseStatus, StaffRole, Verification
from bases.domain.deciding import require_decider, require_seen
from bases.domain.errors import NotVerified
from bases.domain.files import files_of
from bases.domain.own_bases import BASE, CRITERIA
from bases.models import Base, Institution
from bases.transitions import BASE_STATUS
from notices.choices import Topic
from notices.domain.telling import tell


@transaction.atomic
def recognise_base(base: Base, *, by: User, on: date | None = None) -> Base:
    """Recognise a candidate, or once more a base on notice or withdrawn; `on` is the day (default: today).

    A base that was recognised before and only put on notice keeps its first day.
    Raises NotVerified, and NotTheirStep as the next two do.
    """
    # The institution is locked first: its verification must not be withdrawn between the look and the step.
    institution = Institution.objects.select_for_update(no_key=True).get(pk=base.institution_id)
    require_decider(by, institution)
    if institution.verification != Verification.VERIFIED:
        raise NotVerified(
            f"Institution {institution.slug} is not verified; an officer has to verify it first."
        )
    lock(base)
    keeps_day = base.status == BaseStatus.ON_NOTICE
    return take_step(
        base,
        column="status",
        to=BaseStatus.RECOGNISED,
        table=BASE_STATUS,
        verb="base recognised",
        by=by,
        recognised_on=base.recognised_on if keeps_day else on or timezone.localdate(),
        status_reason="",
        status_reason_language="",
    )


def put_base_on_notice(base: Base, *, reason: str, language: str, by: User) -> Base:
    """The base stays recognised for now and reads what has to change. Raises ReasonMissing."""
    return _step(base, BaseStatus.ON_NOTICE, "base put on notice", reason=reason, language=language, by=by)


def withdraw_recognition(base: Base, *, reason: str, language: str, by: User) -> Base:
    """After notice. Raises ReasonMissing."""
    return _step(base, BaseStatus.WITHDRAWN, "recognition withdrawn", reason=reason, language=language, by=by)


def _step(base: Base, to: BaseStatus, verb: str, *, reason: str, language: str, by: User) -> Base:
    require_decider(by, base.institution)
    return take_step(
        base,
        column="status",
        to=to,
        table=BASE_STATUS,
        verb=verb,
        by=by,
        status_reason=require_reason(reason, language=language),
        status_reason_language=language,
    )


def mark_for_officers(base: Base) -> str:
    """Of all that they decide on."""
    return mark_of(_decided_on(base))


def _decided_on(base: Base) -> dict[str, Any]:
    return {
        "base": BASE.read(base),
        "criteria": CRITERIA.read(base),
        "papers": [file.pk for file in files_of(base)],
    }


def _hold(base: Base, seen: str) -> None:
    """The base, after its institution (docs/decisions/0019), as the officer saw it. Raises SeenChanged."""
    lock(base.institution)
    lock(base)
    require_seen(seen, _decided_on(base))


@transaction.atomic
def recognise(base: Base, *, seen: str, by: User, on: date | None = None) -> None:
    """As `recognise_base`, on what `mark_for_officers` gave for the page; the owners are told.

    Raises SeenChanged. So do the next two.
    """
    _hold(base, seen)
    _tell(recognise_base(base, by=by, on=on))


@transaction.atomic
def put_on_notice(base: Base, *, seen: str, reason: str, language: str, by: User) -> None:
    _hold(base, seen)
    _tell(put_base_on_notice(base, reason=reason, language=language, by=by))


@transaction.atomic
def withdraw(base: Base, *, seen: str, reason: str, language: str, by: User) -> None:
    _hold(base, seen)
    _tell(withdraw_recognition(base, reason=reason, language=language, by=by))


def _tell(base: Base) -> None:
    address = reverse("bases:own_bases", args=[base.institution.slug])
    owners = base.institution.staff_memberships.filter(role=StaffRole.OWNER).select_related("user")
    for owner in owners:
        tell(owner.user, Topic.OPENINGS, "base_decision", address=address, base=base)
