"""The same openings and people give the same lists, whichever index proposes the candidates."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from bases.models import Opening
from demo.load import load
from matching.domain.asked import asked_by_opening
from matching.domain.candidates import look
from matching.domain.matcher import people_for
from search.backends import registry
from search.backends.registry import get_backend
from search.indexing import deferred, rebuild
from tests.search.elastic import a_prefix

pytestmark = [pytest.mark.django_db, pytest.mark.service]

SHOWN = 50
FEW = 20  # candidates of each channel: so few of the 120 people that it matters which
BACKENDS = (
    "search.backends.embedded.EmbeddedBackend",
    "search.backends.elasticsearch.ElasticsearchBackend",
)


def lists_by(
    backend: str, settings: Settings
) -> tuple[dict[int, list[tuple[int, float]]], dict[int, set[str]]]:
    """Opening -> the first people and what they score; -> the few whom either channel proposes first."""
    settings.SEARCH_BACKEND = backend
    rebuild()
    call_command("check_index")
    openings = list(Opening.objects.open())
    lists = {
        opening.pk: [
            (one.subject.pk, round(one.score.total, 4))
            for one in people_for(opening, top=SHOWN, explain=False).ranked
        ]
        for opening in openings
    }
    index = get_backend()
    few = {o.pk: set(look(index, "profile", asked_by_opening(o, index), size=FEW)) for o in openings}
    return lists, few


@pytest.mark.timeout(300)
def test_every_demo_opening_has_the_same_list_with_both(
    settings: Settings, elasticsearch_url: str, tmp_path: Path
) -> None:
    settings.SEARCH_INDEX_DIR = tmp_path
    with deferred():
        load()
    with a_prefix(elasticsearch_url) as prefix:
        settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_PREFIX = [elasticsearch_url], prefix
        (embedded, few), (elastic, as_few) = (lists_by(backend, settings) for backend in BACKENDS)
        registry.reset()

    assert len(embedded) == 40
    assert max(map(len, embedded.values())) > 20
    assert elastic == embedded
    assert as_few == few
