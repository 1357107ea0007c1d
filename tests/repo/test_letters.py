"""Every letter there is: written in both languages, with a subject, and no link that leads nowhere, in any branch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template import Context, Engine, Template
from django.template.defaulttags import URLNode
from django.urls import resolve
from django.utils.translation import override

from tests.support.ours import APPS

ROOT = Path(settings.ROOT)
FOLDER = ROOT / "templates" / "letters"
PARTS = {"digest_openings", "notice_end"}  # of letters
LETTERS = sorted(path.stem for path in FOLDER.glob("*.txt"))
PERSONAL = {"profile", "person", "user", "reader", "by", "display_name", "native_name", "email"}
CHINESE = re.compile("[一-鿿]")


class Anything(datetime):
    """Stands for whatever a letter is about: a row, a number, a moment, a pair."""

    def __new__(cls, *_: object, **__: object) -> Anything:
        return super().__new__(cls, 2026, 11, 26, tzinfo=UTC)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return Anything()

    def __str__(self) -> str:
        return "1"

    def __iter__(self) -> Iterator[Anything]:
        return iter((Anything(), Anything()))

    def __len__(self) -> int:
        return 2

    def __index__(self) -> int:
        return 1


class Knows(dict[str, Any]):
    """A context that knows every name."""

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> Any:
        return Anything()


def context(source: str = "") -> Context:
    """Numbers where the `source` of a template counts."""
    known = Knows(site="https://bridge.example.org", address="/en/me/", stop="/en/me/")
    named = dict(re.findall(r"(\w+)=([\w.]+)", " ".join(re.findall(r"\{% with (.*?) %\}", source))))
    for counted in re.findall(r"blocktranslate (?:with [^%]*)?count \w+=([\w.]+)", source):
        *path, last = named.get(counted, counted).split(".")
        place = known
        for step in path:
            place = place.setdefault(step, Knows())
        place[last] = 1
    found = Context()
    found.dicts.insert(1, known)
    return found


def letter(name: str) -> Template:
    return Engine.get_default().get_template(f"letters/{name}.txt")


@pytest.mark.parametrize("name", [name for name in LETTERS if name not in PARTS])
def test_a_letter_is_written_in_both_languages(name: str) -> None:
    said, source = {}, (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    for language in ("en", "zh-hans"):
        with override(language):
            said[language] = letter(name).render(context(source)).strip()
        subject, _, text = said[language].partition("\n")
        assert 0 < len(subject.strip()) <= 200
        assert text.strip()
        assert "{%" not in said[language]
        assert "{{" not in said[language]
    assert CHINESE.search(said["zh-hans"].partition("\n")[0])
    assert not CHINESE.search(said["en"])


@pytest.mark.parametrize("name", LETTERS)
def test_the_subject_names_no_person(name: str) -> None:
    """It stands on locked screens, and as the title of a notice."""
    source = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").strip()
    subject = source.partition("\n")[0]
    said = re.findall(r"\{\{ ([\w.]+)", subject) + re.findall(r"=([\w.]+)", subject)
    assert [name for name in said if PERSONAL & set(name.split("."))] == []


@pytest.mark.parametrize("name", LETTERS)
def test_every_link_of_a_letter_leads_to_a_page_whatever_it_says(name: str) -> None:
    template = letter(name)
    for node in template.nodelist.get_nodes_by_type(URLNode):
        for language in ("en", "zh-hans"):
            known = context()
            with override(language), known.bind_template(template):
                path = node.render(known)
                assert path.startswith(f"/{language}/")
                assert resolve(path).url_name != "wagtail_serve"


@pytest.mark.parametrize("name", LETTERS)
def test_a_link_of_a_letter_is_a_whole_address_and_stands_alone(name: str) -> None:
    """A program that reads mail makes a link of it, without a full stop at its end."""
    source = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    for line in source.splitlines():
        for before, after in re.findall(r"(.*?)\{\{ site \}\}(?:\{\{ \w+ \}\}|\{% url [^%]*%\})(.*)", line):
            assert not re.search(r"\S$", re.sub(r"\{%[^%]*%\}$", "", before)), line
            assert not re.match(r"[^\s{#]", after), line


def test_no_letter_is_kept_that_nobody_sends_and_none_is_sent_that_is_not_there() -> None:
    said = "\n".join(
        path.read_text(encoding="utf-8")
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        if "migrations" not in path.parts
    )
    included = "\n".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.txt"))
    for name in LETTERS:
        assert f'"{name}"' in said or f"letters/{name}.txt" in said + included, name
    named = set(re.findall(r'\b(?:tell|send_letter)\((?:\w[\w.]*, ){0,2}"(\w+)"', said))
    assert named - set(LETTERS) == set()
