"""Openings and people who clearly fit them, each written in Chinese and in English by the same hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from search.corpus.reading import Entry
from search.text.language import CHINESE, ENGLISH
from search.types import Passage

DATA = Path(__file__).resolve().parent / "data"
LANGUAGES = {CHINESE: "zh", ENGLISH: "en"}


@dataclass(frozen=True, slots=True)
class Twins:
    """One opening and one person, by language."""

    id: str
    field: str
    openings: Mapping[str, Entry]
    people: Mapping[str, Entry]


def read_twins() -> list[Twins]:
    """All of tests/bench/data/twins-*.yaml, in their order."""
    rows = [
        row for path in sorted(DATA.glob("twins-*.yaml")) for row in yaml.safe_load(path.read_text("utf-8"))
    ]
    return [
        Twins(
            row["id"],
            row["field"],
            {tag: _opening(row, tag, key) for tag, key in LANGUAGES.items()},
            {tag: _person(row, tag, key) for tag, key in LANGUAGES.items()},
        )
        for row in rows
    ]


def _opening(row: Mapping[str, Mapping[str, list[str]]], tag: str, key: str) -> Entry:
    title, text = row["opening"][key]
    return Entry(f"opening:{row['id']}:{tag}", (Passage("opening", tag, title, text),))


def _person(row: Mapping[str, Mapping[str, tuple[str, str, list[str]]]], tag: str, key: str) -> Entry:
    headline, biography, keywords = row["person"][key]
    body = f"{biography}\n{'; '.join(keywords)}"
    return Entry(f"twin:{row['id']}:{tag}", (Passage("profile", tag, headline, body),))
