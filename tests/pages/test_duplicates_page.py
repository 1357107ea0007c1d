"""Possible duplicates, for officers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Consent
from experts.models import Profile
from matching.models import SetApart
from search.backends.base import IndexUnavailable
from search.backends.registry import get_backend
from search.indexing import rebuild
from tests.factories import MatchableProfileFactory, ProfileFactory
from tests.pages.conftest import World
from tests.pages.test_query_counts import grows

pytestmark = pytest.mark.django_db

Login = Callable[[str], Client]
PAGE = "/en/profiles/duplicates/"


def twins(name: str = "Marit Solvang") -> tuple[Profile, Profile]:
    """One name twice, in one country."""
    first, second = (
        MatchableProfileFactory(
            name=name, text__headline=f"{name} on {subject}", text__biography=f"On {subject}."
        )
        for subject in ("porcelain", "groundwater")
    )
    return first, second


@pytest.fixture
def pair(world: World) -> tuple[Profile, Profile]:
    found = twins()
    rebuild()
    return found


Pair = tuple[Profile, Profile]


def decide(client: Client, pair: Pair, step: str = "apart") -> str:
    answer = client.post(PAGE, {"first": pair[0].pk, "second": pair[1].pk, "step": step}, follow=True)
    return str(answer.content.decode())


def test_an_officer_reads_numbers_and_reasons_and_no_name(pair: Pair, as_role: Login) -> None:
    html = as_role("officer").get(PAGE).content.decode()
    assert "Names are covered." in html
    assert "The names are the same." in html
    assert [f"Profile {profile.pk}" in html for profile in pair] == [True, True]
    for secret in ("Solvang", "Marit", *(profile.user.email for profile in pair)):
        assert secret not in html


def test_an_administrator_reads_the_names(pair: Pair, as_role: Login) -> None:
    html = as_role("administrator").get(PAGE).content.decode()
    assert html.count("Marit Solvang</a>") == 2
    assert f'href="/admin/experts/profile/{pair[0].pk}/change/"' in html


def test_a_pair_is_set_apart_and_asked_about_again(pair: Pair, as_role: Login) -> None:
    officer = as_role("officer")
    html = decide(officer, pair)
    assert f"Profiles {pair[0].pk} and {pair[1].pk} are set apart" in html
    assert "No two profiles seem to be one person" in html
    assert "1 pair set apart" in html
    assert SetApart.objects.get().first == pair[0]

    html = decide(officer, pair, "again")
    assert f"Profiles {pair[0].pk} and {pair[1].pk} are compared again." in html
    assert "The names are the same." in html
    assert not SetApart.objects.exists()


@pytest.mark.parametrize("role", ["expert", "staff", "other staff", "attaché"])
def test_nobody_else_decides(pair: Pair, as_role: Login, role: str) -> None:
    answer = as_role(role).post(PAGE, {"first": pair[0].pk, "second": pair[1].pk, "step": "apart"})
    assert answer.status_code == 403
    assert not SetApart.objects.exists()


def test_an_officer_decides_only_of_whom_they_see(pair: Pair, as_role: Login) -> None:
    html = decide(as_role("officer"), (pair[0], ProfileFactory()))
    assert "These profiles can no longer be compared; nothing was changed." in html
    assert not SetApart.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"first": "x", "second": "2", "step": "apart"},
        {"first": "1", "second": "1", "step": "apart"},
        {"first": "1", "second": "2", "step": "join"},
        {"first": "1", "second": str(2**63), "step": "apart"},
    ],
)
def test_what_is_no_pair_is_refused(indexed: World, as_role: Login, sent: dict[str, str]) -> None:
    answer = as_role("officer").post(PAGE, sent)
    assert answer.status_code == 400
    assert answer.content


def test_one_profile_can_be_compared(pair: Pair, as_role: Login) -> None:
    third = MatchableProfileFactory(name="Ida Berg", text__headline="Vacuum", text__biography="Pumps.")
    rebuild()
    officer = as_role("officer")
    assert "The names are the same." in officer.get(PAGE, {"profile": pair[0].pk}).content.decode()
    for number in (third.pk, 10**9):
        html = officer.get(PAGE, {"profile": number}).content.decode()
        assert "No other profile that you may see seems to be this person" in html


@pytest.mark.parametrize("number", ["x", "-1", str(2**64), "1" * 5000])
def test_a_number_that_is_none_is_named(pair: Pair, as_role: Login, number: str) -> None:
    answer = as_role("officer").get(PAGE, {"profile": number})
    assert answer.status_code == 200
    assert "The names are the same." in answer.content.decode()


def test_who_withdrew_consent_is_gone_at_once(pair: Pair, as_role: Login) -> None:
    Consent.objects.filter(user=pair[0].user).delete()
    html = as_role("officer").get("/zh-hans/profiles/duplicates/").content.decode()
    assert f"Profile {pair[0].pk}" not in html
    assert "没有" in html


def test_a_broken_index_is_said(pair: Pair, as_role: Login, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise IndexUnavailable("The index is locked. Try again in a minute.")

    monkeypatch.setattr(get_backend(), "fetch", broken)
    answer = as_role("officer").get(PAGE)
    assert answer.status_code == 200
    assert "The index is locked." in answer.content.decode()


def test_the_page_asks_as_often_for_many_pairs_as_for_one(pair: Pair, as_role: Login) -> None:
    before, after = grows(
        as_role("officer"), PAGE, lambda: [twins(name) for name in ("Ida Berg", "Olav Dahl")]
    )
    assert before == after
