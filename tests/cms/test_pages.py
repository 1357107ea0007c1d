"""Page types: where they may stand, what they show in each language, how they lead to each other."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction
from wagtail.test.utils import WagtailPageTestCase

from cms import models
from cms.models import FieldPage, HomePage
from taxonomy.models import PriorityField
from tests.cms.conftest import EVERY_TYPE, Site, WholeSite
from tests.factories import OpenOpeningFactory
from tests.pages.test_markup import Markup, problems

PATHS = ("", *EVERY_TYPE)
HAN = re.compile("[\u4e00-\u9fff]+")
MARKED = re.compile(r"<(\w+)[^>]*\blang=\"zh-Hans\"[^>]*>.*?</\1>", re.DOTALL)
NAME = (
    '<meta property="og:site_name" content="TalentBridge 人才桥">'  # of the site, in both languages at once
)


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
        alone = {models.BaseIntroPage, models.StatisticsPage, models.ContactPage, models.StandardPage}
        allowed: dict[Any, set[Any]] = {HomePage: {*listing, *alone}}
        allowed |= {index: {entry} for index, entry in listing.items()}
        allowed |= {entry: set() for entry in listing.values()}
        allowed |= {page: set() for page in alone} | {models.StandardPage: {models.StandardPage}}
        assert {page.__name__ for page in allowed} == set(models.__all__)
        for parent, children in allowed.items():
            self.assertAllowedSubpageTypes(parent, children)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_is_whole_and_strict_in_its_language(
    whole_site: WholeSite, client: Client, language: str
) -> None:
    OpenOpeningFactory()
    wrong: dict[str, list[str]] = {}
    for path in PATHS:
        answer = client.get(f"/{language}/{path}")
        if found := faults(answer, language, titled=bool(path)):
            wrong[path] = found
    assert wrong == {}


def faults(answer: Any, language: str, *, titled: bool) -> list[str]:
    html = answer.content.decode()
    markup = Markup(html)
    # A link of a resource leads elsewhere; nothing of the page comes from there.
    found = [
        fault
        for fault in problems(markup, answer["Content-Security-Policy"])
        if fault != "from elsewhere: https://example.org/handbook"
    ]
    if answer.status_code != 200:
        found.append(f"status {answer.status_code}")
    if markup.solid > 1:
        found.append(f"{markup.solid} solid buttons")
    if titled and ("中文标题" if language == "zh-hans" else "In English") not in html:
        found.append("another title")
    if language == "en":
        found += HAN.findall(MARKED.sub("", html).replace(NAME, ""))
    elif "<title>In English" in html or "Openings in this field" in html:
        found.append("English")
    return found


def test_every_page_leads_to_its_translation(whole_site: WholeSite, client: Client) -> None:
    wrong = []
    for path in PATHS:
        html = client.get(f"/en/{path}").content.decode()
        alternate = f'<link rel="alternate" hreflang="zh-Hans" href="http://testserver/zh-hans/{path}">'
        if alternate not in html or f'<a href="/zh-hans/{path}" lang="zh-Hans"' not in html:
            wrong.append(path)
    assert wrong == []


def test_language_switch_follows_the_translation_under_another_address(site: Site, client: Client) -> None:
    chinese = site.article["zh-hans"]
    chinese.slug = "di-yi-tiao"
    chinese.save()

    html = client.get("/en/news/first/").content.decode()

    assert 'href="http://testserver/zh-hans/news/di-yi-tiao/"' in html
    assert 'href="/zh-hans/news/first/"' not in html


def test_page_without_a_translation_leads_to_where_that_is_said(site: Site, client: Client) -> None:
    site.article["zh-hans"].unpublish()

    html = client.get("/en/news/first/").content.decode()
    assert '<a href="/zh-hans/news/first/" lang="zh-Hans"' in html
    assert 'rel="alternate" hreflang="zh-Hans"' not in html

    missing = client.get("/zh-hans/news/first/")
    html = missing.content.decode()
    assert missing.status_code == 404
    assert "此页尚未译成中文" in html
    assert '<meta name="robots" content="noindex">' in html
    assert re.search(r'lang="en"[^>]*>\s*<h2[^>]*>In English</h2>', html)
    assert re.search(r'href="[^"]*/en/news/first/" hreflang="en">阅读英文版', html)


def test_the_same_goes_for_a_page_in_chinese_alone(site: Site, client: Client) -> None:
    site.article["en"].unpublish()
    missing = client.get("/en/news/first/")
    assert missing.status_code == 404
    assert "It is written in Chinese only." in missing.content.decode()
    assert 'lang="zh-Hans"' in missing.content.decode()


def test_what_not_everybody_may_read_is_not_named_in_the_other_language(site: Site, client: Client) -> None:
    site.article["zh-hans"].unpublish()
    PageViewRestriction.objects.create(page=site.news["en"], restriction_type="login")
    html = client.get("/zh-hans/news/first/").content.decode()
    assert "In English" not in html
    assert "没有这个页面" in html


def test_the_address_of_an_original_leads_to_a_translation_under_another(site: Site, client: Client) -> None:
    chinese = site.article["zh-hans"]
    chinese.slug = "di-yi-tiao"
    chinese.save()
    answer = client.get("/zh-hans/news/first/")
    assert (answer.status_code, answer["Location"]) == (302, "/zh-hans/news/di-yi-tiao/")


def test_the_address_above_the_programmes_leads_to_their_list_or_to_all_openings(
    whole_site: WholeSite, client: Client
) -> None:
    assert client.get("/zh-hans/openings/programmes/")["Location"] == "/zh-hans/programmes/"
    whole_site.pages["programmes/"]["en"].unpublish()
    assert client.get("/en/openings/programmes/")["Location"] == "/en/openings/"


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


def test_pages_ask_as_often_for_many_rows_as_for_one(whole_site: WholeSite, client: Client) -> None:
    def asked() -> dict[str, int]:
        found = {}
        for path in PATHS:
            client.get(f"/en/{path}")
            with CaptureQueriesContext(connection) as captured:
                client.get(f"/en/{path}")
            found[path] = len(captured)
        return found

    tags = {"programme": whole_site.programme, "challenges": ["climate"]}
    abroad = {"base__institution__country": "PK", "base__institution__province": ""}
    OpenOpeningFactory.create_batch(3, **tags, **abroad)
    before = asked()

    OpenOpeningFactory.create_batch(17, **tags, **abroad)
    today = timezone.localdate()
    for path, fields in (
        ("news/", {}),
        ("stories/", {}),
        ("resources/", {"kind": "link", "field_id": "energy", "languages": ["en"]}),
        ("training/", {"starts_on": today, "ends_on": today, "online": True}),
        ("guides/", {"audience": "expert"}),
    ):
        index = whole_site.pages[path]["en"]
        (listed,) = index.allowed_subpage_models()
        for number in range(4):
            page = listed(
                title=f"No. {number}", slug=f"n{number}", summary="More.", locale=index.locale, **fields
            )
            index.add_child(instance=page)

    assert asked() == before
    assert max(before.values()) <= 40, before


def test_lists_by_title_stand_in_the_order_of_the_readers_language(
    whole_site: WholeSite, client: Client
) -> None:
    countries = whole_site.pages["countries/"]["zh-hans"]
    for code, title in (("FR", "法国"), ("DE", "德国"), ("ZM", "赞比亚"), ("EG", "埃及")):
        countries.add_child(
            instance=models.CountryPage(title=title, summary=title, slug=code.lower(), country=code)
        )
    html = client.get("/zh-hans/countries/").content.decode()
    places = [html.index(f">{title}<") for title in ("埃及", "德国", "法国", "赞比亚")]
    assert places == sorted(places)
