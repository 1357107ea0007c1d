"""Each named constraint, broken once on the real database."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import (
    DataExportFactory,
    DataRequestEventFactory,
    ErasureFactory,
    HandReviewFactory,
    NameLeftFactory,
    UnconfirmedRequestFactory,
)
from tests.support.constraints import Attempt, again, assert_refused, constraints_of

CASES: dict[str, Attempt] = {
    "data_export_state_is_known": lambda: DataExportFactory(state="perhaps"),
    "ready_data_export_has_a_file_that_ends": lambda: DataExportFactory(expires_at=None),
    "one_unfinished_data_export_each": again(lambda **v: DataExportFactory(state="waiting", **v), "user"),
    "erasure_transition_is_legal": lambda: ErasureFactory(state="erased", ended_at=timezone.now()),
    "erasure_gives_time": lambda: ErasureFactory(due_at=timezone.now() - timedelta(days=1)),
    "ended_erasure_says_when": lambda: ErasureFactory(state="cancelled", came_from="waiting"),
    "one_waiting_erasure_each": again(ErasureFactory, "user"),
    "data_request_kind_is_known": lambda: UnconfirmedRequestFactory(kind="wish"),
    "data_request_language_is_known": lambda: UnconfirmedRequestFactory(language="fr"),
    "data_request_transition_is_legal": lambda: UnconfirmedRequestFactory(
        state="answered", due_at=timezone.now()
    ),
    "data_request_text_says_its_language": lambda: UnconfirmedRequestFactory(text_language=""),
    "confirmed_data_request_has_a_deadline": lambda: UnconfirmedRequestFactory(
        state="open", came_from="unconfirmed"
    ),
    "data_request_step_is_known": lambda: DataRequestEventFactory(step="leap"),
    "data_request_step_says_its_language": lambda: DataRequestEventFactory(reason="So it is."),
    "name_left_verdict_is_known": lambda: NameLeftFactory(verdict="burn", decided_at=timezone.now()),
    "decided_name_left_says_when": lambda: NameLeftFactory(verdict="stays"),
    "one_hand_review_per_pair": again(HandReviewFactory, "profile", "opening"),
    "hand_review_says_its_language": lambda: HandReviewFactory(words_language=""),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", CASES)
def test_constraint_is_kept_by_the_database(name: str) -> None:
    assert_refused("privacy", name, CASES[name])


def test_every_constraint_is_tried() -> None:
    assert set(CASES) == set(constraints_of("privacy"))
