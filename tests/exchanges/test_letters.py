"""Letters: when they are issued, what the paper says in both languages, and what anybody can check."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pypdf
import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from exchanges.choices import LetterKind
from exchanges.domain import steps
from exchanges.domain.cancelling import cancel
from exchanges.models import IssuedLetter
from exchanges.models.letter import ALPHABET, LENGTH
from exchanges.papers import draw
from matching.choices import Side
from talentbridge.templatetags.look import day as written
from tests.exchanges.staying import WHY, Stay, a_stay
from tests.factories import StaffMembershipFactory

pytestmark = pytest.mark.django_db


def text_of(paper: bytes) -> str:
    pages = pypdf.PdfReader(BytesIO(paper)).pages
    assert len(pages) == 1
    return " ".join(pages[0].extract_text().split())


def valid(stay: Stay) -> dict[str, IssuedLetter]:
    return {letter.kind: letter for letter in stay.exchange.letters.filter(revoked_at=None)}


def check(letter: IssuedLetter, language: str = "en", **sent: Any) -> Any:
    address = f"/{language}/verify/{letter.code}/"
    return Client().post(address, sent) if sent else Client().get(address)


def test_each_is_issued_at_its_moment() -> None:
    stay = a_stay()
    stay.propose()
    assert not valid(stay)
    stay.arrive()
    assert set(valid(stay)) == {LetterKind.INVITATION, LetterKind.CONFIRMATION}
    with time_machine.travel(stay.exchange.created_at + timedelta(days=91)):
        steps.complete(stay.fresh(), by=stay.host)
    assert set(valid(stay)) == {*LetterKind} - {LetterKind.SERVED}


@pytest.mark.parametrize("kind", set(LetterKind) - {LetterKind.SERVED})
def test_the_paper_says_in_both_languages_what_was_agreed(kind: LetterKind) -> None:
    stay = a_stay(profile__name="Marit Solvang", profile__native_name="索尔旺")
    stay.arrive()
    with time_machine.travel(stay.exchange.created_at + timedelta(days=91)):
        steps.complete(stay.fresh(), by=stay.host)
    letter = valid(stay)[kind]
    text = text_of(draw(letter))
    for part in ("Marit Solvang", "索尔旺", letter.grouped, f"/en/verify/{letter.code}/"):
        assert part in text
    english, chinese = {
        LetterKind.INVITATION: ("Letter of invitation", "邀请函"),
        LetterKind.CONFIRMATION: ("Confirmation of arrival", "到访确认函"),
        LetterKind.CERTIFICATE: ("Certificate of the stay", "交流访问证书"),
    }[kind]
    assert english in text
    assert chinese in text
    for language in ("zh-hans", "en"):
        host = letter.facts["host"][language]
        assert host.replace(" ", "") in text.replace(" ", "")


def day(stay: Stay, number: int) -> Any:
    return time_machine.travel(stay.exchange.created_at + timedelta(days=number))


def test_a_stay_that_ended_early_has_a_paper_with_its_real_days_and_no_judgement() -> None:
    stay = a_stay(profile__name="Marit Solvang", profile__native_name="索尔旺")
    first = stay.today
    stay.arrive(0, 90)
    with day(stay, 41):
        last = first + timedelta(days=40)
        steps.end_early(stay.fresh(), by=stay.host, day=last, reason="The grant was lost.", language="en")
    assert set(valid(stay)) == {LetterKind.SERVED}
    letter = valid(stay)[LetterKind.SERVED]
    text = text_of(draw(letter))
    for part in (
        "Confirmation of the days of a stay",
        "在访时间证明",
        "Marit Solvang",
        "索尔旺",
        letter.grouped,
    ):
        assert part in text
    with override("en"):
        assert f"from {written(first)} to {written(last)}" in text
    for word in ("early", "grant", "提前", "interrupted", "completed", written(stay.fresh().ends_on)):
        assert word not in text
    page = check(letter).content.decode()
    assert "Genuine and valid" in page
    assert "Confirmation of the days of a stay" in page
    assert "Agreed days" not in page
    client = Client()
    client.force_login(stay.person)
    assert (
        "Confirmation of the days of a stay"
        in client.get(f"/en/exchanges/{stay.exchange.pk}/").content.decode()
    )


def test_its_paper_names_the_days_of_an_interruption() -> None:
    stay = a_stay()
    first = stay.today
    stay.arrive(0, 90)
    with day(stay, 10):
        steps.interrupt(stay.fresh(), by=stay.person, **WHY)
    with day(stay, 20):
        steps.resume(stay.fresh(), by=stay.person)
    with day(stay, 30):
        steps.interrupt(stay.fresh(), by=stay.person, **WHY)
    with day(stay, 50):
        steps.end_early(stay.fresh(), by=stay.host, day=first + timedelta(days=30), **WHY)
    letter = valid(stay)[LetterKind.SERVED]
    breaks = [[str(first + timedelta(days=10)), str(first + timedelta(days=19))]]  # back on the 20th
    assert letter.facts["breaks"] == breaks  # the second began on the last day
    text = text_of(draw(letter))
    assert text.count("interrupted") == 1
    assert text.count("中断") == 1


def test_an_interruption_of_less_than_a_day_stands_on_no_paper() -> None:
    stay = a_stay()
    stay.arrive(0, 90)
    with day(stay, 10):
        steps.interrupt(stay.fresh(), by=stay.person, **WHY)
        steps.resume(stay.fresh(), by=stay.person)
    with day(stay, 30):
        steps.end_early(stay.fresh(), by=stay.host, day=stay.today, **WHY)
    assert valid(stay)[LetterKind.SERVED].facts["breaks"] == []


def test_a_stay_that_never_began_has_no_paper() -> None:
    stay = a_stay()
    stay.agree()
    cancel(stay.fresh(), by=stay.host, **WHY)
    assert not valid(stay)


def test_what_somebody_wrote_is_text_and_fetches_nothing() -> None:
    stay = a_stay(profile__name='<img src="https://example.org/x.png"> & <b>Co</b>')
    stay.agree()
    assert '<img src="https://example.org/x.png"> & <b>Co</b>' in text_of(draw(valid(stay)["invitation"]))


def test_both_sides_take_the_paper_and_strangers_do_not() -> None:
    stay = a_stay()
    stay.agree()
    address = reverse("exchanges:letter", args=[stay.exchange.pk, valid(stay)["invitation"].pk])
    for user, status in (
        (stay.host, 200), (stay.person, 200), (StaffMembershipFactory().user, 404),
    ):  # fmt: skip
        client = Client()
        client.force_login(user)
        answer = client.get(address)
        assert answer.status_code == status
        if status == 200:
            assert answer["Content-Type"] == "application/pdf"
            assert "no-store" in answer["Cache-Control"]


def test_the_check_page_says_what_holds_and_no_name() -> None:
    stay = a_stay(profile__name="Marit Solvang", profile__native_name="索尔旺")
    stay.agree()
    letter = valid(stay)["invitation"]
    text = check(letter).content.decode()
    assert "Genuine and valid" in text
    assert stay.exchange.introduction.opening.institution.text_in("en").name in text
    for name in ("Solvang", "索尔旺", stay.person.email, "laser line", "stipend"):
        assert name not in text
    assert check(letter)["X-Robots-Tag"] == "noindex"
    assert "真实有效" in check(letter, "zh-hans").content.decode()


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("Marit Solvang", True),
        ("marit  solvang", True),
        ("索尔旺", True),
        ("索尔旺 Marit Solvang", True),
        ("Marit", False),
        ("Ingrid Solvang", False),
    ],
)
def test_the_name_on_the_paper_is_compared(name: str, same: bool) -> None:
    cache.clear()
    stay = a_stay(profile__name="Marit Solvang", profile__native_name="索尔旺")
    stay.agree()
    answer = check(valid(stay)["invitation"], name=name)
    assert answer.context["same"] is same


def test_nobody_tries_a_list_of_names() -> None:
    cache.clear()
    stay = a_stay()
    stay.agree()
    letter = valid(stay)["invitation"]
    for _ in range(10):
        assert check(letter, name="Somebody Else").status_code == 200
    answer = check(letter, name=stay.exchange.profile.name)
    assert answer.status_code == 429
    assert answer.context["same"] is None


def test_a_cancelled_stay_revokes_its_letters_and_the_check_says_so() -> None:
    stay = a_stay()
    stay.agree()
    letter = valid(stay)["invitation"]
    cancel(stay.fresh(), by=stay.host, **WHY)
    assert "Genuine, but no longer valid" in check(letter).content.decode()
    client = Client()
    client.force_login(stay.person)
    assert client.get(reverse("exchanges:letter", args=[stay.exchange.pk, letter.pk])).status_code == 404


def test_a_longer_stay_has_a_new_invitation() -> None:
    stay = a_stay()
    stay.arrive(0, 90)
    first = valid(stay)["invitation"]
    version = stay.propose(terms=stay.terms(0, 120), **WHY)
    for side in Side:
        stay.sign(version, by=getattr(stay, side))
    second = valid(stay)["invitation"]
    first.refresh_from_db()
    assert first.revoked_at is not None
    assert (second.facts["ends_on"], second.code != first.code) == (str(version.ends_on), True)


def test_a_code_is_unguessable_and_an_unknown_one_is_answered() -> None:
    stay = a_stay()
    stay.agree()
    code = valid(stay)["invitation"].code
    assert len(code) == LENGTH
    assert set(code) <= set(ALPHABET)
    assert len(ALPHABET) ** LENGTH > 2**96
    for wrong in ("A" * LENGTH, "nonsense", "x" * 500, "%00", "'; DROP"):
        answer = Client().get(f"/en/verify/{wrong}/")
        assert answer.status_code == 404
        assert "No letter has this code" in answer.content.decode()


def test_a_code_is_read_as_people_write_it() -> None:
    stay = a_stay()
    stay.agree()
    letter = valid(stay)["invitation"]
    answer = Client().post("/en/verify/", {"code": f" {letter.grouped.lower()} "})
    assert answer["Location"] == f"/en/verify/{letter.code}/"
    assert Client().get(f"/en/verify/{letter.grouped}/").status_code == 200


def test_drawing_asks_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever stood in a letter: neither a server nor a file is asked."""
    asked: list[str] = []
    monkeypatch.setattr("urllib.request.OpenerDirector.open", lambda *a, **k: asked.append(str(a[1])))
    page = """<p>Paper</p><img src="http://127.0.0.1:1/livez"><img src="file:///etc/hostname">
        <link rel="stylesheet" href="http://127.0.0.1:1/x.css">"""
    monkeypatch.setattr("exchanges.papers.render_to_string", lambda *a: page)
    stay = a_stay()
    stay.agree()
    assert text_of(draw(valid(stay)["invitation"])) == "Paper"
    assert asked == []
