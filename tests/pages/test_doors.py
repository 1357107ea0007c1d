"""Coming in: the bare address, the language switch, logging in and out, pages that are not there."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from cms.models import ContactPage, HomePage
from taxonomy.choices import Language
from tests.factories import OpenOpeningFactory, UserFactory
from tests.factories.users import PASSWORD
from tests.pages.conftest import World

pytestmark = pytest.mark.django_db
WRONG = "The e-mail address and the password do not belong together."


@pytest.mark.parametrize(
    ("accepted", "front"), [("zh-CN,zh;q=0.9", "/zh-hans/"), ("de,en;q=0.5", "/en/"), ("", "/en/")]
)
def test_bare_address_leads_to_the_language_of_the_browser(client: Client, accepted: str, front: str) -> None:
    answer = client.get("/", HTTP_ACCEPT_LANGUAGE=accepted)
    assert answer["Location"] == front
    assert "Accept-Language" in answer["Vary"]


def test_bare_address_leads_to_the_language_of_the_account(client: Client) -> None:
    client.force_login(UserFactory(language=Language.ZH))
    assert client.get("/", HTTP_ACCEPT_LANGUAGE="en")["Location"] == "/zh-hans/"


@pytest.mark.parametrize(
    ("typed", "ours"),
    [
        ("/zh/", "/zh-hans/"),
        ("/zh-CN/openings/?field=energy&page=2", "/zh-hans/openings/?field=energy&page=2"),
        ("/zh-cn/bases/a-base/", "/zh-hans/bases/a-base/"),
        ("/zh-Hans/nowhere/", "/zh-hans/nowhere/"),
        ("/zh/词汇", "/zh-hans/%E8%AF%8D%E6%B1%87"),
        ("/en-gb/openings/7/", "/en/openings/7/"),
    ],
)
def test_another_tag_of_our_languages_leads_to_the_same_page(client: Client, typed: str, ours: str) -> None:
    answer = client.get(typed)
    assert (answer.status_code, answer["Location"]) == (302, ours)


@pytest.mark.parametrize("path", ["/fr/", "/fr/openings/", "/de-AT/", "/zh", "/cms-zh/"])
def test_a_language_that_the_site_does_not_speak_is_no_page(client: Client, path: str) -> None:
    answer = client.get(path, follow=True)
    assert answer.status_code == (200 if path == "/zh" else 404)
    if answer.status_code == 404:
        assert "There is no such page" in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "clean"),
    [
        ("/en/openings/?q=&field=energy&duration=&page=2", "/en/openings/?field=energy&page=2"),
        ("/zh-hans/bases/?kind=&province=&status=", "/zh-hans/bases/"),
        ("/en/search/?q=", "/en/search/"),
    ],
)
def test_blank_fields_of_a_form_leave_no_trace_in_the_address(client: Client, sent: str, clean: str) -> None:
    answer = client.get(sent)
    assert (answer.status_code, answer["Location"]) == (302, clean)
    assert client.get(clean).status_code == 200


def test_switch_stays_on_the_page_and_its_question(client: Client) -> None:
    opening = OpenOpeningFactory()
    html = client.get("/en/openings/?field=energy&page=1").content.decode()
    assert 'href="/zh-hans/openings/?field=energy&amp;page=1" lang="zh-Hans"' in html
    html = client.get(f"/zh-hans/openings/{opening.pk}/").content.decode()
    assert f'<link rel="alternate" hreflang="en" href="http://testserver/en/openings/{opening.pk}/">' in html


def test_front_pages_are_one_page_in_two_languages(client: Client) -> None:
    english, chinese = client.get("/en/").content.decode(), client.get("/zh-hans/").content.decode()
    assert "Take your research to the laboratory that needs it" in english
    assert "把你的研究，<wbr>带到需要它的实验室" in chinese
    assert 'href="/zh-hans/" lang="zh-Hans"' in english


def test_front_page_counts_what_is_there(client: Client) -> None:
    OpenOpeningFactory.create_batch(2, fields=["energy"])
    OpenOpeningFactory(fields=["health", "energy"])
    html = client.get("/en/").content.decode()
    assert "3 openings take applications today." in html
    assert '<p class="tally__sum">3 <small>/ 500</small></p>' in html
    assert 'aria-label="3 of the 500 that are planned"' in html
    assert '<abbr title="Anhui">AH</abbr> <b>3</b>' in html


def test_empty_platform_has_a_front_page(client: Client) -> None:
    html = client.get("/en/").content.decode()
    assert "No opening takes applications now." in html


def test_logging_in_leads_to_the_desk_or_back(client: Client) -> None:
    user = UserFactory()
    form = {"login": user.email.upper(), "password": PASSWORD}
    assert client.post("/en/account/login/", form)["Location"] == "/en/me/"
    client.logout()
    assert client.post("/en/account/login/", form | {"next": "/en/bases/"})["Location"] == "/en/bases/"
    client.logout()
    assert (
        client.post("/en/account/login/", form | {"next": "https://elsewhere.example/"})["Location"]
        == "/en/me/"
    )


@pytest.mark.parametrize("change", ["address", "password", "inactive"])
def test_a_failed_login_never_tells_whether_the_address_exists(client: Client, change: str) -> None:
    user = UserFactory(is_active=change != "inactive")
    form = {"login": user.email, "password": PASSWORD}
    form |= {"address": {"login": "nobody@example.org"}, "password": {"password": "wrong"}}.get(change, {})
    html = client.post("/en/account/login/", form).content.decode()
    assert WRONG in html


def test_an_empty_form_says_what_is_missing_and_leads_there(client: Client) -> None:
    html = client.post("/en/account/login/", {}).content.decode()
    assert re.search(r'<a href="#id_login">[^<]+: Write your e-mail address\.</a>', html)
    assert 'aria-invalid="true"' in html


def test_logging_out_takes_a_form(client: Client) -> None:
    client.force_login(UserFactory())
    assert client.get("/en/account/logout/").status_code == 200
    assert client.get("/en/me/").status_code == 200
    assert client.post("/en/account/logout/")["Location"] == "/"
    assert client.get("/en/me/").status_code == 302


def test_a_form_without_its_token_is_refused_in_both_languages() -> None:
    answer = Client(enforce_csrf_checks=True).post(
        "/en/account/login/", {"login": "a@example.org", "password": "x"}
    )
    assert answer.status_code == 403
    assert "Please send it once more" in answer.content.decode()
    assert "请重新提交" in answer.content.decode()


def test_a_page_that_is_not_there_says_so_in_both_languages(client: Client) -> None:
    for path in ("/en/nowhere/", "/zh-hans/openings/999999/", "/en/bases/none/"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "There is no such page" in answer.content.decode()
        assert "没有这个页面" in answer.content.decode()


@pytest.mark.parametrize(("language", "other"), [("en", "zh-hans"), ("zh-hans", "en")])
def test_a_page_that_is_not_there_has_the_ways_on_of_every_page(
    client: Client, language: str, other: str
) -> None:
    html = client.get(f"/{language}/bases/none/").content.decode()
    ways = [f"/{language}/{path}" for path in ("", "openings/", "bases/", "search/")]
    for way in (*ways, f"/{other}/bases/none/"):
        assert f'<a href="{way}"' in html
    assert 'rel="icon"' in html
    assert "site-foot" in html


@pytest.mark.parametrize(
    ("path", "browser", "heading"),
    [
        ("/zh-hans/bases/none/", "en", '没有这个页面 <span lang="en">There is no such page</span>'),
        ("/en/bases/none/", "zh-CN", 'There is no such page <span lang="zh-Hans">没有这个页面</span>'),
        ("/fr/", "zh-CN", '没有这个页面 <span lang="en">There is no such page</span>'),
    ],
)
def test_a_page_that_is_not_there_speaks_the_language_of_its_address_first(
    client: Client, path: str, browser: str, heading: str
) -> None:
    html = client.get(path, HTTP_ACCEPT_LANGUAGE=browser, follow=True).content.decode()
    assert f"<h1>{heading}</h1>" in html
    assert f'<html lang="{"zh-Hans" if heading.startswith("没") else "en"}">' in html


def test_a_page_that_is_not_for_me_says_so_in_both_languages(
    indexed: World, as_role: Callable[[str], Client]
) -> None:
    answer = as_role("expert").get(f"/en/bases/{indexed.opening.base.slug}/people/")
    assert answer.status_code == 403
    assert "Only the staff of the base" in answer.content.decode()
    assert "你没有权限" in answer.content.decode()


def test_an_error_of_ours_has_a_page_that_needs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret of the machine")

    monkeypatch.setattr("bases.views.bases.BaseFilter", broken)
    answer = Client(raise_request_exception=False).get("/en/bases/")
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.content.decode()
    assert "系统出错了" in answer.content.decode()
    assert "secret" not in answer.content.decode()


def test_a_page_that_is_not_there_leads_on_in_both_languages(client: Client) -> None:
    html = client.get("/en/nothing/here/").content.decode()
    for address in ("/", "/en/openings/", "/zh-hans/openings/", "/en/bases/", "/zh-hans/bases/"):
        assert f'href="{address}"' in html
    assert 'action="/en/search/"' in html
    assert 'formaction="/zh-hans/search/"' in html


@pytest.mark.parametrize(("path", "topic"), [("account/confirm-email/", "account")])
def test_who_cannot_get_in_learns_whom_to_ask(indexed: World, client: Client, path: str, topic: str) -> None:
    address = f"/en/{path}".format(opening=indexed.opening.pk)
    assert "?topic=" not in client.get(address).content.decode()  # there is no contact page yet
    home = HomePage.objects.get(locale__language_code="en")
    home.add_child(
        instance=ContactPage(title="Contact", slug="contact", summary="Write.", locale=home.locale)
    )
    assert f'href="/en/contact/?topic={topic}"' in client.get(address).content.decode()
    form = client.get(f"/en/contact/?topic={topic}").content.decode()
    assert f'<option value="{topic}" selected>' in form
    assert "selected" not in client.get("/en/contact/?topic=nonsense").content.decode()
