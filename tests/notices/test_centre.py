"""Everything that somebody was told: unread first, read one by one or all together, and where it leads."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from notices.models import Notice
from tests.factories import NoticeFactory, OpeningFactory, StaffMembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
HERE = "/en/me/notices/"
BADGE = re.compile(r'<span class="badge">([^<]+)<')


@pytest.fixture
def reader(client: Client) -> User:
    user: User = UserFactory()
    client.force_login(user)
    return user


def told(user: User, title: str, **fields: object) -> Notice:
    return NoticeFactory.create(user=user, title_en=title, title_zh=f"中 {title}", **fields)


def titles(page: str) -> list[str]:
    return re.findall(r'href="/[\w-]+/me/notices/\d+/"><bdi lang="">([^<]+)<', page)


def unread(user: User) -> set[str]:
    return set(Notice.objects.filter(user=user).unread().values_list("title_en", flat=True))


def test_the_unread_come_first_and_among_them_the_newest(client: Client, reader: User) -> None:
    now = timezone.now()
    told(reader, "Old, unread", at=now - timedelta(days=9))
    told(reader, "New, read", at=now, read_at=now)
    told(reader, "New, unread", at=now - timedelta(days=1))
    told(UserFactory(), "Somebody else's")
    page = client.get(HERE).content.decode()
    assert titles(page) == ["New, unread", "Old, unread", "New, read"]
    assert titles(client.get("/zh-hans/me/notices/").content.decode())[0] == "中 New, unread"


def test_topics_are_tabs_with_what_is_unread(client: Client, reader: User) -> None:
    told(reader, "A message", topic="messages")
    told(reader, "A stay", topic="exchanges", read_at=timezone.now())
    page = client.get(f"{HERE}?topic=messages").content.decode()
    assert titles(page) == ["A message"]
    tabs = re.findall(r'<li><a href="(/en/me/notices/[^"]*)"[^>]*>([^<]+)', page[page.index("<main") :])
    assert tabs == [
        (HERE, "All topics "),
        (f"{HERE}?topic=messages", "Messages "),
        (f"{HERE}?topic=exchanges", "Stays"),
    ]
    assert titles(client.get(f"{HERE}?topic=gossip").content.decode()) == ["A message", "A stay"]


def test_a_long_list_has_pages_that_keep_the_topic(client: Client, reader: User) -> None:
    NoticeFactory.create_batch(45, user=reader, topic="messages")
    page = client.get(f"{HERE}?topic=messages&page=2").content.decode()
    assert len(titles(page)) == 20
    assert f'href="{HERE}?topic=messages"' in page
    assert f'href="{HERE}?topic=messages&amp;page=3"' in page
    assert client.get(f"{HERE}?page=x").status_code == client.get(f"{HERE}?page=999").status_code == 200


def test_who_was_told_nothing_reads_what_would_be_here(client: Client, reader: User) -> None:
    page = client.get(HERE).content.decode()
    assert "Nothing has happened yet." in page
    assert BADGE.findall(page) == []
    assert "There is nothing of this topic." in client.get(f"{HERE}?topic=messages").content.decode()


def test_one_is_marked_as_read_and_the_reader_stays_where_they_were(client: Client, reader: User) -> None:
    one, other = told(reader, "One"), told(UserFactory(), "Somebody else's")
    told(reader, "Another")
    answer = client.post(f"{HERE}read/", {"notice": one.pk, "topic": "introductions", "page": "2"})
    assert answer.headers["Location"] == f"{HERE}?topic=introductions&page=2"
    client.post(f"{HERE}read/", {"notice": other.pk})
    assert unread(reader) == {"Another"}
    assert unread(other.user) == {"Somebody else's"}


def test_all_means_what_the_page_knew_of(client: Client, reader: User) -> None:
    told(reader, "A message", topic="messages")
    told(reader, "A stay", topic="exchanges")
    page = client.get(HERE).content.decode()
    upto = re.findall(r'name="upto" value="(\d+)"', page)[0]
    told(reader, "Just now")
    client.post(f"{HERE}read/", {"upto": upto, "topic": "messages"})
    assert unread(reader) == {"A stay", "Just now"}
    client.post(f"{HERE}read/", {"upto": upto, "topic": ""})
    assert unread(reader) == {"Just now"}


@pytest.mark.parametrize(
    "said", [{}, {"notice": "x"}, {"upto": "-1"}, {"notice": "9" * 30}, {"upto": "²"}], ids=str
)
def test_a_forged_form_marks_nothing(client: Client, reader: User, said: dict[str, str]) -> None:
    told(reader, "One")
    answer = client.post(f"{HERE}read/", {"topic": "//example.org", "page": "https://example.org"} | said)
    assert answer.headers["Location"] == HERE
    assert unread(reader) == {"One"}


def test_opening_a_notice_reads_it_and_leads_to_its_page_in_the_language_of_the_moment(
    client: Client, reader: User
) -> None:
    notice = told(reader, "One", address="/me/profile/?x=1#here")
    assert client.head(f"{HERE}{notice.pk}/").status_code == 302
    assert unread(reader) == {"One"}
    answer = client.get(f"/zh-hans/me/notices/{notice.pk}/")
    assert answer.headers["Location"] == "/zh-hans/me/profile/?x=1#here"
    assert unread(reader) == set()
    first = Notice.objects.get().read_at
    client.get(f"{HERE}{notice.pk}/")
    assert Notice.objects.get().read_at == first


def test_no_notice_leads_away_from_this_site(client: Client, reader: User) -> None:
    """Not even a row that somebody wrote into the database."""
    notice = told(reader, "One", address="//example.org/")
    assert client.get(f"{HERE}{notice.pk}/").headers["Location"] == "/en//example.org/"


def test_somebody_else_s_notice_is_not_there(client: Client, reader: User) -> None:
    notice = told(UserFactory(), "Theirs")
    assert client.get(f"{HERE}{notice.pk}/").status_code == 404
    assert unread(notice.user) == {"Theirs"}


def test_a_page_that_was_shown_is_read_however_somebody_came_there(client: Client, reader: User) -> None:
    """A letter leads to the page itself, past the list of notices."""
    told(reader, "One", address="/me/profile/#x")
    told(reader, "Another", address="/me/consents/")
    client.head("/en/me/profile/")
    client.get("/en/me/profile/", headers={"Sec-Purpose": "prefetch;prerender"})  # the browser guesses
    assert unread(reader) == {"One", "Another"}
    page = client.get("/en/me/profile/").content.decode()
    assert unread(reader) == {"Another"}
    assert BADGE.findall(page) == ["1"]


def test_the_masthead_counts_what_is_unread_up_to_a_hundred(client: Client, reader: User) -> None:
    told(reader, "One", read_at=timezone.now())
    assert BADGE.findall(client.get("/en/openings/").content.decode()) == []
    NoticeFactory.create_batch(3, user=reader, address="/openings/1/")
    assert BADGE.findall(client.get("/en/openings/").content.decode()) == ["3"]
    NoticeFactory.create_batch(97, user=reader, address="/openings/1/")
    assert BADGE.findall(client.get("/en/openings/").content.decode()) == ["99+"]


def asked(client: Client, path: str) -> list[str]:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return [query["sql"] for query in captured]


def test_a_page_asks_once_for_the_count_and_never_for_strangers(client: Client) -> None:
    assert [sql for sql in asked(client, "/en/openings/") if "notices_" in sql] == []
    user = UserFactory()
    client.force_login(user)
    NoticeFactory.create_batch(30, user=user)
    assert len([sql for sql in asked(client, "/en/openings/") if "notices_" in sql]) == 1


def test_the_list_asks_as_often_for_many_as_for_one(client: Client, reader: User) -> None:
    NoticeFactory(user=reader)
    few = len(asked(client, HERE))
    NoticeFactory.create_batch(19, user=reader)
    assert len(asked(client, HERE)) == few


def test_what_is_gone_since_says_so_and_what_it_was(client: Client, reader: User) -> None:
    told(reader, "An opening is published", address="/openings/4711/state/")
    answer = client.get("/en/openings/4711/state/")
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "This is no longer open to you" in page
    assert "An opening is published" in page
    assert f'href="{HERE}"' in page


def test_what_is_no_longer_theirs_says_so_and_nothing_of_it(client: Client) -> None:
    member = StaffMembershipFactory()
    opening = OpeningFactory()
    path = f"/openings/{opening.pk}/state/"
    client.force_login(member.user)
    told(member.user, "An opening is published", address=path)
    page = client.get(f"/zh-hans{path}")
    assert page.status_code == 404
    assert "此页已无法查看" in page.content.decode()
    assert opening.label not in page.content.decode()


def test_who_was_told_nothing_of_a_page_learns_nothing_about_it(client: Client, reader: User) -> None:
    told(UserFactory(), "Theirs", address="/openings/4711/state/")
    answer = client.get("/en/openings/4711/state/")
    assert answer.status_code == 404
    assert "no longer open" not in answer.content.decode()
    assert "Theirs" not in answer.content.decode()
