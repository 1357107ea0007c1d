"""The index is away, hangs, is too busy or breaks halfway: every page answers and says so, with what is stored."""

from __future__ import annotations

import math
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import Consent
from matching.choices import Opinion, OpinionReason, Side
from matching.domain.matcher import people_for, store_matches
from matching.models import Feedback, Match
from search.backends import registry
from search.backends.base import IndexUnavailable
from search.backends.memory import MemoryBackend
from search.indexing import rebuild
from tests.factories import MatchFactory
from tests.pages.conftest import World, names_of
from tests.pages.test_permissions import ROWS
from tests.pages.test_query_counts import queries_of
from tests.services.answering import ELASTIC, a_server
from tests.services.ports import free_ports

pytestmark = pytest.mark.django_db

Login = Callable[[str], Client]
NOTICE = {"en": "The list cannot be computed now.", "zh-hans": "暂时无法生成名单。"}
SEARCHED = {"en": "Only openings that hold your very words", "zh-hans": "只显示包含原词的岗位。"}
SECRET = "The index at http://10.0.0.7:9200 broke."
# Role -> the pages whose list needs the index.
LISTS = {
    "staff": [
        "/openings/{opening}/shortlist/",
        "/openings/{opening}/teams/",
        "/projects/{project}/partners/",
        "/bases/{base}/people/",
    ],
    "expert": ["/me/openings/", "/me/bases/", "/me/peers/"],
    "officer": ["/profiles/duplicates/?profile={profile}"],
}


def pages(world: World, language: str = "en") -> list[tuple[str, str]]:
    """Role and address of each list."""
    names = names_of(world)
    return [(role, f"/{language}{path}".format(**names)) for role, paths in LISTS.items() for path in paths]


class Breaking(MemoryBackend):
    """Answers so many questions, then none."""

    left = math.inf

    def _count(self) -> None:
        Breaking.left -= 1
        if Breaking.left < 0:
            raise IndexUnavailable(SECRET)


def _counted(name: str) -> Callable[..., Any]:
    def method(self: Breaking, *arguments: Any, **options: Any) -> Any:
        self._count()
        return getattr(MemoryBackend, name)(self, *arguments, **options)

    return method


for _name in ("search", "fetch", "background", "frequencies", "digests", "pages"):
    setattr(Breaking, _name, _counted(_name))


@pytest.fixture
def breaking(world: World, settings: Settings) -> Iterator[World]:
    """The index knows everybody, until `Breaking.left` is set."""
    settings.SEARCH_BACKEND = f"{__name__}.Breaking"
    Breaking.left = math.inf
    rebuild()
    yield world
    Breaking.left = math.inf
    registry.reset()


