"""How often pages are asked for: counted without anybody, and never at a page's cost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from cms.models import PageCount
from cms.usage import counting
from tests.cms.conftest import WholeSite
from tests.factories import OfficerFactory, OpenOpeningFactory, UserFactory

BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}


@pytest.fixture(autouse=True)
def counted(settings: Settings) -> Iterator[None]:
    settings.COUNT_USAGE = True
    counting._counted.clear()
    yield
    counting._counted.clear()
    counting.request_finished.disconnect(dispatch_uid="usage")


def ask(*paths: str, **headers: str) -> None:
    client = Client()
    for path in paths:
        client.get(path, headers=BROWSER | headers)
    counting.add()


def numbers() -> dict[tuple[str, str], int]:
    return {(row.kind, row.language): row.number for row in PageCount.objects.all()}


def test_pages_of_each_kind_are_counted_by_language(whole_site: WholeSite) -> None:
    opening = OpenOpeningFactory()
    ask("/en/", "/zh-hans/", "/en/news/", "/en/news/first/", f"/en/openings/{opening.pk}/", "/zh-hans/bases/")
    ask("/en/news/", "/en/search/?q=secret")
    assert numbers() == {
        ("home", "en"): 1,
        ("home", "zh-hans"): 1,
        ("news", "en"): 3,
        ("opening", "en"): 1,
        ("bases", "zh-hans"): 1,
        ("search", "en"): 1,
    }
    assert {*PageCount.objects.values_list("day", flat=True)} == {timezone.localdate()}


@pytest.mark.parametrize("path", ["", "news/first/", "contact/", "about/", "statistics/", "guides/experts/"])
def test_every_editorial_page_has_a_kind(whole_site: WholeSite, path: str) -> None:
    ask(f"/en/{path}")
    assert sum(numbers().values()) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"DNT": "1"},
        {"Sec-GPC": "1"},
        {"Sec-Purpose": "prefetch"},
        {"HX-Request": "true"},
        {"User-Agent": "Mozilla/5.0 (compatible; Somebot/2.1)"},
        {"User-Agent": "curl/8.14.1"},
        {"User-Agent": ""},
    ],
)
@pytest.mark.django_db
def test_programs_and_whoever_asks_for_it_are_left_out(headers: dict[str, str]) -> None:
    ask("/en/openings/", **headers)
    assert numbers() == {}


@pytest.mark.django_db
def test_errors_feeds_and_what_is_not_public_are_left_out() -> None:
    ask("/en/nowhere/", "/en/openings/feed.atom", "/en/login/", "/en/me/", "/robots.txt")
    assert numbers() == {}


@pytest.mark.django_db
def test_whoever_is_logged_in_is_left_out(client: Client) -> None:
    client.force_login(UserFactory())
    client.get("/en/openings/", headers=BROWSER)
    counting.add()
    assert numbers() == {}


@pytest.mark.django_db
def test_no_cookie_is_set(client: Client) -> None:
    assert not client.get("/en/openings/", headers=BROWSER).cookies


@pytest.mark.django_db
def test_numbers_wait_for_a_database_that_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise DatabaseError("read-only")

    with monkeypatch.context() as patched:
        patched.setattr(counting, "_add", refuse)
        patched.setattr(counting, "SECONDS", 0.0)  # so that the end of each request tries
        client = Client()
        assert client.get("/en/openings/", headers=BROWSER).status_code == 200
        assert client.get("/en/openings/", headers=BROWSER).status_code == 200
    assert numbers() == {}
    counting.add()
    assert numbers() == {("openings", "en"): 2}


@pytest.mark.django_db
def test_numbers_of_more_than_a_year_ago_go_with_a_new_day() -> None:
    today = timezone.localdate()
    for ago in (364, 365, 366):
        PageCount.objects.create(day=today - timedelta(days=ago), kind="home", language="en", number=1)
    ask("/en/openings/")
    kept = PageCount.objects.exclude(day=today).values_list("day", flat=True)
    assert {(today - day).days for day in kept} == {364, 365}


@pytest.mark.django_db
def test_nothing_is_counted_where_it_is_switched_off(settings: Settings) -> None:
    settings.COUNT_USAGE = False
    ask("/en/openings/")
    assert numbers() == {}


@pytest.mark.parametrize(
    ("language", "empty"), [("en", "No page was asked for"), ("zh-hans", "没有访客打开页面")]
)
@pytest.mark.django_db
def test_officers_read_the_last_month_and_take_everything_along(
    client: Client, language: str, empty: str
) -> None:
    client.force_login(OfficerFactory())
    path = f"/{language}/reports/usage/"
    assert empty in client.get(path).content.decode()
    today = timezone.localdate()
    for ago, kind, number in ((0, "home", 7), (29, "news", 40), (30, "news", 1000)):
        PageCount.objects.create(day=today - timedelta(days=ago), kind=kind, language="en", number=number)
    html = client.get(path).content.decode()
    assert {"en": "47 pages", "zh-hans": "47次页面访问"}[language] in html
    assert "1000" not in html
    assert html.count("<rect ") == 60
    rows = client.get(f"/{language}/reports/usage.csv").content.decode().split("\r\n")
    assert rows[0] == "day,kind,language,number"
    assert rows[1:-1] == [
        f"{today - timedelta(days=30)},news,en,1000",
        f"{today - timedelta(days=29)},news,en,40",
        f"{today},home,en,7",
    ]
