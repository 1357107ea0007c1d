"""Where a stay leads: to a host in China, to one abroad, or abroad from an institution that sends."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pypdf
import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from bases.choices import Direction
from exchanges.choices import CheckItem, LetterKind
from exchanges.domain import steps
from exchanges.models import IssuedLetter
from exchanges.papers import draw
from exchanges.routes import Route, route_of
from taxonomy.choices import StayKind
from tests.exchanges.staying import WHY, Stay, a_stay

pytestmark = pytest.mark.django_db
ELSEWHERE = {"opening__base__institution__country": "KE", "opening__base__institution__province": ""}
OF_CHINA = {CheckItem.WORK_PERMIT, CheckItem.RESIDENCE}
OF_ABROAD = {CheckItem.ENTRY_RULES, CheckItem.REGISTERED}


def leading(route: Route, kind: StayKind = StayKind.INTERNATIONAL_POST) -> Stay:
    return a_stay(
        opening__direction=Direction.INBOUND if route == Route.HERE else Direction.OUTBOUND,
        **(ELSEWHERE if route == Route.ABROAD else {}),
        opening__kind=kind,
        profile__name="Lin Yue",
        profile__native_name="林越",
    )


def paper(stay: Stay, kind: LetterKind) -> str:
    """Without spaces, of which a drawn line has its own."""
    letter = IssuedLetter.objects.get(exchange=stay.exchange, kind=kind, revoked_at=None)
    return "".join(pypdf.PdfReader(BytesIO(draw(letter))).pages[0].extract_text().split())


def page(stay: Stay, language: str = "en") -> str:
    client = Client()
    client.force_login(stay.person)
    return client.get(f"/{language}/exchanges/{stay.exchange.pk}/").content.decode()


@pytest.mark.parametrize("route", Route)
def test_its_opening_says_where_it_leads(route: Route) -> None:
    assert route_of(leading(route).exchange.introduction.opening) == route


@pytest.mark.parametrize("kind", StayKind)
def test_steps_of_china_are_asked_of_those_who_come_to_china(kind: StayKind) -> None:
    asked = {
        route: set(leading(route, kind).exchange.checklist.values_list("item", flat=True)) for route in Route
    }
    assert CheckItem.RESIDENCE in asked[Route.HERE]
    assert not asked[Route.HERE] & OF_ABROAD
    for route in (Route.ABROAD, Route.SENT):
        assert not asked[route] & OF_CHINA
        assert asked[route] >= OF_ABROAD | {CheckItem.VISA}
    assert CheckItem.RECEIVER in asked[Route.SENT]
    assert CheckItem.RECEIVER not in asked[Route.ABROAD]


def test_whoever_sends_invites_nobody_to_itself() -> None:
    stay = leading(Route.SENT)
    stay.arrive()
    opening = stay.exchange.introduction.opening
    first = paper(stay, LetterKind.INVITATION)
    for part in ("Letterofassignment", "派遣函", "sendsabroad:", "countryofdestination", "目的地国家"):
        assert part in first
    for part in ("invites", "诚邀", "Letterofinvitation"):
        assert part not in first
    assert opening.base is not None
    assert opening.base.label.replace(" ", "") not in first
    assert "hasarrivedthere" in paper(stay, LetterKind.CONFIRMATION)


def test_the_certificate_says_that_the_person_was_sent() -> None:
    stay = leading(Route.SENT)
    stay.arrive()
    with time_machine.travel(stay.exchange.created_at + timedelta(days=91)):
        steps.complete(stay.fresh(), by=stay.host)
    assert "whomitsentabroad" in paper(stay, LetterKind.CERTIFICATE)


def test_so_does_the_paper_after_an_early_end() -> None:
    stay = leading(Route.SENT)
    stay.arrive()
    with time_machine.travel(stay.exchange.created_at + timedelta(days=41)):
        steps.end_early(stay.fresh(), by=stay.host, day=stay.today, **WHY)
    served = paper(stay, LetterKind.SERVED)
    assert "sentbyus" in served
    assert "由我单位派赴境外" in served


def test_a_host_abroad_invites_to_its_own_place() -> None:
    stay = leading(Route.ABROAD)
    stay.agree()
    first = paper(stay, LetterKind.INVITATION)
    assert "Letterofinvitation" in first
    assert "invites:" in first


def test_the_check_page_names_the_sender_as_such() -> None:
    stay = leading(Route.SENT)
    stay.agree()
    letter = stay.exchange.letters.get()
    html = Client().get(reverse("exchanges:verify", args=[letter.code])).content.decode()
    assert "<dt>Sending institution</dt>" in html
    assert "Letter of assignment" in html


def test_pages_and_the_agreement_call_nobody_a_host_who_sends() -> None:
    stay = leading(Route.SENT)
    version = stay.propose()
    assert "派出单位 / Sending institution" in version.text
    assert "at the base" not in version.text
    stay.sign(version, by=stay.person)
    english, chinese = page(stay), page(stay, "zh-hans")
    assert "The sending institution is to do this: Read the agreement and sign it." in english
    assert "proposed by the sending institution" in english
    assert "at the base" not in english
    assert "派出单位" in chinese
    assert "待派出单位办理：阅读并签署协议。" in chinese
    assert "接收单位" not in chinese.split("<main", 1)[1].split("</main>", 1)[0]
