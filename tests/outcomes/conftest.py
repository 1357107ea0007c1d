"""A stay that has ended, and whoever speaks for its sides."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.domain.editing import mark_of
from accounts.models import User
from bases.choices import StaffRole
from matching.choices import Side
from matching.models import Outcome
from outcomes.domain.parties import opening_of, person_of
from outcomes.domain.reports import read_report, send_report
from tests.factories import OutcomeFactory, StaffMembershipFactory

SAID = {"results": 4, "together": 5, "organised": 3, "again": "yes", "words": "", "language": ""}


def telling(text: str = "Two lasers were aligned.", **other: Any) -> dict[str, Any]:
    """What a side reports."""
    values = {"summary": text, "plans": "", "language": "en", "follow_up": "stay", "trainees": 2, "works": []}
    return values | other


def work(kind: str = "publication", **other: str) -> dict[str, str]:
    return {"kind": kind, "title": "", "doi": "", "number": ""} | other


def voices(outcome: Outcome) -> dict[Side, User]:
    """An editor of the host, made where there is none, and the person."""
    institution = opening_of(outcome).institution
    member = institution.staff_memberships.filter(role=StaffRole.EDITOR).first() or StaffMembershipFactory(
        institution=institution, role=StaffRole.EDITOR
    )
    person = person_of(outcome).user
    assert person is not None
    return {Side.HOST: member.user, Side.PERSON: person}


def send(outcome: Outcome, side: Side, by: User | None = None, **values: Any) -> None:
    by = by or voices(outcome)[side]
    seen = mark_of(read_report(outcome, side))
    send_report(outcome, telling(**values), side=side, seen=seen, by=by)


def reported(**values: Any) -> Outcome:
    """By both sides."""
    outcome = OutcomeFactory.create(**values)
    for side in Side:
        send(outcome, side)
    return outcome


@pytest.fixture
def outcome(db: None) -> Outcome:
    """Both reports are due; dated as a stay that has just ended."""
    return OutcomeFactory.create(exchange__ready=True)
