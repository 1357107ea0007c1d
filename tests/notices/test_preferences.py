"""How my letters come: each topic by itself; what is owed is said in words."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from notices.choices import CHOSEN, Posting, Topic
from notices.domain.wishes import wish, wishes_of
from notices.models import Preference
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
HERE = "/en/me/notices/letters/"


@pytest.fixture
def reader(client: Client) -> User:
    user: User = UserFactory()
    client.force_login(user)
    return user


def test_letters_come_at_once_until_somebody_says_otherwise(client: Client, reader: User) -> None:
    page = client.get(HERE).content.decode()
    assert page.count('<option value="at_once" selected>') == len(CHOSEN) == len(Topic) - 1
    assert "What always comes" in page
    assert not Preference.objects.exists()


def test_each_topic_is_chosen_by_itself(client: Client, reader: User) -> None:
    other = UserFactory()
    wish(other, Topic.MESSAGES, Posting.NEVER)
    said = dict.fromkeys(CHOSEN, "at_once") | {"messages": "digest", "reminders": "never"}
    answer = client.post(HERE, said, follow=True)
    assert "Your wishes are saved" in answer.content.decode()
    assert wishes_of(reader) == said
    assert wishes_of(other)[Topic.MESSAGES] == Posting.NEVER
    assert Preference.objects.filter(user=reader).count() == 2  # what was left as it was is not written down


def test_what_is_no_choice_is_refused_and_nothing_kept(client: Client, reader: User) -> None:
    said = dict.fromkeys(CHOSEN, "digest") | {"messages": "hourly", "privacy": "never"}
    page = client.post(HERE, said)
    assert page.status_code == 200
    assert "hourly" in page.content.decode()
    assert not Preference.objects.exists()


def test_what_is_owed_cannot_be_chosen_by_a_forged_form(client: Client, reader: User) -> None:
    client.post(HERE, dict.fromkeys(Topic.values, "never"))
    assert not Preference.objects.filter(topic=Topic.PRIVACY).exists()
