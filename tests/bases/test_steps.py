"""Verifying, recognising, reviewing and publishing: the steps, and what refuses them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import product
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import AuditEvent, User
from bases.choices import BaseStatus, PublicationState, Sensitivity, Verification
from bases.domain.errors import DeadlinePassed, Incomplete, NotCleared, NotVerified, ReasonMissing
from bases.domain.institutions import (
    resubmit_institution,
    return_institution,
    verify_institution,
    withdraw_verification,
)
from bases.domain.publication import (
    close_opening,
    mark_opening_filled,
    publish_opening,
    reopen_as_draft,
    return_opening,
    submit_opening,
)
from bases.domain.recognition import put_base_on_notice, recognise_base, withdraw_recognition
from bases.domain.sensitivity import clear_sensitivity, hold_sensitivity, refuse_sensitivity
from bases.models import Opening
from bases.transitions import BASE_STATUS, PUBLICATION, SENSITIVITY, VERIFICATION
from taxonomy.transitions import IllegalTransition, Transitions
from tests.factories import (
    BaseFactory,
    InstitutionFactory,
    OfficerFactory,
    OpeningFactory,
    OpenOpeningFactory,
)

pytestmark = pytest.mark.django_db

WHY = {"reason": "涉及关键基础设施。", "language": "zh-hans"}
Step = Callable[..., Any]


@pytest.fixture
def officer() -> User:
    return OfficerFactory.create()


def opening_in(publication: str) -> Opening:
    public = publication != PublicationState.DRAFT
    return OpeningFactory.create(
        publication=publication,
        sensitivity=Sensitivity.CLEAR,
        published_at=timezone.now() if public else None,
    )


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
GATE: dict[str, tuple[Step, dict[str, str]]] = {
    Sensitivity.CLEAR: (clear_sensitivity, {}),
    Sensitivity.HELD: (hold_sensitivity, WHY),
    Sensitivity.REFUSED: (refuse_sensitivity, WHY),
}
PAGE: dict[str, tuple[Step, dict[str, str]]] = {
    PublicationState.IN_REVIEW: (submit_opening, {}),
    PublicationState.OPEN: (publish_opening, {}),
    PublicationState.FILLED: (mark_opening_filled, {}),
    PublicationState.CLOSED: (close_opening, {}),
    PublicationState.DRAFT: (return_opening, {}),
}
THINGS: dict[str, tuple[Transitions, str, Callable[[str], Any], dict[str, tuple[Step, dict[str, str]]]]] = {
    "institution": (VERIFICATION, "verification", lambda s: InstitutionFactory(verification=s), INSTITUTION),
    "base": (BASE_STATUS, "status", lambda s: BaseFactory(status=s), BASE),
    "gate": (SENSITIVITY, "sensitivity", lambda s: OpeningFactory(sensitivity=s), GATE),
    "page": (PUBLICATION, "publication", opening_in, PAGE),
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
        (hold_sensitivity, OpenOpeningFactory),
        (refuse_sensitivity, lambda: OpeningFactory(sensitivity=Sensitivity.HELD)),
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


def test_reason_stays_out_of_the_audit_and_goes_with_its_state(officer: User) -> None:
    opening = OpeningFactory()
    hold_sensitivity(opening, **WHY, by=officer)
    clear_sensitivity(opening, by=officer)
    assert (opening.sensitivity_reason, opening.sensitivity_reason_language) == ("", "")
    assert not AuditEvent.objects.filter(after__icontains="关键").exists()


def test_holding_a_public_opening_takes_it_off_the_pages_at_once(officer: User) -> None:
    opening = OpenOpeningFactory()
    hold_sensitivity(opening, **WHY, by=officer)
    assert (opening.publication, opening.sensitivity) == (PublicationState.IN_REVIEW, Sensitivity.HELD)
    assert not Opening.objects.published().exists()
    assert AuditEvent.objects.count() == 2


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"sensitivity": Sensitivity.UNCHECKED}, NotCleared),
        ({"sensitivity": Sensitivity.HELD}, NotCleared),
        ({"base__institution__verification": Verification.PENDING}, NotVerified),
        ({"deadline": datetime(2026, 1, 1, tzinfo=UTC)}, DeadlinePassed),
    ],
    ids=str,
)
def test_publishing_is_refused(values: dict[str, Any], error: type[Exception], officer: User) -> None:
    usual = {"publication": PublicationState.IN_REVIEW, "sensitivity": Sensitivity.CLEAR}
    opening = OpeningFactory(**usual | values)
    with pytest.raises(error):
        publish_opening(opening, by=officer)
    opening.refresh_from_db()
    assert (opening.publication, opening.published_at) == (PublicationState.IN_REVIEW, None)


def test_opening_keeps_the_day_of_its_first_publication(officer: User) -> None:
    opening = OpenOpeningFactory()
    first = opening.published_at
    mark_opening_filled(opening, by=officer)
    publish_opening(opening, by=officer)
    assert opening.published_at == first


def test_draft_without_text_or_field_is_not_submitted(officer: User) -> None:
    untagged = OpeningFactory()
    untagged.fields.clear()
    for opening in (OpeningFactory(text=None), untagged):
        with pytest.raises(Incomplete):
            submit_opening(opening, by=officer)


def test_closed_opening_starts_anew_as_a_draft(officer: User) -> None:
    opening = OpenOpeningFactory()
    close_opening(opening, by=officer)
    assert reopen_as_draft(opening, by=officer).publication == PublicationState.DRAFT


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
