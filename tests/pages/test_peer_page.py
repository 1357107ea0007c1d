"""People like me, as the page shows them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Purpose
from experts.choices import Audience, Section
from experts.models import SectionVisibility
from search.backends.base import IndexUnavailable
from search.backends.registry import get_backend
from search.indexing import rebuild
from tests.factories import ConsentFactory, MatchableProfileFactory, PublicationFactory
from tests.pages.conftest import World
from tests.pages.test_query_counts import grows

pytestmark = pytest.mark.django_db

Login = Callable[[str], Client]


def test_nobody_is_named_who_did_not_agree_to_public_pages(world: World, as_role: Login) -> None:
    hidden = MatchableProfileFactory(name="Ingrid Haugen", country="SE", affiliation="University of Varnamo")
    rebuild()
    html = as_role("expert").get("/en/me/peers/").content.decode()
    assert "Established, as you are" in html
    assert "Established researcher (R3)" in html
    for secret in ("Haugen", "Sweden", "Varnamo", "laser diagnostics of tungsten walls", hidden.user.email):
        assert secret not in html


def test_who_agreed_appears_with_what_they_opened(world: World, as_role: Login) -> None:
    shown = MatchableProfileFactory(name="Ingrid Haugen", country="SE")
    ConsentFactory(user=shown.user, purpose=Purpose.FEATURED)
    for section in (Section.NAME, Section.BIOGRAPHY):
        SectionVisibility.objects.create(profile=shown, section=section, audience=Audience.PUBLIC)
    SectionVisibility.objects.create(
        profile=shown, section=Section.AFFILIATIONS, audience=Audience.INSTITUTIONS
    )
    rebuild()
    html = as_role("expert").get("/en/me/peers/").content.decode()
    assert "Ingrid Haugen" in html
    assert "Plasma physicist, laser diagnostics of tungsten walls" in html
    assert "Sweden" not in html


def test_who_agreed_to_neither_is_counted_in_both_languages(world: World, as_role: Login) -> None:
    MatchableProfileFactory().user.consents.filter(purpose=Purpose.INSTITUTIONS).delete()
    rebuild()
    english = as_role("expert").get("/en/me/peers/").content.decode()
    chinese = as_role("expert").get("/zh-hans/me/peers/").content.decode()
    assert "Nobody near your work agreed to be shown." in english
    assert "1 more person works near your subject and is not shown." in english
    assert "与你方向相近的人均未同意公开展示。" in chinese
    assert '<li class="candidate' not in english + chinese


def test_alone_on_a_subject_the_page_says_so(indexed: World, as_role: Login) -> None:
    assert "Nobody works near your subject yet." in as_role("expert").get("/en/me/peers/").content.decode()


def test_a_broken_index_is_said(indexed: World, as_role: Login, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise IndexUnavailable("The index is locked. Try again in a minute.")

    monkeypatch.setattr(get_backend(), "search", broken)
    answer = as_role("expert").get("/en/me/peers/")
    assert answer.status_code == 200
    assert "The list cannot be computed now." in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_the_page_asks_as_often_for_many_people_as_for_one(world: World, as_role: Login) -> None:
    def more() -> None:
        for profile in MatchableProfileFactory.create_batch(2):
            PublicationFactory(profile=profile)

    more()
    before, after = grows(as_role("expert"), "/en/me/peers/", more)
    assert before == after
