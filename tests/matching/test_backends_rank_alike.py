"""The same openings and people give the same lists, whichever index proposes the candidates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django import Settings

from bases.models import Opening
from demo.load import load
from experts.models import Profile
from matching.domain.asked import asked_by_opening
from matching.domain.candidates import look
from matching.domain.matcher import openings_for, people_for
from matching.types import Shortlist
from search.backends import registry
from search.backends.registry import get_backend
from search.indexing import deferred, rebuild
from tests.bench import corpus
from tests.bench.material import topics
from tests.bench.people import reference, write_openings, write_people
from tests.search.elastic import a_prefix

pytestmark = [pytest.mark.django_db, pytest.mark.service]

SHOWN = 50
FEW = 20  # candidates of each channel: so few of the 120 people that it matters which
PEOPLE, ASKING = 800, 20
TOPICS_OF = (
    4_000  # people: the topics of a larger corpus, so that no crowd of equals stands at the end of a list
)
BACKENDS = (
    "search.backends.embedded.EmbeddedBackend",
    "search.backends.elasticsearch.ElasticsearchBackend",
)


Line = tuple[int, float]  # primary key, total


@dataclass(frozen=True)
class Lists:
    """What one index leads to, by primary key of who asks: the first SHOWN with their totals, best first."""

    people: dict[int, list[Line]]
    openings: dict[int, list[Line]]
    few: dict[int, set[str]]  # whom either channel proposes first


def lines(found: Shortlist[Any]) -> list[Line]:
    return [(one.subject.pk, round(one.score.total, 4)) for one in found.ranked]


def lists_by(backend: str, settings: Settings, *, fill: Callable[[], object], every: int = 1) -> Lists:
    """`every`: how many people to pass by for each whose openings are asked for."""
    settings.SEARCH_BACKEND = backend
    fill()
    index, openings = get_backend(), list(Opening.objects.open())
    profiles = list(Profile.objects.matchable().order_by("pk"))[::every]
    return Lists(
        {one.pk: lines(people_for(one, top=SHOWN, explain=False)) for one in openings},
        {one.pk: lines(openings_for(one, top=SHOWN, explain=False)) for one in profiles},
        {o.pk: set(look(index, "profile", asked_by_opening(o, index), size=FEW)) for o in openings},
    )


@pytest.fixture
def both(settings: Settings, elasticsearch_url: str, tmp_path: Path) -> Iterator[None]:
    """Both backends may be chosen, and are empty."""
    settings.SEARCH_INDEX_DIR = tmp_path / "index"
    with a_prefix(elasticsearch_url) as prefix:
        settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_PREFIX = [elasticsearch_url], prefix
        yield
        registry.reset()


@pytest.mark.timeout(300)
def test_on_the_demo_data_both_give_the_same_lists(both: None, settings: Settings) -> None:
    with deferred():
        load()

    def fill() -> None:
        rebuild()
        call_command("check_index")

    embedded, elastic = (lists_by(backend, settings, fill=fill, every=6) for backend in BACKENDS)

    assert len(embedded.people) == 40
    assert max(map(len, embedded.people.values())) > 20
    assert len(embedded.openings) == 20
    assert elastic == embedded


@pytest.mark.timeout(600)
def test_on_synthetic_people_both_give_the_same_lists(both: None, settings: Settings, tmp_path: Path) -> None:
    """So many that each channel proposes a part of them, and the neighbour search of Elasticsearch is approximate."""
    known, subjects = reference(), topics(corpus.fields(), people=TOPICS_OF)
    write_people(PEOPLE, subjects, known, lambda done: None)
    with deferred():
        write_openings(subjects, known, count=ASKING)

    def fill() -> None:
        corpus.fill(subjects, tmp_path, lambda done: None)

    embedded, elastic = (
        lists_by(backend, settings, fill=fill, every=PEOPLE // ASKING) for backend in BACKENDS
    )

    assert len(embedded.people) == len(embedded.openings) == ASKING
    assert min(map(len, embedded.people.values())) == SHOWN
    assert elastic.people == embedded.people
    assert elastic.openings == embedded.openings
