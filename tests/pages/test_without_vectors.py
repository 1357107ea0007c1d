"""A web process loads no model: where no worker makes vectors, every page answers by words and says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest
from django.test import Client
from pytest_django import Settings

from bases.models import Opening, OpeningText
from experts.models import ProfileText
from search import engine
from search.backends import registry
from search.cache import PassingVectorCache
from search.encoders import place, remote
from search.encoders.hashing import HashingEncoder
from search.indexing import rebuild
from search.types import Matrix
from tests.factories import OpenOpeningFactory
from tests.pages.conftest import World, names_of
from tests.pages.test_permissions import ROWS

pytestmark = pytest.mark.django_db

Login = Callable[[str], Client]
NOTICE, ZH_NOTICE = "Compared by words alone.", "目前只按字词比较。"
OLDER, ZH_OLDER = "Compared with an older version.", "目前按较早的版本比较。"


class Elsewhere(HashingEncoder):
    """A model that this process must not load once it serves pages."""

    loads = 0

    def encode(self, texts: Sequence[str]) -> Matrix:
        Elsewhere.loads += 1
        return super().encode(texts)


@pytest.fixture
def web(world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """A web process beside a broker that refuses; one opening and one profile changed since they were indexed."""
    path = f"{__name__}.Elsewhere"
    settings.SEARCH_ENCODERS = {"text": path, "english": path}
    rebuild()
    OpeningText.objects.filter(opening=world.opening).update(
        description="Tungsten walls, newly described.", requirements=["Laser diagnostics of tungsten."]
    )
    ProfileText.objects.filter(profile=world.profile).update(biography="Tungsten and lasers, newly told.")
    settings.TALENTBRIDGE_ENCODE = "worker"
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr(engine, "_passing_vectors", PassingVectorCache())  # a process that has just begun
    engine.reset()
    remote.forget()
    place.serve_pages()
    Elsewhere.loads = 0
    yield world
    place.serve_pages(yes=False)
    remote.forget()
    engine.reset()
    registry.reset()


def never_indexed(world: World) -> Opening:
    """An opening of whose text nobody made vectors."""
    opening = OpenOpeningFactory(base=world.opening.base)
    OpeningText.objects.filter(opening=opening).update(
        title="Walls of tungsten",
        description="How deuterium leaves tungsten walls.",
        requirements=["Spectroscopy by laser, of tungsten."],
    )
    return opening


@pytest.mark.parametrize("role", ["anonymous", "expert", "staff", "officer"])
def test_every_page_answers_as_ever_and_loads_no_model(web: World, as_role: Login, role: str) -> None:
    client = as_role(role)
    names = names_of(web)
    rows = [row for row in ROWS if row[0] != "readyz"]  # which says what is wrong here
    got = {path: client.get(path.format(**names)).status_code for _, path, _ in rows}

    assert got == {path: statuses[role] for _, path, statuses in rows}
    assert Elsewhere.loads == 0


def test_a_search_is_answered_by_words_and_says_so_in_both_languages(web: World) -> None:
    wanted = OpenOpeningFactory()
    OpeningText.objects.filter(opening=wanted).update(title="A muon detector under the ice")
    place.serve_pages(yes=False)
    rebuild()
    place.serve_pages()
    Elsewhere.loads = 0

    html = Client().get("/en/openings/?q=muon+detector").content.decode()

    assert html.count(NOTICE) == 1
    assert html.index('id="results"') < html.index(NOTICE)  # what a filter replaces carries it along
    assert f"/en/openings/{wanted.pk}/" in html
    assert ZH_NOTICE in Client().get("/zh-hans/openings/?q=muon+detector").content.decode()
    assert NOTICE not in Client().get("/en/openings/").content.decode()
    assert Elsewhere.loads == 0


@pytest.mark.parametrize(
    ("role", "path"),
    [
        ("staff", "/en/openings/{opening}/shortlist/"),
        ("staff", "/en/openings/{opening}/teams/"),
        ("expert", "/en/me/openings/"),
        ("expert", "/en/me/bases/"),
        ("expert", "/en/me/peers/"),
    ],
)
def test_a_list_of_what_was_changed_since_says_that_it_is_older(
    web: World, as_role: Login, role: str, path: str
) -> None:
    response = as_role(role).get(path.format(opening=web.opening.pk))

    assert response.status_code == 200
    assert response.content.decode().count(OLDER) == 1
    assert (
        ZH_OLDER in as_role(role).get(path.replace("/en/", "/zh-hans/").format(opening=web.opening.pk)).text
    )
    assert Elsewhere.loads == 0


@pytest.mark.parametrize("page", ["shortlist", "teams"])
def test_a_list_of_what_was_never_indexed_is_made_by_words_and_says_so(
    web: World, as_role: Login, page: str
) -> None:
    new = never_indexed(web)

    response = as_role("staff").get(f"/en/openings/{new.pk}/{page}/")

    assert response.status_code == 200
    assert response.content.decode().count(NOTICE) == 1
    assert OLDER not in response.content.decode()
    assert Elsewhere.loads == 0


def test_a_list_of_what_the_index_holds_needs_no_vectors_and_says_nothing(web: World, as_role: Login) -> None:
    other = OpenOpeningFactory(base=web.opening.base)
    place.serve_pages(yes=False)
    rebuild()
    place.serve_pages()
    Elsewhere.loads = 0

    html = as_role("staff").get(f"/en/openings/{other.pk}/shortlist/").content.decode()

    assert NOTICE not in html
    assert "Candidate A" in html
    assert Elsewhere.loads == 0


def test_whoever_fits_by_words_is_still_on_the_list(web: World, as_role: Login) -> None:
    new = never_indexed(web)

    html = as_role("staff").get(f"/en/openings/{new.pk}/shortlist/").content.decode()

    assert NOTICE in html
    assert "Candidate A" in html


def test_what_was_found_by_words_is_not_kept_for_later(web: World, as_role: Login) -> None:
    client, path = as_role("staff"), f"/en/openings/{never_indexed(web).pk}/shortlist/"
    by_words = client.get(path).content.decode()
    place.serve_pages(yes=False)  # as where a worker answers

    whole = client.get(path).content.decode()

    assert NOTICE in by_words
    assert NOTICE not in whole
    assert Elsewhere.loads > 0
