"""What a reader is told where a request is refused before a page sees it, or not open to their account."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tests.exchanges.staying import Stay, a_stay
from tests.factories import StaffMembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def stay() -> Stay:
    return a_stay()


def browser(stay: Stay) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(stay.host)
    return client


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.split("<main")[1].split("</main>")[0]).split())


@pytest.mark.parametrize(
    ("language", "first", "says"),
    [
        (
            "en",
            "This is more than a form takes 内容超出表单上限",
            "which keeps what you typed, and shorten it; no field takes more than 20,000 characters",
        ),
        (
            "zh-hans",
            "内容超出表单上限 This is more than a form takes",
            "用浏览器返回上一页，填写的内容仍在，缩短后重新提交；每一项最多 20,000 个字符",
        ),
    ],
)
def test_a_text_of_three_megabytes_is_told_how_short_it_has_to_be(
    stay: Stay, language: str, first: str, says: str
) -> None:
    answer = browser(stay).post(
        f"/{language}/exchanges/{stay.exchange.pk}/agreement/", {"duties": "x" * 3_000_000}
    )
    said = words(answer.content.decode())
    assert answer.status_code == 400
    assert first in said
    assert says in said
    assert "2.5 MB" in said
    assert f'href="/{language}/openings/"' in answer.content.decode()
    assert not stay.exchange.versions.exists()


def test_too_many_fields_and_files_say_so(stay: Stay, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 20
    client, address = browser(stay), f"/en/exchanges/{stay.exchange.pk}/agreement/"
    answer = client.post(address, {f"f{number}": "1" for number in range(21)})
    assert answer.status_code == 400
    assert "more than 20 fields" in words(answer.content.decode())


@pytest.mark.parametrize(
    ("sent", "kind"),
    [("not what it says", "multipart/form-data; boundary=\xff"), ("x", "multipart/form-data")],
)
def test_a_damaged_form_leads_back(stay: Stay, sent: str, kind: str) -> None:
    answer = browser(stay).post(f"/en/exchanges/{stay.exchange.pk}/agreement/", sent, content_type=kind)
    assert answer.status_code == 400
    assert "arrived damaged, so nothing was stored" in words(answer.content.decode())


def test_a_name_of_the_machine_that_is_not_ours_has_a_page_too(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["ours.example"]
    answer = Client(raise_request_exception=False).get(
        "/zh-hans/openings/", headers={"host": "other.example"}
    )
    assert answer.status_code == 400
    assert "无法读取此请求" in answer.content.decode()


def test_a_form_from_before_a_log_in_and_one_without_a_cookie_are_told_apart(stay: Stay) -> None:
    address = f"/en/exchanges/{stay.exchange.pk}/agreement/"
    client = Client(enforce_csrf_checks=True)
    client.force_login(stay.host)
    without = client.post(address, {})
    assert without.status_code == 403
    assert "allow cookies for this site" in words(without.content.decode())
    client.get(address)
    stale = client.post(address, {"csrfmiddlewaretoken": "x" * 32})
    assert stale.status_code == 403
    assert "from before you last logged in or out" in words(stale.content.decode())
    for answer in (without, stale):
        assert "which keeps what you typed" in words(answer.content.decode())


@pytest.mark.parametrize(
    ("language", "why", "ways"),
    [
        (
            "en",
            "The person, and owners and editors of the institution, write and sign the agreement.",
            "Go to your desk",
        ),
        ("zh-hans", "", "前往我的工作台"),
    ],
)
def test_what_is_not_open_to_an_account_says_to_whom_it_is_and_leads_on(
    stay: Stay, language: str, why: str, ways: str
) -> None:
    institution = stay.exchange.introduction.opening.institution
    client = Client()
    client.force_login(StaffMembershipFactory(institution=institution, role="viewer").user)
    answer = client.get(f"/{language}/exchanges/{stay.exchange.pk}/agreement/")
    html = answer.content.decode()
    assert answer.status_code == 403
    assert why in words(html)
    assert ways in words(html)
    for way in ("me/", "account/", "account/roles/ask/", "account/logout/"):
        assert f'<a href="/{language}/{way}">' in html
        assert client.get(f"/{language}/{way}").status_code == 200
    other = re.search(r'<p class="lead" lang="(?:en|zh-Hans)">([^<]+)', html)
    assert other is not None
    assert why not in other[1] or not why
    assert re.search("[一-龥]", other[1]) if language == "en" else not re.search("[一-龥]", other[1])
