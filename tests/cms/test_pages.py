"""Page types: where they may stand, what they show in each language, how they lead to each other."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.test.utils import WagtailPageTestCase

from cms import models
from cms.models import FieldPage, HomePage, NewsArticlePage
from taxonomy.models import PriorityField
from tests.cms.conftest import EVERY_TYPE, Site, WholeSite
from tests.factories import OpenOpeningFactory
from tests.pages.test_markup import Markup, problems

PATHS = ("", *EVERY_TYPE)
HAN = re.compile("[\u4e00-\u9fff]+")
MARKED = re.compile(r"<(\w+)[^>]*\blang=\"zh-Hans\"[^>]*>.*?</\1>", re.DOTALL)


class TypesOfPages(WagtailPageTestCase):
    def test_each_type_stands_below_its_parents_alone(self) -> None:
        listing = {
            models.FieldIndexPage: models.FieldPage,
            models.ChallengeIndexPage: models.ChallengePage,
            models.CountryIndexPage: models.CountryPage,
            models.ProgrammeIndexPage: models.ProgrammePage,
            models.NewsIndexPage: models.NewsArticlePage,
            models.StoryIndexPage: models.StoryPage,
            models.ResourceIndexPage: models.ResourcePage,
            models.TrainingIndexPage: models.CoursePage,
            models.GuideIndexPage: models.GuidePage,
        }
        alone = {models.StatisticsPage, models.ContactPage, models.StandardPage}
        allowed: dict[Any, set[Any]] = {HomePage: {*listing, *alone}}
        allowed |= {index: {entry} for index, entry in listing.items()}
        allowed |= {entry: set() for entry in listing.values()}
        allowed |= {page: set() for page in alone} | {models.StandardPage: {models.StandardPage}}
        assert {page.__name__ for page in allowed} == set(models.__all__)
        for parent, children in allowed.items():
            self.assertAllowedSubpageTypes(parent, children)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("path", PATHS)
def test_page_is_whole_and_strict_in_its_language(
    whole_site: WholeSite, client: Client, language: str, path: str
) -> None:
    OpenOpeningFactory()

    answer = client.get(f"/{language}/{path}")

    html = answer.content.decode()
    assert answer.status_code == 200
    found = problems(Markup(html), answer["Content-Security-Policy"])
    # A link of a resource leads elsewhere; nothing of the page comes from there.
    assert [fault for fault in found if fault != "from elsewhere: https://example.org/handbook"] == []
    assert Markup(html).solid <= 1
    if path:
        assert ("中文标题" if language == "zh-hans" else "In English") in html
    if language == "en":
        assert HAN.findall(MARKED.sub("", html)) == []
    else:
        assert "<title>In English" not in html
        assert "Openings in this field" not in html


@pytest.mark.parametrize("path", PATHS)
def test_page_leads_to_its_translation(whole_site: WholeSite, client: Client, path: str) -> None:
    html = client.get(f"/en/{path}").content.decode()

    assert f'<link rel="alternate" hreflang="zh-Hans" href="http://testserver/zh-hans/{path}">' in html
    assert f'<a href="/zh-hans/{path}" lang="zh-Hans"' in html


def test_language_switch_follows_the_translation_under_another_address(site: Site, client: Client) -> None:
    chinese = site.article["zh-hans"]
    chinese.slug = "di-yi-tiao"
    chinese.save()

    html = client.get("/en/news/first/").content.decode()

    assert 'href="http://testserver/zh-hans/news/di-yi-tiao/"' in html
    assert 'href="/zh-hans/news/first/"' not in html


def test_page_without_a_translation_leads_to_the_nearest_above_it(site: Site, client: Client) -> None:
    site.article["zh-hans"].unpublish()

    html = client.get("/en/news/first/").content.decode()

    assert '<a href="/zh-hans/news/" lang="zh-Hans"' in html
    assert 'hreflang="zh-Hans" href="http' not in html
    assert client.get("/zh-hans/news/first/").status_code == 404


def test_draft_is_neither_served_nor_listed(site: Site, client: Client) -> None:
    site.article["en"].unpublish()
    site.energy["en"].unpublish()

    assert client.get("/en/news/first/").status_code == 404
    assert "/en/news/first/" not in client.get("/en/news/").content.decode()
    assert "/en/news/first/" not in client.get("/en/").content.decode()
    assert "/en/fields/energy/" not in client.get("/en/fields/").content.decode()


def test_field_has_one_page_in_each_language(site: Site) -> None:
    second = FieldPage(
        title="Again",
        summary="Again.",
        slug="again",
        field=PriorityField.objects.get(pk="energy"),
        locale=site.home["en"].locale,
    )

    with pytest.raises(ValidationError, match=r"In English.*choose something else"):
        site.fields["en"].add_child(instance=second)


def test_field_pages_list_what_is_open_in_the_field(site: Site, client: Client) -> None:
    mine, other = OpenOpeningFactory(), OpenOpeningFactory(fields=["health"], base__fields=["health"])

    html = client.get("/en/fields/energy/").content.decode()

    assert f'href="/en/openings/{mine.pk}/"' in html
    assert f'href="/en/openings/{other.pk}/"' not in html
    assert f'href="/en/bases/{mine.base.slug}/"' in html
    assert f'href="/en/bases/{other.base.slug}/"' not in html
    assert "1 opening<" in client.get("/en/fields/").content.decode()


@pytest.mark.parametrize("path", PATHS)
def test_pages_ask_as_often_for_many_rows_as_for_one(
    whole_site: WholeSite, site: Site, client: Client, path: str
) -> None:
    OpenOpeningFactory.create_batch(3)
    client.get(f"/en/{path}")
    with CaptureQueriesContext(connection) as before:
        client.get(f"/en/{path}")

    OpenOpeningFactory.create_batch(27)
    for number in range(8):
        article = NewsArticlePage(
            title=f"No. {number}", slug=f"n{number}", summary="More.", locale=site.news["en"].locale
        )
        site.news["en"].add_child(instance=article)
    with CaptureQueriesContext(connection) as after:
        client.get(f"/en/{path}")

    assert len(before) == len(after)
