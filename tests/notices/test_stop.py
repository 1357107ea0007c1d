"""One click ends letters like one, without a log-in; looking at the link ends nothing."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.core import signing
from django.test import Client

from notices.choices import Posting, Topic
from notices.domain.links import SALT, seal
from notices.domain.wishes import wish, wishes_of
from notices.models import Notice
from tests.factories import UserFactory
from tests.notices.conftest import Letters, Tell

pytestmark = pytest.mark.django_db


def test_one_click_of_a_mail_program_ends_letters_of_the_topic_alone(
    telling: Tell, mailoutbox: Letters
) -> None:
    user = UserFactory()
    telling(user)
    path = urlsplit(mailoutbox[0].extra_headers["List-Unsubscribe"].strip("<>")).path
    program = Client(enforce_csrf_checks=True)  # no session, no token

    for _ in range(2):  # a second look, a second click
        page = program.get(path)
        assert page.status_code == 200
    assert "One click" in page.content.decode()
    assert wishes_of(user)[Topic.MESSAGES] == Posting.AT_ONCE

    for _ in range(2):
        answer = program.post(path, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert "No more letters of this kind" in answer.content.decode()
    assert wishes_of(user)[Topic.MESSAGES] == Posting.NEVER
    assert wishes_of(user)[Topic.EXCHANGES] == Posting.AT_ONCE

    telling(user)
    assert len(mailoutbox) == 1
    assert Notice.objects.filter(user=user).unread().count() == 2


def test_what_waits_for_the_daily_letter_is_not_posted_after_the_click(telling: Tell) -> None:
    user = UserFactory()
    wish(user, Topic.MESSAGES, Posting.DIGEST)
    telling(user)
    assert Notice.objects.filter(user=user).waiting().count() == 1
    Client().post(f"/en/notices/{seal(user, Topic.MESSAGES)}/stop/")
    assert Notice.objects.filter(user=user).waiting().count() == 0


def test_the_link_of_the_daily_letter_ends_all_of_it(telling: Tell) -> None:
    user = UserFactory(digest="weekly")
    wish(user, Topic.MESSAGES, Posting.DIGEST)
    wish(user, Topic.OUTCOMES, Posting.AT_ONCE)
    answer = Client(enforce_csrf_checks=True).post(f"/zh-hans/notices/{seal(user, None)}/stop/")
    assert "这类邮件不再发送" in answer.content.decode()
    user.refresh_from_db()
    wishes = wishes_of(user)
    assert (user.digest, wishes[Topic.MESSAGES], wishes[Topic.OUTCOMES]) == ("off", "never", "at_once")


def sealed(*parts: object) -> str:
    return signing.dumps(list(parts), salt=SALT)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("what", ["nonsense", "cut", "of nobody", "of no topic", "of what is owed"])
def test_a_broken_link_says_so_and_ends_nothing(what: str, method: str) -> None:
    user = UserFactory()
    token = {
        "nonsense": "nonsense",
        "cut": seal(user, Topic.MESSAGES)[:-1],
        "of nobody": sealed(0, "messages"),
        "of no topic": sealed(user.pk, "gossip"),
        "of what is owed": sealed(user.pk, "privacy"),
    }[what]
    answer = getattr(Client(), method)(f"/en/notices/{token}/stop/")
    assert answer.status_code == 410
    assert "This link does nothing any more" in answer.content.decode()
    assert set(wishes_of(user).values()) == {Posting.AT_ONCE}
