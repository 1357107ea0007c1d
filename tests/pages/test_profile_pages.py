"""My profile, from nothing to a list of openings, by its pages alone."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Consent, Purpose, User
from experts.choices import ProfileState
from experts.models import Profile, SectionVisibility
from search.indexing import rebuild
from tests.factories import (
    MatchableProfileFactory,
    OpenOpeningFactory,
    ProfileFactory,
    PublicationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

PERSON = {
    "kind": "young_scientist",
    "name": "Lin Yue",
    "native_name": "林月",
    "career_stage": "R1",
    "country": "NO",
    "nationality_0": "CN",
}
HEADLINE = "Plasma physicist, laser diagnostics of tungsten walls"


@pytest.fixture
def me(client: Client) -> User:
    user = UserFactory.create()
    client.force_login(user)
    return user


def page(client: Client, path: str) -> str:
    return unescape(client.get(f"/en/me/{path}").content.decode())


def sent(client: Client, path: str, **data: Any) -> Any:
    """Post what is new, with the rest as the page showed it."""
    html = client.get(f"/en/me/{path}").content.decode()
    seen = re.search(r'name="seen"[^>]*value="(\w+)"', html)
    return client.post(f"/en/me/{path}", data | ({"seen": seen[1]} if seen else {}))


def rows(languages: list[tuple[str, str]], stays: list[dict[str, Any]]) -> dict[str, Any]:
    """What the page of languages and stays sends."""
    data: dict[str, Any] = {}
    for prefix, some in (
        ("languages", [dict(zip(("language", "level"), one, strict=True)) for one in languages]),
        ("stays", stays),
    ):
        data |= {f"{prefix}-TOTAL_FORMS": len(some), f"{prefix}-INITIAL_FORMS": 0}
        data |= {f"{prefix}-{i}-{name}": value for i, one in enumerate(some) for name, value in one.items()}
    return data


def stay(**changes: Any) -> dict[str, Any]:
    today = timezone.localdate()
    usual = {"kind": "expert_visit", "months_min": 1, "months_max": 2}
    return usual | {"earliest": today + timedelta(60), "latest": today + timedelta(400)} | changes


def test_from_nothing_to_openings_for_me(client: Client, me: User) -> None:
    opening = OpenOpeningFactory()
    assert "/me/profile/person/" in page(client, "")
    assert sent(client, "profile/person/", **PERSON).url == "/en/me/profile/work/"
    assert (
        sent(client, "profile/work/", fields=["energy"], headline_en=HEADLINE).url
        == "/en/me/profile/experience/"
    )
    assert "Still needed: What I agree to" in page(client, "profile/")
    assert sent(client, "consents/", matching="on").url == "/en/me/profile/"
    assert sent(client, "profile/activate/").url == "/en/me/openings/"
    rebuild()
    assert str(opening.text.title) in page(client, "openings/")
    assert Profile.objects.matchable().get().user == me


def test_nothing_is_ticked_from_the_start(client: Client, me: User) -> None:
    assert " checked" not in page(client, "consents/")


def test_it_is_not_active_before_everything_needed_is_there(client: Client, me: User) -> None:
    ProfileFactory(user=me)
    assert sent(client, "profile/activate/").url == "/en/me/consents/"
    assert Profile.objects.get().state == ProfileState.DRAFT


def test_activated_twice_is_active(client: Client, me: User) -> None:
    profile = MatchableProfileFactory(user=me, state=ProfileState.DRAFT)
    for _ in range(2):
        assert client.post("/en/me/profile/activate/").url == "/en/me/openings/"
    profile.refresh_from_db()
    assert profile.state == ProfileState.ACTIVE


def test_hidden_it_leaves_the_pool_and_comes_back(client: Client, me: User) -> None:
    MatchableProfileFactory(user=me)
    client.post("/en/me/profile/hide/")
    assert not Profile.objects.matchable().exists()
    assert "Make it active" in page(client, "profile/")
    client.post("/en/me/profile/activate/")
    assert Profile.objects.matchable().exists()


def test_other_steps_wait_for_the_first(client: Client, me: User) -> None:
    for path in ("work", "stays", "who-sees-what", "experience"):
        assert client.get(f"/en/me/profile/{path}/").url == "/en/me/profile/person/"


def test_the_first_step_sent_twice_is_one_profile(client: Client, me: User) -> None:
    for _ in range(2):
        assert client.post("/en/me/profile/person/", PERSON).url == "/en/me/profile/work/"
    assert Profile.objects.get().native_name == "林月"


def test_a_stale_page_shows_both_texts_and_keeps_what_was_typed(client: Client, me: User) -> None:
    ProfileFactory(user=me)
    old = re.search(r'name="seen"[^>]*value="(\w+)"', client.get("/en/me/profile/work/").content.decode())
    assert old
    work = {"fields": ["energy"], "headline_en": HEADLINE}
    sent(client, "profile/work/", **work, biography_en="From the other window.")
    answer = client.post("/en/me/profile/work/", work | {"biography_en": "Mine.", "seen": old[1]})
    html = unescape(answer.content.decode())
    assert answer.status_code == 200
    assert "From the other window." in html
    assert re.search(r"<textarea[^>]*>\s*Mine\.</textarea>", html)
    assert Profile.objects.get().original.biography == "From the other window."
    fresh = re.search(r'name="seen"[^>]*value="(\w+)"', html)
    assert fresh
    client.post("/en/me/profile/work/", work | {"biography_en": "Mine.", "seen": fresh[1]})
    assert Profile.objects.get().original.biography == "Mine."


@pytest.mark.parametrize(
    ("step", "data", "said"),
    [
        ("person", PERSON | {"name": ""}, "Write your name as it stands on your papers."),
        ("person", PERSON | {"name": "a" * 151}, "At most 150 characters; these are 151."),
        ("person", PERSON | {"doctorate_year": "3024"}, "Write a year from 1930"),
        ("person", PERSON | {"doctorate_year": "soon"}, "Write a year in four figures."),
        ("person", PERSON | {"orcid": "0000-0002-1825-0098"}, "This iD does not exist"),
        ("person", PERSON | {"country": "XX"}, "Select a valid choice"),
        ("work", {"headline_en": HEADLINE}, "Tick at least one field."),
        ("work", {"fields": ["energy"]}, "Say in one line what you do"),
        (
            "work",
            {"fields": ["energy"], "headline_en": HEADLINE, "biography_zh": "钨"},
            "Write this line too",
        ),
        (
            "work",
            {"fields": ["energy"], "headline_en": HEADLINE, "biography_en": "a" * 20_001},
            "At most 20000 characters; these are 20001.",
        ),
        (
            "work",
            {"fields": ["energy"], "headline_en": HEADLINE, "keywords_en": ";".join(map(str, range(31)))},
            "At most 30 keywords",
        ),
        ("stays", rows([("en", "")], []), "Choose the level."),
        ("stays", rows([("en", "HSK3")], []), "HSK is for Chinese"),
        ("stays", rows([("en", "C1"), ("en", "C2")], []), "You named this language above"),
        ("stays", rows([], [stay(kind="")]), "Choose the kind of stay"),
        ("stays", rows([], [stay(months_max="")]), "Write how long you would stay at most."),
        ("stays", rows([], [stay(months_min=3)]), "no less than the shortest stay"),
        ("stays", rows([], [stay(earliest="2020-01-01")]), "This day is over. Choose today"),
        ("stays", rows([], [stay(latest="2020-01-01")]), "This day is over. Choose a later one"),
        (
            "stays",
            rows([], [stay(latest=timezone.localdate() + timedelta(61))]),
            "does not fit between these days",
        ),
        ("stays", rows([], [stay(), stay(months_max=1)]), "Overlaps with the stay from"),
    ],
)
def test_bad_input_is_answered_at_the_field_and_nothing_is_saved(
    client: Client, me: User, step: str, data: dict[str, Any], said: str
) -> None:
    if step != "person":
        ProfileFactory(user=me, text=None)
    answer = sent(client, f"profile/{step}/", **data)
    assert answer.status_code == 200
    assert said in unescape(answer.content.decode())
    assert not Profile.objects.filter(texts__isnull=False).exists()
    assert not Profile.objects.filter(languages__isnull=False).exists()
    assert not Profile.objects.filter(stays__isnull=False).exists()
    assert step != "person" or not Profile.objects.exists()


def test_a_visit_and_a_long_stay_may_be_in_the_same_months(client: Client, me: User) -> None:
    profile = ProfileFactory(user=me)
    answer = sent(
        client, "profile/stays/", **rows([("en", "C1")], [stay(), stay(kind="long_term", months_max=12)])
    )
    assert answer.status_code == 302
    assert profile.stays.count() == 2


def test_a_paper_is_added_changed_and_removed(client: Client, me: User) -> None:
    profile = ProfileFactory(user=me)
    doi = "https://doi.org/10.1000/ABC"
    sent(client, "profile/publications/add/", title="Tungsten", language="en", doi=doi)
    paper = profile.publications.get()
    assert paper.doi == "10.1000/abc"
    sent(client, f"profile/publications/{paper.pk}/", title="Tungsten walls", language="en")
    assert "Tungsten walls" in page(client, "profile/experience/")
    for _ in range(2):
        assert (
            client.post(f"/en/me/profile/publications/{paper.pk}/remove/").url == "/en/me/profile/experience/"
        )
    assert not profile.publications.exists()


def test_the_paper_of_another_is_nowhere(client: Client, me: User) -> None:
    ProfileFactory(user=me)
    paper = PublicationFactory()
    assert client.post(f"/en/me/profile/publications/{paper.pk}/", {"title": "Mine"}).status_code == 404
    client.post(f"/en/me/profile/publications/{paper.pk}/remove/")
    paper.refresh_from_db()


def test_withdrawn_by_a_click_it_counts_at_once(client: Client, me: User) -> None:
    MatchableProfileFactory(user=me)
    answer = client.post("/en/me/consents/withdraw/", {"purpose": Purpose.MATCHING}, follow=True)
    assert "Withdrawn; it counts from now on." in answer.content.decode()
    assert not Profile.objects.matchable().exists()
    assert "You have not agreed to be matched" in page(client, "openings/")
    assert Consent.objects.get(purpose=Purpose.MATCHING).withdrawn_at


def test_who_sees_what_is_kept(client: Client, me: User) -> None:
    MatchableProfileFactory(user=me)
    usual = {
        "name": "introduction",
        "biography": "nobody",
        "publications": "institutions",
        "affiliations": "introduction",
        "nationalities": "introduction",
        "languages": "institutions",
        "stays": "institutions",
        "identifiers": "introduction",
    }
    sent(client, "profile/who-sees-what/", **usual)
    assert list(SectionVisibility.objects.values_list("section", "audience")) == [("biography", "nobody")]
