"""Each named constraint, broken once on the real database."""

from datetime import timedelta

import pytest

from tests.factories import (
    AgreementVersionFactory,
    ChecklistItemFactory,
    ExchangeEventFactory,
    IssuedLetterFactory,
    MilestoneFactory,
    ReminderFactory,
    SignatureFactory,
)
from tests.factories.bases import in_days
from tests.support.constraints import Attempt, again, assert_refused, constraints_of

CASES: dict[str, Attempt] = {
    "exchange_step_is_known": lambda: ExchangeEventFactory(step="dance"),
    "exchange_step_says_its_language": lambda: ExchangeEventFactory(reason="Late.", reason_language="fr"),
    "agreement_version_is_numbered_once": again(
        AgreementVersionFactory, "exchange", "number", state="replaced"
    ),
    "one_version_waits": again(AgreementVersionFactory, "exchange"),
    "one_version_in_force": again(
        lambda **values: AgreementVersionFactory(**{"state": "in_force"} | values), "exchange"
    ),
    "agreement_version_state_is_known": lambda: AgreementVersionFactory(state="lost"),
    "agreement_says_its_language": lambda: AgreementVersionFactory(language=""),
    "agreement_side_is_known": lambda: AgreementVersionFactory(side="both"),
    "agreement_ends_after_start": lambda: AgreementVersionFactory(ends_on=in_days(60) - timedelta(days=1)),
    "agreement_reason_says_its_language": lambda: AgreementVersionFactory(
        reason="A grant.", reason_language=""
    ),
    "one_signature_per_side": again(SignatureFactory, "version"),
    "signature_side_is_known": lambda: SignatureFactory(side="both"),
    "milestone_says_its_language": lambda: MilestoneFactory(language=""),
    "checklist_item_stands_once": again(ChecklistItemFactory, "exchange"),
    "checklist_item_is_known": lambda: ChecklistItemFactory(item="umbrella"),
    "checklist_side_is_known": lambda: ChecklistItemFactory(side="both"),
    "reminded_once": again(ReminderFactory, "exchange"),
    "reminder_kind_is_known": lambda: ReminderFactory(kind="dance"),
    "reminder_side_is_known": lambda: ReminderFactory(side="both"),
    "reminder_stage_is_known": lambda: ReminderFactory(stage="now"),
    "letter_kind_is_known": lambda: IssuedLetterFactory(kind="poem"),
    "one_valid_letter": again(IssuedLetterFactory, "exchange"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(CASES))
def test_database_refuses_what_the_constraint_forbids(name: str) -> None:
    assert_refused("exchanges", name, CASES[name])


def test_every_constraint_is_tried() -> None:
    assert set(CASES) == set(constraints_of("exchanges"))
