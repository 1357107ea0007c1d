"""Each named constraint, broken once on the real database."""

import pytest

from notices.models import Preference
from tests.factories import NoticeFactory, UserFactory
from tests.support.constraints import Attempt, assert_refused, constraints_of


def wish(**values: object) -> Preference:
    return Preference.objects.create(
        **{"user": UserFactory(), "topic": "messages", "posting": "never"} | values
    )


def twice() -> None:
    user = UserFactory()
    wish(user=user)
    wish(user=user, posting="digest")


CASES: dict[str, Attempt] = {
    "notice_topic_is_known": lambda: NoticeFactory(topic="gossip"),
    "notice_posting_is_known": lambda: NoticeFactory(posting="hourly"),
    "notice_leads_to_a_page_of_ours": lambda: NoticeFactory(address="https://example.org/"),
    "one_wish_per_person_and_topic": twice,
    "wish_topic_is_known": lambda: wish(topic="gossip"),
    "wish_posting_is_known": lambda: wish(posting="hourly"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", CASES)
def test_database_refuses_what_the_constraint_forbids(name: str) -> None:
    assert_refused("notices", name, CASES[name])


def test_every_constraint_is_tried() -> None:
    assert set(CASES) == set(constraints_of("notices"))
