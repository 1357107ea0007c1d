from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from matching.fairness.exposure import Gap, Group
from matching.fairness.report import PREFIX, Audit, BadReport, Finding, as_json, folder, from_json, newest
from matching.fairness.text import as_markdown

BIASED = Gap(
    "income", (Group("high", 30, 1.1), Group("low", 12, 0.7)), 0.636, (0.5, 0.78), 0.0005, left_out=1
)
FAIR = Gap("stage", (Group("R1", 20, 0.99), Group("R3", 22, 1.01)), 0.98, (0.9, 0.999), 0.4)
SMALL = Gap("script", (Group("latin", 40, 1.0),), left_out=2)
AUDIT = Audit(
    datetime(2026, 11, 25, 8, tzinfo=UTC), "2 an-encoder", (Finding("known", 42, 7, (BIASED, FAIR, SMALL)),)
)


def put(name: str, text: str) -> Path:
    folder().mkdir(parents=True, exist_ok=True)
    path = folder() / f"{PREFIX}{name}.json"
    path.write_text(text, "utf-8")
    return path


@pytest.fixture(autouse=True)
def no_report() -> None:
    for path in folder().glob("*"):
        path.unlink()


def test_a_report_comes_back_as_it_was() -> None:
    assert from_json(as_json(AUDIT)) == AUDIT


def test_the_words_name_the_gap_that_exceeds_chance_and_no_other() -> None:
    text = as_markdown(AUDIT)
    assert (
        "- Income group of the country, people whom somebody judged to fit: Low income is shown least" in text
    )
    assert text.count("is shown least") == 1
    assert "| Career stage | Doctoral" in text or "| Career stage |" in text
    assert "too few people to compare" in text


def test_without_a_gap_the_words_say_so() -> None:
    fair = Audit(AUDIT.made_at, AUDIT.engine, (Finding("made_up", 42, 7, (FAIR,)),))
    assert "No gap is more than chance" in as_markdown(fair)


def test_the_newest_report_is_read() -> None:
    assert newest() is None
    put("2026-11-24-080000", as_json(Audit(AUDIT.made_at, "older", ())))
    put("2026-11-25-080000", as_json(AUDIT))
    assert newest() == AUDIT


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"made_at": 3}', '{"made_at": "x", "engine": "", "findings": []}']
)
def test_a_file_that_is_no_report_is_named(text: str) -> None:
    path = put("2026-11-25-080000", text)
    with pytest.raises(BadReport, match=path.name):
        newest()
