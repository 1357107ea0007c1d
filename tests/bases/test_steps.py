"""Verifying, recognising, reviewing and publishing: the steps, and what refuses them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import product
from typing import Any

import pytest

from accounts.domain.errors import ReasonMissing
from accounts.models import AuditEvent, User
from bases.choices import BaseStatus, Verification
from bases.domain.institutions import (
    resubmit_institution,
    return_institution,
    verify_institution,
    withdraw_verification,
)
from bases.domain.recognition import put_base_on_notice, recognise_base, withdraw_recognition
from bases.transitions import BASE_STATUS, VERIFICATION
from taxonomy.transitions import IllegalTransition, Transitions
from tests.factories import (
    BaseFactory,
    InstitutionFactory,
    OfficerFactory,
)

pytestmark = pytest.mark.django_db

WHY = {"reason": "涉及关键基础设施。", "language": "zh-hans"}
Step = Callable[..., Any]


@pytest.fixture
def officer() -> User:
    return OfficerFactory.create()


# Table, column, a row in a state, and each step with the state it leads to.
INSTITUTION: dict[str, tuple[Step, dict[str, str]]] = {
    Verification.VERIFIED: (verify_institution, {}),
    Verification.RETURNED: (return_institution, WHY),
    Verification.WITHDRAWN: (withdraw_verification, WHY),
    Verification.PENDING: (resubmit_institution, {}),
}
BASE: dict[str, tuple[Step, dict[str, str]]] = {
    BaseStatus.RECOGNISED: (recognise_base, {}),
    BaseStatus.ON_NOTICE: (put_base_on_notice, WHY),
    BaseStatus.WITHDRAWN: (withdraw_recognition, WHY),
}
THINGS: dict[str, tuple[Transitions, str, Callable[[str], Any], dict[str, tuple[Step, dict[str, str]]]]] = {
    "institution": (VERIFICATION, "verification", lambda s: InstitutionFactory(verification=s), INSTITUTION),
    "base": (BASE_STATUS, "status", lambda s: BaseFactory(status=s), BASE),
}
CASES = [
    (name, before, after)
    for name, (table, *_, ways) in THINGS.items()
    for before, after in product(table.legal, ways)
]


@pytest.mark.parametrize(("name", "before", "after"), CASES, ids=lambda value: str(value))
def test_step_is_taken_where_the_table_says_so_and_nowhere_else(
    name: str, before: str, after: str, officer: User
) -> None:
    table, column, make, ways = THINGS[name]
    row = make(before)
    step, words = ways[after]
    if table.allows(before, after):
        step(row, by=officer, **words)
        event = AuditEvent.objects.get()
        assert (event.actor, event.before, event.after) == (officer, {column: before}, {column: after})
    else:
        with pytest.raises(IllegalTransition):
            step(row, by=officer, **words)
        assert not AuditEvent.objects.exists()
    row.refresh_from_db()
    assert getattr(row, column) == (after if table.allows(before, after) else before)


@pytest.mark.parametrize(
    ("step", "make"),
    [
        (return_institution, lambda: InstitutionFactory(verification=Verification.PENDING)),
        (withdraw_verification, InstitutionFactory),
        (put_base_on_notice, BaseFactory),
        (withdraw_recognition, lambda: BaseFactory(status=BaseStatus.ON_NOTICE)),
    ],
    ids=lambda value: value.__name__,
)
def test_step_against_somebody_needs_a_reason(step: Step, make: Callable[[], Any], officer: User) -> None:
    row = make()
    with pytest.raises(ReasonMissing):
        step(row, reason="  ", language="en", by=officer)
    assert not AuditEvent.objects.exists()
    step(row, **WHY, by=officer)
    row.refresh_from_db()
    kept = {getattr(row, f"{column}_reason", None) for column in ("verification", "status", "sensitivity")}
    assert WHY["reason"] in kept


def test_base_keeps_its_day_through_notice_and_gets_a_new_one_after_withdrawal(officer: User) -> None:
    base = BaseFactory(recognised_on=date(2015, 5, 20))
    put_base_on_notice(base, **WHY, by=officer)
    assert recognise_base(base, by=officer).recognised_on == date(2015, 5, 20)
    put_base_on_notice(base, **WHY, by=officer)
    withdraw_recognition(base, **WHY, by=officer)
    assert recognise_base(base, by=officer, on=date(2026, 1, 2)).recognised_on == date(2026, 1, 2)
    assert base.status_reason == ""


@pytest.mark.parametrize("language", ["", "fr"])
def test_reason_in_no_language_of_the_platform_is_refused(officer: User, language: str) -> None:
    base = BaseFactory(status=BaseStatus.RECOGNISED, recognised_on=date(2024, 5, 6))
    with pytest.raises(ReasonMissing, match="language"):
        put_base_on_notice(base, reason="Too few visits.", language=language, by=officer)
