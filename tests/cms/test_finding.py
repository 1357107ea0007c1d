"""Search of the whole site: both languages, only what everybody may see, and help where little is found."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction
from wagtail.rich_text import RichText

from bases.choices import BaseStatus, Verification
from bases.models import Base
from cms.models.body import BodyPage
from search.backends.base import IndexUnavailable
from search.indexing import rebuild
from tests.cms.conftest import Site
from tests.factories import (
    BaseFactory,
    FrameworkFactory,
    InstitutionFactory,
    OpenOpeningFactory,
    ProgrammeFactory,
)

pytestmark = pytest.mark.django_db


def write(page: BodyPage, *, title: str, summary: str = "", text: str = "") -> None:
    """As an editor does."""
    page.title, page.summary = title, summary or title
    page.body = [("text", RichText(f"<p>{text}</p>"))]
    page.save_revision().publish()


def search(client: Client, text: str, language: str = "en") -> str:
    return client.get(f"/{language}/search/", {"q": text}).content.decode()


def found(content: str) -> list[str]:
    """The titles of what was found, without marks."""
    titles = re.findall(r"<h3><a [^>]*>(.*?)</a></h3>", content, re.DOTALL)
    return [unescape(re.sub("<[^>]+>", "", title)) for title in titles]


def test_a_page_is_found_in_either_language_and_shown_in_the_readers(client: Client, site: Site) -> None:
    write(site.article["en"], title="A night at the tokamak", summary="Plasma physics.")
    write(site.article["zh-hans"], title="托卡马克的一夜", summary="等离子体物理。")
    assert found(search(client, "托卡马克")) == ["A night at the tokamak"]
    assert found(search(client, "plasma", "zh-hans")) == ["托卡马克的一夜"]


def test_a_term_is_found_under_its_other_name(client: Client, site: Site) -> None:
    """In a page that is written in one language alone."""
    write(site.article["en"], title="A night at the tokamak")
    site.article["zh-hans"].delete()
    content = search(client, "托卡马克", "zh-hans")
    assert found(content) == ["A night at the tokamak"]
    assert 'lang="en"' in content[content.index("A night at the") - 300 : content.index("A night at the")]


def test_what_was_asked_is_marked_and_everything_else_is_text(client: Client, site: Site) -> None:
    write(
        site.article["en"],
        title="<script>alert(1)</script> & tokamaks",
        text="Long words. " * 40 + "A tokamak.",
    )
    content = search(client, "tokamak")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; <mark>tokamaks</mark>" in content
    assert "<script>alert" not in content


def test_a_long_page_is_quoted_where_it_answers(client: Client) -> None:
    BaseFactory.create(text__about="Of bread and of butter. " * 40 + "A cyclotron stands here.")
    content = search(client, "cyclotron")
    assert "A <mark>cyclotron</mark> stands here." in content
    assert content.count("Of bread") < 10


def test_where_only_the_name_is_translated_the_excerpt_is_in_the_other_language(client: Client) -> None:
    base = BaseFactory.create(text__name="Ring base", text__about="A cyclotron stands here.")
    base.texts.create(language="zh-hans", is_original=False, name="环形基地")
    content = search(client, "cyclotron", "zh-hans")
    assert found(content) == ["环形基地"]
    assert '<p lang="en">A <mark>cyclotron</mark> stands here.</p>' in content
    assert '<h3><a href="/zh-hans/bases/' in content


def test_the_group_of_pages_has_the_word_for_pages_of_a_site(client: Client, site: Site) -> None:
    write(site.article["en"], title="A night at the tokamak")
    heading = re.search(r'<h2 id="found-page">(.*?)<', search(client, "tokamak", "zh-hans"))
    assert heading
    assert heading[1].strip() == "页面"


def test_words_of_a_title_come_first(client: Client, site: Site) -> None:
    write(site.article["en"], title="Of bread", text="One word of a cyclotron.")
    write(site.standard["en"], title="Our cyclotron")
    assert found(search(client, "cyclotron")) == ["Our cyclotron", "Of bread"]


def test_half_of_a_question_is_no_answer(client: Client, site: Site) -> None:
    write(site.article["en"], title="A cyclotron")
    write(site.standard["en"], title="Bread for a cyclotron in winter")
    assert found(search(client, "winter bread cyclotron")) == ["Bread for a cyclotron in winter"]


def test_what_nobody_may_see_is_not_found(client: Client, site: Site) -> None:
    for page in (site.article, site.standard, site.news):
        write(page["en"], title=f"Cyclotron {page['en'].pk}")
    site.article["en"].unpublish()
    PageViewRestriction.objects.create(page=site.standard["en"], restriction_type="login")
    withdrawn = BaseFactory.create(status=BaseStatus.WITHDRAWN, text__name="Cyclotron base")
    assert found(search(client, "cyclotron")) == [f"Cyclotron {site.news['en'].pk}"]
    Base.objects.filter(pk=withdrawn.pk).update(status=BaseStatus.RECOGNISED)
    assert "Cyclotron base" in found(search(client, "cyclotron"))


def test_a_changed_page_is_found_by_its_new_words(client: Client, site: Site) -> None:
    write(site.article["en"], title="First", text="A cyclotron.")
    assert found(search(client, "cyclotron")) == ["First"]
    write(site.article["en"], title="First", text="A telescope.")
    assert found(search(client, "cyclotron")) == []
    assert found(search(client, "telescope")) == ["First"]


@pytest.mark.models
def test_openings_are_found_across_languages(client: Client) -> None:
    opening = OpenOpeningFactory.create(text__title="Plasma diagnostics at a tokamak")
    rebuild()
    content = search(client, "托卡马克", "zh-hans")
    assert opening.texts.get().title in found(content)


def test_without_an_index_the_words_are_looked_for_and_the_page_says_so(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise IndexUnavailable("The index at http://10.0.0.7:9200 broke.")

    monkeypatch.setattr("matching.browse.get_backend", broken)
    OpenOpeningFactory.create(text__title="Plasma diagnostics")
    content = search(client, "diagnostics")
    assert found(content) == ["Plasma diagnostics"]
    assert "Only openings that hold your very words are shown." in content
    assert "10.0.0.7" not in content


@pytest.mark.parametrize(
    ("language", "typed", "meant"),
    [
        ("en", "tokamk", "tokamak"),
        ("en", "plsama phsyics", "plasma physics"),
        ("zh-hans", "等离字体", "等离子体"),
    ],
)
def test_a_slip_is_answered_with_what_was_meant(
    client: Client, language: str, typed: str, meant: str
) -> None:
    content = search(client, typed, language)
    assert f">{meant}</a>" in content
    assert found(content) == []


@pytest.mark.parametrize("typed", ["tokamak", "xqzwv", "of", "等离子体"])
def test_what_is_right_or_near_nothing_is_not_put_right(client: Client, typed: str) -> None:
    assert "Did you mean" not in search(client, typed)


def test_beginnings_are_completed_by_titles_and_terms(client: Client, site: Site) -> None:
    write(site.article["en"], title="Plasma at night")
    write(site.article["zh-hans"], title="夜里的等离子体")
    OpenOpeningFactory.create(text__title="Dusty plasma")
    options = re.findall(
        'value="([^"]+)"', client.get("/zh-hans/search/suggest/", {"q": "plasma"}).content.decode()
    )
    assert options[:2] == ["夜里的等离子体", "Dusty plasma"]
    assert len(options) == 8
    assert all(option.lower().startswith("plasma") for option in options[2:])
    for short in ("", "p", "  ", "?" * 300):
        assert b"option" not in client.get("/en/search/suggest/", {"q": short}).content


def test_words_that_begin_so_are_suggested_before_those_that_hold_it(client: Client, site: Site) -> None:
    for title in ("Microlasers for all", "A new laser", "Laser light"):
        OpenOpeningFactory.create(text__title=title)
    write(site.article["en"], title="Microlaser news")
    options = re.findall(
        'value="([^"]+)"', client.get("/en/search/suggest/", {"q": "laser"}).content.decode()
    )
    assert options[:2] == ["Laser light", "A new laser"]
    assert "Microlaser" not in "".join(options[:-2])


def test_no_question_too_long_a_one_and_one_without_words(client: Client) -> None:
    assert found(search(client, "")) == []
    assert "shorten it" in search(client, "plasma " * 1_500)
    assert "Write at least one word" in search(client, "?!")


def test_as_many_queries_for_ten_bases_as_for_two(client: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert "cyclotron" in search(client, "cyclotron")
        return len(caught)

    for n in range(2):
        BaseFactory.create(text__name=f"Cyclotron {n}")
    queries()
    few = queries()
    for n in range(2, 10):
        BaseFactory.create(text__name=f"Cyclotron {n}")
    assert queries() == few


def test_hosts_and_programmes_are_found_by_name(client: Client) -> None:
    InstitutionFactory.create(text__name="Cyclotron Institute")
    InstitutionFactory.create(text__name="Cyclotron Works", verification=Verification.PENDING)
    ProgrammeFactory.create(text__name="Cyclotrons for all")
    FrameworkFactory.create(text__name="Cyclotron countries")
    assert found(search(client, "cyclotron")) == [
        "Cyclotron Institute",
        "Cyclotrons for all",
        "Cyclotron countries",
    ]