@contextmanager
def hanging() -> Iterator[int]:
    """Connections are taken by the system, and nobody ever reads from them."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as server:
        yield server.getsockname()[1]


@contextmanager
def stopped() -> Iterator[int]:
    [port] = free_ports(1)
    yield port


@contextmanager
def saying(status: int, kind: str, headers: Mapping[str, str] = ELASTIC) -> Iterator[int]:
    with a_server(status, {"error": {"type": kind, "reason": "because"}}, headers=headers) as (port, _):
        yield port


FAULTS: dict[str, Callable[[], Any]] = {
    "stopped": stopped,
    "hanging": hanging,
    "busy": lambda: saying(429, "circuit_breaking_exception"),
    "unavailable": lambda: saying(503, "cluster_block_exception"),
    "login refused": lambda: saying(401, "security_exception"),
    "somebody else": lambda: saying(200, "none", headers={"content-type": "application/json"}),
}


@pytest.fixture(params=FAULTS)
def faulty(request: pytest.FixtureRequest, world: World, settings: Settings) -> Iterator[World]:
    """An Elasticsearch with this fault; the answers come over a real connection."""
    with ExitStack() as stack:
        port = stack.enter_context(FAULTS[request.param]())
        settings.SEARCH_BACKEND = "search.backends.elasticsearch.ElasticsearchBackend"
        settings.ELASTICSEARCH_URL = [f"http://127.0.0.1:{port}"]
        settings.ELASTICSEARCH_TIMEOUT = 0.3
        registry.reset()
        yield world
        registry.reset()


@pytest.mark.parametrize(
    "faulty", ["stopped"], indirect=True
)  # to pages all faults are one: IndexUnavailable
@pytest.mark.parametrize("role", ["expert", "staff", "officer"])
def test_every_page_answers_each_role_as_ever(faulty: World, as_role: Login, role: str) -> None:
    client = as_role(role)
    given = names_of(faulty)
    rows = [row for row in ROWS if row[0] != "readyz"]  # which says what is wrong here

    got = {path: client.get(path.format(**given)).status_code for _, path, _ in rows}

    assert got == {path: statuses[role] for _, path, statuses in rows}
    assert client.get("/readyz").status_code == 503


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_list_says_in_both_languages_that_it_is_missing(
    faulty: World, as_role: Login, language: str
) -> None:
    for role, path in pages(faulty, language):
        html = as_role(role).get(path).content.decode()
        assert html.count(NOTICE[language]) == 1, path
    assert SEARCHED[language] in Client().get(f"/{language}/openings/?q=tungsten").content.decode()


@pytest.mark.parametrize("answers", range(1, 12))
def test_an_index_that_breaks_halfway_breaks_no_page(breaking: World, as_role: Login, answers: int) -> None:
    for role, path in [*pages(breaking), ("anonymous", "/en/openings/?q=tungsten")]:
        Breaking.left = answers
        assert as_role(role).get(path).status_code == 200, path


def test_the_walk_above_breaks_every_list(breaking: World, as_role: Login) -> None:
    for role, path in pages(breaking):
        Breaking.left = math.inf
        assert NOTICE["en"] not in as_role(role).get(path).content.decode(), path
        Breaking.left = 1
        assert NOTICE["en"] in as_role(role).get(path).content.decode(), path


def test_why_is_told_to_officers_alone(breaking: World, as_role: Login) -> None:
    Breaking.left = 0
    shortlist = f"/en/openings/{breaking.opening.pk}/shortlist/"

    assert f'<span lang="en">{SECRET}</span>' in as_role("officer").get(shortlist).content.decode()
    assert f'<span lang="en">{SECRET}</span>' in as_role("officer").get("/en/openings/?q=x").content.decode()
    assert "10.0.0.7" not in as_role("staff").get(shortlist).content.decode()
    assert "10.0.0.7" not in Client().get("/en/openings/?q=tungsten").content.decode()


@pytest.fixture
def stored(breaking: World) -> World:
    """A list of the opening was stored when the index still answered."""
    Match.objects.all().delete()
    store_matches(breaking.opening, people_for(breaking.opening))
    Breaking.left = 0
    return breaking


def link(world: World) -> str:
    return f'href="/en/matches/{Match.objects.get(opening=world.opening, profile=world.profile).pk}/"'


def test_a_shortlist_shows_what_was_stored_without_the_name(stored: World, as_role: Login) -> None:
    html = as_role("staff").get(f"/en/openings/{stored.opening.pk}/shortlist/").content.decode()

    assert "What was stored of it before is shown below" in html
    assert link(stored) in html
    assert stored.profile.name not in html


def test_my_openings_show_what_was_stored(stored: World, as_role: Login) -> None:
    html = as_role("expert").get("/en/me/openings/").content.decode()

    assert link(stored) in html
    assert "Laser diagnostics of fuel retention in a tungsten divertor" in html


def test_of_what_was_stored_nothing_withdrawn_is_shown(stored: World, as_role: Login) -> None:
    shortlist = f"/en/openings/{stored.opening.pk}/shortlist/"
    Consent.objects.filter(user=stored.profile.user).delete()

    for role in ("staff", "officer", "administrator"):
        html = as_role(role).get(shortlist).content.decode()
        assert NOTICE["en"] in html
        assert "/en/matches/" not in html


@pytest.mark.parametrize(("side", "role"), [(Side.HOST, "staff"), (Side.PERSON, "expert")])
def test_of_what_was_stored_nothing_set_aside_is_shown(
    stored: World, as_role: Login, side: Side, role: str
) -> None:
    Feedback.objects.create(
        opening=stored.opening,
        profile=stored.profile,
        side=side,
        verdict=Opinion.NOT_RELEVANT,
        reason=OpinionReason.SUBJECT,
    )
    path = f"/en/openings/{stored.opening.pk}/shortlist/" if side == Side.HOST else "/en/me/openings/"

    assert "/en/matches/" not in as_role(role).get(path).content.decode()


def test_an_opening_that_closed_since_is_no_longer_one_of_mine(stored: World, as_role: Login) -> None:
    type(stored.opening).objects.filter(pk=stored.opening.pk).update(deadline=timezone.now())

    assert "/en/matches/" not in as_role("expert").get("/en/me/openings/").content.decode()


def test_what_is_stored_is_asked_for_as_often_for_many_as_for_one(stored: World, as_role: Login) -> None:
    lists = [("staff", f"/en/openings/{stored.opening.pk}/shortlist/"), ("expert", "/en/me/openings/")]
    before = [queries_of(as_role(role), path) for role, path in lists]

    MatchFactory.create_batch(3, opening=stored.opening)
    MatchFactory.create_batch(3, profile=stored.profile)

    assert [queries_of(as_role(role), path) for role, path in lists] == before
    for role, path in lists:
        assert as_role(role).get(path).content.decode().count("/en/matches/") == 4
