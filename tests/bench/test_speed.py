"""The bench itself, on a corpus so small that it measures nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_django import Settings

from search.backends.embedded import EmbeddedBackend
from search.backends.registry import get_backend
from search.models import IndexJob
from tests.bench import corpus, measure, speed
from tests.bench.goals import FIGURES, figure, size_name
from tests.bench.material import topics
from tests.bench.people import reference, write_openings, write_people
from tests.bench.report import table

PROFILES, OPENINGS = 60, 8


@pytest.fixture
def backend(db: None, settings: Settings, tmp_path: Path) -> EmbeddedBackend:
    """An index of PROFILES synthetic people and the openings of the bench."""
    settings.SEARCH_BACKEND = "search.backends.embedded.EmbeddedBackend"
    known = reference()
    subjects = [replace(topic, number=i) for i, topic in enumerate(topics(corpus.fields(), people=2_000))]
    write_people(PROFILES, subjects, known, lambda done: None)
    write_openings(subjects, known, count=OPENINGS)
    IndexJob.objects.all().delete()
    corpus.fill(subjects, tmp_path, lambda done: None)
    found = get_backend()
    assert isinstance(found, EmbeddedBackend)
    return found


@pytest.mark.timeout(600)
def test_every_figure_that_is_measured_has_a_line_a_unit_and_a_verdict(
    backend: EmbeddedBackend, tmp_path: Path
) -> None:
    assert len(backend.digests("profile")) == PROFILES

    found = measure.measured(backend, PROFILES, tmp_path / "scratch", quick=True)

    latest = json.loads(json.dumps({name: speed.entry(name, value) for name, value in found.items()}))
    assert all(entry.keys() == {"value", "unit", "goal", "met"} for entry in latest.values())
    assert all(isinstance(entry["met"], bool) and entry["value"] > 0 for entry in latest.values())
    by_other_processes = {"load", "cores", "cold_first_query", "cold_first_match", "rss"}
    expected = {
        name.format(size=PROFILES)
        for name in FIGURES
        if not name.startswith(
            ("encode_", "es_", "embedded_", "outbox_", "save_", "pages_", "lists_", "desks_")
        )
        and name.partition("_{size}")[0] not in by_other_processes
    }
    assert latest.keys() == expected
    assert latest["recall_at_100"] == {"value": 1.0, "unit": "", "goal": "≥ 0.99", "met": True}
    assert "| recall@100, worst of all sizes and filters | 1 | ≥ 0.99 |" in table(latest)


@pytest.mark.parametrize(
    ("name", "value", "met"),
    [
        ("people_for_100k_p95_ms", 150.0, True),
        ("people_for_100k_p95_ms", 151.0, False),
        ("people_for_10k_p95_ms", 151.0, True),
        ("hybrid_100k_floor_ratio", 3.1, False),
        ("rebuild_100k_s", 91.0, False),
        ("rss_100k_mb", 1500.0, True),
        ("encode_docs_per_s", 17.9, False),
        ("recall_at_100", 0.989, False),
    ],
)
def test_goals_hold_where_they_are_set(name: str, value: float, met: bool) -> None:
    assert figure(name).met(value) is met


def test_sizes_are_named_in_thousands() -> None:
    assert [size_name(n) for n in (200, 10_000, 100_000)] == ["200", "10k", "100k"]


def test_table_marks_what_was_missed_and_shows_sizes_side_by_side() -> None:
    values = {"rebuild_10k_s": 5.0, "rebuild_100k_s": 95.0, "encode_docs_per_s": 20.0}

    lines = table({name: speed.entry(name, value) for name, value in values.items()}).splitlines()

    assert lines[0] == "| what | 10k profiles | 100k profiles | goal |"
    assert "| rebuild_index, nothing changed (s) | 5 | 95 | ≤ 90 **missed** |" in lines
    assert "| both encoders, English abstracts of 120 words (1/s) |  | 20 | ≥ 18 |" in lines
