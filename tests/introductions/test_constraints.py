"""Each named constraint, broken once on the real database."""

import pytest

from tests.factories import AttachmentFactory, IntroductionEventFactory, MessageFactory
from tests.support.constraints import Attempt, assert_refused, constraints_of


def twice() -> None:
    first = MessageFactory()
    MessageFactory(introduction=first.introduction, sent=first.sent)


CASES: dict[str, Attempt] = {
    "introduction_step_is_known": lambda: IntroductionEventFactory(step="leap"),
    "introduction_step_says_its_language": lambda: IntroductionEventFactory(reason="No time."),
    "message_side_is_known": lambda: MessageFactory(side="nobody"),
    "message_says_its_language": lambda: MessageFactory(language=""),
    "one_message_per_form": twice,
    "attachment_kind_is_known": lambda: AttachmentFactory(kind="text/html"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", CASES)
def test_database_refuses_what_the_constraint_forbids(name: str) -> None:
    assert_refused("introductions", name, CASES[name])


def test_every_constraint_is_tried() -> None:
    assert set(CASES) == set(constraints_of("introductions"))
