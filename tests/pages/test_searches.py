"""Saved searches: kept, opened, renamed, deleted – by their owner alone."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from bases.domain import searches
from bases.domain.errors import TooManySearches
from bases.domain.searches import normal, save_search
from bases.models import OpeningText, SavedSearch
from search.indexing import rebuild
from tests.factories import OpenOpeningFactory, UserFactory

pytestmark = pytest.mark.django_db
HERE = "/en/searches/"


@pytest.fixture
def reader(client: Client) -> User:
    user: User = UserFactory()
    client.force_login(user)
    return user


def saved(user: User, query: str, **values: object) -> SavedSearch:
    return SavedSearch.objects.create(user=user, name=query, query=query, **values)


def page(client: Client) -> str:
    answer = client.get(HERE)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_search_is_saved_from_the_list_under_a_name(client: Client, reader: User) -> None:
    html = client.get("/en/openings/?field=energy&sort=newest&page=1&utm=x").content.decode()
    add = "/en/searches/add/?field=energy"
    assert f'href="{add}"' in html
    assert 'value="Energy and resources"' in client.get(add).content.decode()
    answer = client.post(add, {"name": "Fusion & more"}, follow=True)
    assert "The search is saved." in answer.content.decode()
    [row] = SavedSearch.objects.all()
    assert (row.user, row.name, row.query) == (reader, "Fusion & more", "field=energy")


def test_a_visitor_is_asked_to_log_in_and_comes_back_to_the_question(client: Client) -> None:
    answer = client.get("/en/searches/add/?field=energy&stage=R1")
    assert answer["Location"] == "/en/login/?next=/en/searches/add/%3Ffield%3Denergy%26stage%3DR1"


def test_one_question_is_kept_once_in_whatever_order(client: Client, reader: User) -> None:
    client.post("/en/searches/add/?kind=team&field=energy", {"name": "One"})
    client.post("/en/searches/add/?field=energy&kind=team&q=", {"name": "Two"})
    assert [row.name for row in SavedSearch.objects.all()] == ["Two"]
    assert normal(QueryDict("b=2&a=1&b=1&c=")) == "a=1&b=1&b=2"


def test_a_broken_question_is_not_saved(client: Client, reader: User) -> None:
    answer = client.post("/en/searches/add/?stage=R9", {"name": "Broken"})
    assert answer["Location"] == "/en/openings/?stage=R9"
    assert not SavedSearch.objects.exists()


def test_a_name_is_needed(client: Client, reader: User) -> None:
    html = client.post("/en/searches/add/?field=energy", {"name": "  "}).content.decode()
    assert "This field is required." in html
    assert not SavedSearch.objects.exists()


def test_nobody_keeps_more_than_the_limit(
    client: Client, reader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searches, "MOST", 1)
    save_search(reader, name="One", asked=QueryDict("field=energy"))
    save_search(reader, name="The same", asked=QueryDict("field=energy"))
    with pytest.raises(TooManySearches):
        save_search(reader, name="Two", asked=QueryDict("field=health"))
    html = client.post("/en/searches/add/?field=health", {"name": "Two"}).content.decode()
    assert "searches already; delete one first." in html


def test_what_is_new_counts_from_the_last_look(client: Client, reader: User) -> None:
    now = timezone.now()
    row = saved(reader, "field=energy", seen_at=now - timedelta(days=2))
    OpenOpeningFactory(fields=["energy"], published_at=now - timedelta(days=1))
    OpenOpeningFactory(fields=["energy"], published_at=now - timedelta(days=3))
    OpenOpeningFactory(fields=["health"], published_at=now - timedelta(days=1))
    html = page(client)
    assert "1 new" in html
    assert "2 openings" in html
    answer = client.get(f"{HERE}{row.pk}/")
    assert answer["Location"] == "/en/openings/?field=energy"
    html = page(client)
    assert " new<" not in html.partition("<main")[2]
    assert "2 openings" in html


def test_words_are_asked_of_the_index(client: Client, reader: User) -> None:
    wanted = OpenOpeningFactory()
    OpeningText.objects.filter(opening=wanted).update(title="Zirconium hydride moderators")
    OpenOpeningFactory()
    rebuild()
    saved(reader, "q=zirconium", seen_at=timezone.now() - timedelta(days=1))
    html = page(client)
    assert "1 new" in html
    assert "1 opening " in html


def test_a_value_that_is_no_more_finds_nothing(client: Client, reader: User) -> None:
    OpenOpeningFactory()
    saved(reader, "base=gone")
    assert "0 openings" in page(client)


def test_it_is_renamed_and_deleted_after_a_question(client: Client, reader: User) -> None:
    row = saved(reader, "field=energy")
    client.post(f"{HERE}{row.pk}/name/", {"name": "<script>alert(1)</script>"})
    html = page(client)
    assert "&lt;script&gt;alert(1)" in html
    assert "<script>alert" not in html
    assert "Delete this search?" in client.get(f"{HERE}{row.pk}/delete/").content.decode()
    assert SavedSearch.objects.count() == 1
    client.post(f"{HERE}{row.pk}/delete/")
    assert SavedSearch.objects.count() == 0
    assert "You have saved no search yet." in page(client)


def test_its_name_is_in_no_certain_language(client: Client, reader: User) -> None:
    saved(reader, "q=核聚变")
    assert '<bdi lang="">q=核聚变</bdi>' in client.get(HERE).content.decode()


@pytest.mark.parametrize("path", ["", "name/", "delete/"])
def test_somebody_elses_does_not_exist(client: Client, reader: User, path: str) -> None:
    row = saved(UserFactory(), "field=energy")
    assert client.get(f"{HERE}{row.pk}/{path}").status_code == 404
    assert client.post(f"{HERE}{row.pk}/{path}", {"name": "Mine"}).status_code in (404, 405)
    row.refresh_from_db()
    assert row.name == "field=energy"
    assert "field=energy" not in page(client)


def test_it_goes_with_the_account(reader: User) -> None:
    saved(reader, "field=energy")
    reader.delete()
    assert not SavedSearch.objects.exists()


def test_the_list_asks_as_often_for_18_searches_as_for_3(client: Client, reader: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            page(client)
        return len(captured)

    OpenOpeningFactory()
    for stage in ("R1", "R2", "R3"):
        saved(reader, f"stage={stage}")
    queries()
    few = queries()
    for days in range(15):
        saved(reader, f"deadline={days}")
    assert queries() == few
    assert len(re.findall('<li class="result">', page(client))) == 18
