"""Letters about saved searches: only what is new, only to who asked for them, ended by one click."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.utils import timezone

from accounts.models import User
from bases.models import SavedSearch
from matching import digests
from matching.digests import send_due
from matching.tasks import send_digests
from tests.factories import FollowFactory, OpenOpeningFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_go_at_once")]
Letters = list[EmailMultiAlternatives]


def reader(digest: str = "daily", query: str = "field=energy", **fields: Any) -> User:
    user = UserFactory(digest=digest, **fields)
    SavedSearch.objects.create(user=user, name="Energy", query=query)
    return user


def opening(title: str, **fields: Any) -> None:
    OpenOpeningFactory(text__title=title, published_at=timezone.now() - timedelta(hours=1), **fields)


def test_a_letter_names_what_is_new_and_leads_there(mailoutbox: Letters) -> None:
    reader(language="zh-hans")
    opening("Tungsten walls", fields=["energy"])
    opening("Rice", fields=["agriculture"])
    assert send_digests() == 1
    (letter,) = mailoutbox
    assert letter.subject == "你的搜索有 1 个新岗位"
    assert "Tungsten walls" in letter.body
    assert "/zh-hans/openings/" in letter.body
    assert "Rice" not in letter.body
    assert "Tungsten walls" in letter.alternatives[0][0]


def test_nothing_is_told_twice_and_nothing_new_is_no_letter(mailoutbox: Letters) -> None:
    reader()
    opening("Tungsten walls", fields=["energy"])
    now = timezone.now()
    assert [send_due(now), send_due(now), send_due(now + timedelta(days=1))] == [1, 0, 0]
    assert len(mailoutbox) == 1


def test_what_is_published_during_a_run_is_told_once(mailoutbox: Letters) -> None:
    """The run began 90 minutes ago, before the second opening."""
    FollowFactory(user=reader(), field_id="energy")
    FollowFactory(user=UserFactory(digest="daily"), field_id="energy")
    begun = timezone.now() - timedelta(minutes=90)
    OpenOpeningFactory(text__title="Rods", fields=["energy"], published_at=begun - timedelta(minutes=1))
    opening("Walls", fields=["energy"])
    assert [send_due(begun), send_due(begun + timedelta(days=1))] == [2, 2]
    assert [("Rods" in one.body, "Walls" in one.body) for one in mailoutbox] == [
        (True, False), (True, False), (False, True), (False, True),
    ]  # fmt: skip


def test_all_that_a_search_found_is_told_in_its_part_alone(mailoutbox: Letters) -> None:
    FollowFactory(user=reader(), field_id="energy")
    for number in range(7):
        opening(f"Walls {number}", fields=["energy"])
    send_due(timezone.now())
    assert mailoutbox[0].subject == "7 new openings for your searches"
    assert mailoutbox[0].body.count("closes") == 5


def test_a_letter_that_cannot_be_written_stops_nobody_else_s(
    mailoutbox: Letters, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, sound = reader(), reader()
    opening("Tungsten walls", fields=["energy"])
    write = digests.send_letter

    def fails(template: str, *, to: str, **context: Any) -> None:
        if to == broken.email:
            raise RuntimeError("No such template")
        write(template, to=to, **context)

    with monkeypatch.context() as patch:
        patch.setattr(digests, "send_letter", fails)
        with pytest.raises(RuntimeError):  # the task is seen to fail
            send_digests()
    assert [letter.to for letter in mailoutbox] == [[sound.email]]
    assert send_digests() == 1
    assert mailoutbox[1].to == [broken.email]


def test_a_week_is_a_week() -> None:
    reader("weekly")
    opening("Tungsten walls", fields=["energy"])
    now = timezone.now()
    assert send_due(now) == 1
    opening("Tungsten walls again", fields=["energy"])
    User.objects.update(digest_sent_at=now - timedelta(days=3))
    assert send_due(now) == 0
    User.objects.update(digest_sent_at=now - timedelta(days=7))
    assert send_due(now) == 1


@pytest.mark.parametrize(
    "fields", [{"digest": "off"}, {"is_active": False}, {"email_verified_at": None}], ids=str
)
def test_nobody_else_gets_one(fields: dict[str, Any]) -> None:
    reader(**fields)
    opening("Tungsten walls", fields=["energy"])
    assert send_due(timezone.now()) == 0


def test_long_lists_are_cut_and_say_so(mailoutbox: Letters) -> None:
    reader()
    for number in range(7):
        opening(f"Walls {number}", fields=["energy"])
    send_due(timezone.now())
    assert mailoutbox[0].subject == "7 new openings for your searches"
    assert "and 2 more" in mailoutbox[0].body
    assert mailoutbox[0].body.count("closes") == 5


def test_a_search_for_something_that_is_no_more_stops_nobody_s_letter(mailoutbox: Letters) -> None:
    user = reader(query="field=alchemy")
    SavedSearch.objects.create(user=user, name="All", query="")
    opening("Tungsten walls", fields=["energy"])
    assert send_due(timezone.now()) == 1
    assert "All" in mailoutbox[0].body


def test_one_click_ends_them_without_logging_in(mailoutbox: Letters) -> None:
    user = reader()
    opening("Tungsten walls", fields=["energy"])
    send_due(timezone.now())
    letter = mailoutbox[0]
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = urlsplit(letter.extra_headers["List-Unsubscribe"].strip("<>")).path
    assert path in letter.body
    client = Client(enforce_csrf_checks=True)
    assert "End these letters" in client.get(path).content.decode()
    user.refresh_from_db()
    assert user.digest == "daily"
    client.post(path, {"List-Unsubscribe": "One-Click"})
    user.refresh_from_db()
    assert user.digest == "off"
    assert client.get(path[:-8] + "x/stop/").status_code == 410


def test_it_is_chosen_in_the_settings() -> None:
    user = UserFactory()
    client = Client()
    client.force_login(user)
    client.post(
        "/en/account/settings/", {"name": "Lin", "language": "en", "time_zone": "", "digest": "weekly"}
    )
    user.refresh_from_db()
    assert user.digest == "weekly"
