"""Changing the encoder: the old index answers and takes changes until the new one is whole, and no document is lost."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from pytest_django import Settings

from bases.models import Opening
from search.backends.base import IndexMismatch, IndexUnavailable, SearchBackend
from search.backends.registry import get_backend, reset
from search.encoders.hashing import HashingEncoder
from search.engine import get_view_builder
from search.indexing import compare, rebuild, work_off
from search.types import Passage, Query
from tests.factories import OpenOpeningFactory
from tests.search.elastic import a_prefix

pytestmark = pytest.mark.django_db(transaction=True)


class Other(HashingEncoder):
    """Of the same length: nothing but its name tells its vectors from the first one's."""

    def __init__(self, **options: object) -> None:
        super().__init__()
        self.id = "other-256"


class Shorter(HashingEncoder):
    def __init__(self, **options: object) -> None:
        super().__init__(dimension=64)


FIRST = {"text": "hashing", "english": "hashing"}


@pytest.fixture(params=["embedded", pytest.param("elasticsearch", marks=pytest.mark.service)])
def on_a_real_index(request: pytest.FixtureRequest, settings: Settings):  # type: ignore[no-untyped-def]
    settings.SEARCH_ENCODERS = FIRST
    if request.param == "embedded":
        settings.SEARCH_BACKEND = "search.backends.embedded.EmbeddedBackend"
        yield
        return
    settings.SEARCH_BACKEND = "search.backends.elasticsearch.ElasticsearchBackend"
    url = request.getfixturevalue("elasticsearch_url")
    with a_prefix(url) as prefix:
        settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_PREFIX = [url], prefix
        yield
        reset()


def found(backend: SearchBackend, text: str) -> list[str]:
    """Ids of openings by their vectors and words, nearest first."""
    view = get_view_builder(keep=False).views([Passage(key="question", language="", title=text)])[0]
    query = Query(kind="opening", views=(view,), tokens=view.tokens, size=5)
    return [candidate.id for candidate in backend.search(query)]


def under(settings: Settings, encoders: dict[str, str], do: Callable[[], object]) -> None:
    """What a process does that was started with these encoders."""
    before = settings.SEARCH_ENCODERS
    settings.SEARCH_ENCODERS = encoders
    try:
        do()
    finally:
        settings.SEARCH_ENCODERS = before


@pytest.mark.parametrize("encoder", [Other, Shorter])
def test_the_old_index_serves_until_the_new_one_is_whole(
    on_a_real_index: None, settings: Settings, encoder: type
) -> None:
    laser = OpenOpeningFactory(text__title="Laser spectroscopy of tungsten")
    OpenOpeningFactory(text__title="Tunnel boring in soft ground")
    work_off(everything=True)
    old = get_backend()
    expected = found(old, "Laser spectroscopy of tungsten")
    assert expected[0] == f"opening:{laser.pk}"
    answers: list[list[str]] = []
    changed: list[Opening] = []

    def meanwhile(kind: str, count: int) -> None:
        def ask_and_save() -> None:
            answers.append(found(old, "Laser spectroscopy of tungsten"))
            if not changed:
                changed.append(OpenOpeningFactory(text__title="Cryogenic electron microscopy"))
                work_off(everything=True)
                assert found(old, "Cryogenic electron microscopy")[0] == f"opening:{changed[0].pk}"

        under(settings, FIRST, ask_and_save)

    path = f"{__name__}.{encoder.__name__}"
    settings.SEARCH_ENCODERS = {"text": path, "english": path}
    rebuild(progress=meanwhile)
    work_off(everything=True)

    assert len(answers) > 1
    assert {answer[0] for answer in answers} == {expected[0]}
    assert found(get_backend(), "Cryogenic electron microscopy")[0] == f"opening:{changed[0].pk}"
    assert all(status.in_step for status in compare())
    settings.SEARCH_ENCODERS = FIRST
    assert refused_within(60, lambda: found(get_backend(), "Laser spectroscopy of tungsten"))


def refused_within(seconds: float, ask: Callable[[], object]) -> bool:
    """A process of yesterday's settings is told so. It trusts a second long that what it looked at still serves."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            ask()
        except IndexMismatch:
            return True
        except IndexUnavailable:  # vectors of another length
            pass
        time.sleep(0.1)
    return False
