"""The guide shows every part with every parameter, says what each is, and is not there in production."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from django.test import Client

from talentbridge.styleguide.documents import document_of, names
from talentbridge.styleguide.guide import SECTIONS
from talentbridge.styleguide.texts import texts_in
from taxonomy.models import Challenge, PriorityField
from tests.factories import OpenOpeningFactory
from tests.talentbridge.test_settings import COMPLETE, python

TEMPLATES = Path(settings.ROOT) / "templates"
CALL = r'{%% (?:include "components/%s\.html"|part "%s")(.*?) %%}'


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_guide_renders_every_part(client: Client, language: str) -> None:
    OpenOpeningFactory()
    answer = client.get(f"/{language}/styleguide/")
    rendered = {str(template.name) for template in answer.templates}
    assert answer.status_code == 200
    assert {f"components/{name}.html" for name in names()} - rendered == set()
    assert {part for parts in SECTIONS.values() for part in parts} == set(names())


@pytest.mark.parametrize("name", names())
def test_a_part_takes_what_it_says_and_the_guide_shows_it(name: str) -> None:
    document = document_of(name)
    source = (TEMPLATES / "components" / f"{name}.html").read_text(encoding="utf-8")
    code = source.split("{% endcomment %}", 1)[1]
    samples = "".join(
        path.read_text(encoding="utf-8") for path in sorted((TEMPLATES / "styleguide").glob("*.html"))
    )
    given = "".join(re.findall(CALL % (name, name), samples))
    said = {parameter for parameter, _ in document.parameters}
    assert document.about
    assert {parameter for parameter in said if not re.search(rf"\b{parameter}\b", code)} == set()
    assert {parameter for parameter in said - {"body"} if f" {parameter}=" not in given} == set()
    if "body" in said:
        assert f'{{% part "{name}"' in samples


def test_what_a_part_is_not_given_is_not_there() -> None:
    card = engines["django"].from_string(
        '{% load parts %}{% with outside="secret" %}{% part "card" %}{{ outside }} inside{% endpart %}{% endwith %}'
    )
    assert "<h2" not in card.render()
    assert "secret inside" in card.render()  # a body is the page's own
    tag = engines["django"].from_string('{% load parts %}{% part "tag" text=mine %}{% endpart %}')
    html = tag.render({"url": "/elsewhere/", "mine": "<b>"})
    assert "&lt;b&gt;" in html
    assert "/elsewhere/" not in html


def test_every_text_of_the_guide_is_there_in_both_languages() -> None:
    chinese = re.compile("[一-鿿]")
    alike: list[str] = []

    def compare(zh: object, en: object, path: str) -> None:
        if isinstance(zh, dict) and isinstance(en, dict):
            for key in zh:
                compare(zh[key], en[key], f"{path}.{key}")
        elif isinstance(zh, list) and isinstance(en, list):
            for i, (one, other) in enumerate(zip(zh, en, strict=True)):
                compare(one, other, f"{path}.{i}")
        elif zh == en and chinese.search(str(zh) + str(en)):
            alike.append(path)

    compare(texts_in("zh-hans"), texts_in("en"), "")
    assert alike == []


@pytest.mark.parametrize(
    ("asked", "theme"), [("dark", "dark"), ("light", "light"), ("pink", None), ("", None)]
)
@pytest.mark.django_db
def test_a_theme_is_asked_for_by_name(client: Client, asked: str, theme: str | None) -> None:
    html = client.get("/en/styleguide/", {"theme": asked}, follow=True).content.decode()
    found = re.search(r'<html lang="en"(?: data-theme="(\w+)")?>', html)
    assert found
    assert found[1] == theme


@pytest.mark.django_db
def test_the_sprite_has_an_icon_for_every_field_and_challenge() -> None:
    sprite = (Path(settings.ROOT) / "static" / "icons.svg").read_text(encoding="utf-8")
    subjects = [*PriorityField.objects.all(), *Challenge.objects.all()]
    assert len(subjects) == 12
    assert [one.icon for one in subjects if f'<symbol id="{one.icon}"' not in sprite] == []


def test_the_bare_address_leads_to_the_readers_language(client: Client) -> None:
    answer = client.get("/styleguide/", headers={"accept-language": "zh-CN"})
    assert (answer.status_code, answer["Location"]) == (302, "/zh-hans/styleguide/")


@pytest.mark.processes
@pytest.mark.parametrize(("kind", "name"), [("production", "wagtail_serve"), ("development", "styleguide")])
def test_production_has_no_style_guide(tmp_path: Path, kind: str, name: str) -> None:
    told = (
        "import django; django.setup(); from django.urls import resolve; "
        "print(resolve('/en/styleguide/').url_name)"
    )
    done = python("-c", told, settings=kind, folder=tmp_path, environment=COMPLETE)
    assert done.stdout.strip() == name, done.stderr  # Wagtail takes what is left, and has no such page
