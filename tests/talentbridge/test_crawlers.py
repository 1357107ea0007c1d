"""What search engines and messengers read: addresses, pictures, and whom to tell of a weakness."""

from __future__ import annotations

from datetime import timedelta
from html.parser import HTMLParser
from io import BytesIO
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image
from pytest_django import Settings
from wagtail.models import Page

from bases.models import Opening
from taxonomy.models import PriorityField
from tests.factories import OpeningFactory, OpenOpeningFactory

pytestmark = pytest.mark.django_db

SITE = "http://testserver"
SPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


class Head(HTMLParser):
    """Links and metas of a page: name or relation -> values."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.said: dict[str, list[str]] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        name = found.get("property") or found.get("name") if tag == "meta" else found.get("rel")
        if tag in ("meta", "link") and name:
            self.said.setdefault(name, []).append(found.get("content") or found.get("href") or "")


def head(client: Client, path: str) -> dict[str, list[str]]:
    return Head(client.get(path).content.decode()).said


def addresses(client: Client, path: str) -> dict[str, dict[str, str]]:
    """Address -> language -> the same page in it, as a sitemap says."""
    root = ElementTree.fromstring(client.get(path).content)
    return {
        url.findtext("s:loc", "", SPACES): {
            link.attrib["hreflang"]: link.attrib["href"] for link in url.findall("x:link", SPACES)
        }
        for url in root.findall("s:url", SPACES)
    }


def test_the_sitemap_leads_to_every_part_and_each_part_is_read(client: Client) -> None:
    OpenOpeningFactory.create()
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    parts = [part.text or "" for part in root.iter(f"{{{SPACES['s']}}}loc")]
    assert len(parts) == 4
    for part in parts:
        assert addresses(client, part.removeprefix(SITE)), part


def test_an_opening_is_listed_in_both_languages_while_it_takes_applications(client: Client) -> None:
    taking = OpenOpeningFactory.create()
    OpeningFactory.create()
    late = OpenOpeningFactory.create()
    Opening.objects.filter(pk=late.pk).update(deadline=timezone.now() - timedelta(days=1))

    found = addresses(client, "/sitemap-openings.xml")

    in_both = {language: f"{SITE}/{language}/openings/{taking.pk}/" for language in ("en", "zh-hans")}
    assert {*found} == {*in_both.values()}
    assert all(others == in_both | {"x-default": in_both["en"]} for others in found.values())


def test_a_page_names_the_one_for_those_who_read_neither_language(client: Client) -> None:
    html = client.get("/zh-hans/openings/").content.decode()
    assert f'hreflang="x-default" href="{SITE}/en/openings/"' in html


def test_a_page_without_a_translation_is_listed_in_its_own_language(client: Client) -> None:
    home = Page.objects.get(depth=2, locale__language_code="en")
    Page.objects.filter(depth=2, locale__language_code="zh-hans").update(live=False)
    found = addresses(client, "/sitemap-pages.xml")
    assert found == {f"{SITE}/en/": {"en": f"{SITE}/en/", "x-default": f"{SITE}/en/"}}
    home.unpublish()
    assert addresses(client, "/sitemap-pages.xml") == {}


def test_robots_may_read_openings_and_no_people(client: Client) -> None:
    answer = client.get("/robots.txt")
    assert answer.headers["Content-Type"].startswith("text/plain")
    lines = answer.content.decode().splitlines()
    assert "Disallow: /en/profiles/" in lines
    assert {"Disallow: /zh-hans/me/", "Disallow: /en/account/", "Disallow: /zh-hans/account/"} <= {*lines}
    assert "Disallow: /zh-hans/searches/" in lines
    assert "Disallow: /en/openings/*/shortlist/" in lines
    assert not {"Disallow: /", "Disallow: /en/", "Disallow: /en/openings/"} & {*lines}
    assert lines[-1] == f"Sitemap: {SITE}/sitemap.xml"


def test_who_finds_a_weakness_learns_whom_to_tell(client: Client, settings: Settings) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT = "mailto:security@example.org"
    said = dict(
        line.split(": ", 1) for line in client.get("/.well-known/security.txt").content.decode().splitlines()
    )
    assert said["Contact"] == "mailto:security@example.org"
    assert timezone.now().isoformat() < said["Expires"] < (timezone.now() + timedelta(days=365)).isoformat()


def test_a_list_has_one_address_whatever_filters_and_sorts_it(client: Client) -> None:
    OpenOpeningFactory.create_batch(11)
    for query, page in {
        "": "",
        "?kind=young_6&sort=newest": "",
        "?page=2": "?page=2",
        "?page=2x": "",
    }.items():
        said = head(client, f"/en/openings/{query}")
        assert said["canonical"] == [f"{SITE}/en/openings/{page}"]
        assert said["og:url"] == said["canonical"]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_shared_opening_shows_its_title_summary_and_field(client: Client, language: str) -> None:
    opening = OpenOpeningFactory.create()
    text = opening.texts.get()
    text.title, text.summary = 'Salt & "light"', "Of <b>salt</b>\nand light."
    text.save()
    said = head(client, f"/{language}/openings/{opening.pk}/")
    assert said["og:title"] == ['Salt & "light"']
    assert said["og:description"] == said["description"] == ["Of <b>salt</b> and light."]
    assert said["og:image"] == [f"{SITE}/share/{opening.fields.all()[0].pk}.png"]
    assert said["og:locale"] == [{"en": "en_GB", "zh-hans": "zh_CN"}[language]]


def test_every_field_has_its_picture(client: Client) -> None:
    pictures = set()
    for name in ["site", *PriorityField.objects.values_list("pk", flat=True)]:
        content = client.get(f"/share/{name}.png").content
        with Image.open(BytesIO(content)) as image:
            assert (image.format, image.size) == ("PNG", (1200, 630))
        pictures.add(content)
    assert len(pictures) == 9
    assert client.get("/share/nothing.png").status_code == 404
