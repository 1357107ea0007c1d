"""Pages about a country, a challenge, a programme; courses; figures: what they show is public and of now."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from accounts.models import Consent, Purpose
from bases.choices import Direction, NationalityRule
from cms.models import CoursePage
from cms.models.body import BodyPage
from cms.statistics import FEWEST
from tests.cms.conftest import WholeSite
from tests.factories import (
    ConsentFactory,
    FrameworkFactory,
    MatchableProfileFactory,
    OpeningFactory,
    OpenOpeningFactory,
    ProjectFactory,
)


def html_of(client: Client, path: str, language: str = "en") -> str:
    answer = client.get(f"/{language}/{path}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    "path", ["fields/energy/", "challenges/climate/", "countries/pk/", "programmes/belt/"]
)
def test_subject_has_one_page_in_each_language(whole_site: WholeSite, path: str) -> None:
    page: BodyPage = whole_site.pages[path]["en"]
    again = type(page)(
        title="Again",
        summary="Again.",
        slug="again",
        locale=page.locale,
        **{page.subject: page.about},  # type: ignore[attr-defined]
    )

    with pytest.raises(ValidationError, match="In English") as refused:
        page.get_parent().specific.add_child(instance=again)

    assert set(refused.value.message_dict) == {page.subject}  # type: ignore[attr-defined]


def test_challenge_shows_its_openings_and_the_bases_that_work_on_it(
    whole_site: WholeSite, client: Client
) -> None:
    mine, other = OpenOpeningFactory(challenges=["climate"]), OpenOpeningFactory(challenges=["food"])
    project = ProjectFactory(challenges=["climate"])

    html = html_of(client, "challenges/climate/")

    assert f'href="/en/openings/{mine.pk}/"' in html
    assert f'href="/en/openings/{other.pk}/"' not in html
    assert f'href="/en/bases/{mine.base.slug}/"' in html
    assert f'href="/en/bases/{project.base.slug}/"' in html
    assert f'href="/en/bases/{other.base.slug}/"' not in html
    assert "1 opening<" in html_of(client, "challenges/")


def test_country_shows_its_hosts_and_what_is_open_to_its_nationals(
    whole_site: WholeSite, client: Client
) -> None:
    hosted = OpenOpeningFactory(base__institution__country="PK", base__institution__province="")
    closed = {
        "nationalities": OpenOpeningFactory(
            nationality_rule=NationalityRule.ONLY, nationalities=["KE", "BR"]
        ),
        "except": OpenOpeningFactory(nationality_rule=NationalityRule.EXCEPT, nationalities=["PK"]),
        "outbound": OpenOpeningFactory(direction=Direction.OUTBOUND),
        "draft": OpeningFactory(),
    }
    named = OpenOpeningFactory(nationality_rule=NationalityRule.ONLY, nationalities=["KE", "PK"])
    FrameworkFactory(countries=["BR", "CN"], text__name="Far away")

    html = html_of(client, "countries/pk/")

    assert html.count(f'href="/en/openings/{hosted.pk}/"') == 2  # as a host's, and as open to nationals
    assert f'href="/en/openings/{named.pk}/"' in html
    for why, opening in closed.items():
        assert f'href="/en/openings/{opening.pk}/"' not in html, why
    assert "2 openings take applications from its nationals now." in html
    assert whole_site.programme.framework.label in html  # type: ignore[union-attr]
    assert "Far away" not in html
    assert f'href="/en/frameworks/{whole_site.programme.framework.slug}/"' in html  # type: ignore[union-attr]
    more = client.get("/en/openings/?open_to=PK&direction=inbound").content.decode()
    assert 'href="/en/openings/?open_to=PK&amp;direction=inbound"' in html
    assert "2 openings" in more
    assert "2 openings<" in html_of(client, "countries/")


def test_programme_shows_its_openings_and_countries(whole_site: WholeSite, client: Client) -> None:
    mine, other = OpenOpeningFactory(programme=whole_site.programme), OpenOpeningFactory()

    html = html_of(client, "programmes/belt/")

    assert f'href="/en/openings/{mine.pk}/"' in html
    assert f'href="/en/openings/{other.pk}/"' not in html
    assert "China, Pakistan" in html
    assert "1 opening<" in html_of(client, "programmes/")


def test_page_of_a_deleted_programme_says_so(whole_site: WholeSite, client: Client) -> None:
    whole_site.programme.delete()

    assert "This programme is no longer listed." in html_of(client, "programmes/belt/")
    assert "本站已不再列出这一计划。" in html_of(client, "programmes/belt/", "zh-hans")
    assert "/en/programmes/belt/" in html_of(client, "programmes/")


def test_courses_to_come_stand_before_past_ones(whole_site: WholeSite, client: Client) -> None:
    index = whole_site.pages["training/"]["en"]
    today = timezone.localdate()
    for slug, days in (("long-ago", -90), ("next-month", 30), ("last-week", -7), ("next-week", 7)):
        day = today + timedelta(days=days)
        index.add_child(
            instance=CoursePage(
                title=slug,
                slug=slug,
                summary="S.",
                starts_on=day,
                ends_on=day,
                online=True,
                locale=index.locale,
            )
        )

    html = html_of(client, "training/")

    order = ["school", "next-week", "next-month", "last-week", "long-ago"]
    assert sorted(order, key=lambda slug: html.index(f"/en/training/{slug}/")) == order
    assert html.count(">Past</span>") == 2
    assert "This course is past." in html_of(client, "training/last-week/")
    assert "This course is past." not in html_of(client, "training/next-week/")


def test_course_says_where_and_does_not_end_before_it_begins(whole_site: WholeSite) -> None:
    course: CoursePage = whole_site.pages["training/school/"]["en"]
    course.place, course.online = "", False
    course.ends_on = course.starts_on - timedelta(days=1)

    with pytest.raises(ValidationError) as refused:
        course.full_clean()

    assert set(refused.value.message_dict) == {"place", "ends_on"}


def test_figures_hide_small_groups_of_people(whole_site: WholeSite, client: Client) -> None:
    for field, people in (("energy", FEWEST), ("health", FEWEST - 1)):
        for profile in MatchableProfileFactory.create_batch(people, fields=[field]):
            ConsentFactory(user=profile.user, purpose=Purpose.MEASURED)
    MatchableProfileFactory.create_batch(FEWEST, fields=["materials"])  # never agreed to be counted
    OpenOpeningFactory()

    def cells_of_people() -> list[str]:
        html = html_of(client, "statistics/")
        cells = html[html.index('id="people-by-field"') :].split("<tr>")[2:10]
        return [cell.split("<td>")[2].split("</td>")[0] for cell in cells]

    hidden = '<span class="nobreak">&lt; 5</span>'
    assert cells_of_people() == ["5", *[hidden] * 7]

    Consent.objects.filter(purpose=Purpose.MEASURED).first().delete()  # type: ignore[union-attr]
    assert cells_of_people() == [hidden] * 8


def test_what_editors_show_in_the_body_is_not_shown_twice(whole_site: WholeSite, client: Client) -> None:
    html = html_of(client, "statistics/")
    assert re.search(r"<h2[^>]*>Towards 500 bases</h2>\s*<p>0 of the 500 that are planned</p>", html)
    assert html.count("Bases by type") == 1
    people = html[html.index('id="people-by-field"') :]
    assert (
        html.count("fewer than 5 people are not shown")
        == people.count("fewer than 5 people are not shown")
        == 1
    )

    page = whole_site.pages["statistics/"]["en"]
    page.body = [("tiles", {"heading": "Where they are"})]
    page.save_revision().publish()
    html = html_of(client, "statistics/")
    assert "Towards 500 bases" not in html
    assert html.count("Bases by type") == 1


def test_foot_and_head_lead_to_what_editors_show_in_menus(whole_site: WholeSite, client: Client) -> None:
    about = whole_site.pages["about/"]["en"]
    about.show_in_menus = True
    about.save()
    whole_site.pages["training/"]["en"].unpublish()

    for path in ("", "openings/", "guides/experts/"):
        html = html_of(client, path)
        head, foot = html.split("<main")[0], html.split("<footer")[1]
        assert '<a href="/en/news/">News</a>' in head
        assert '<a href="/en/guides/"' in foot
        assert '<a href="/en/about/"' in foot
        assert "/en/training/" not in foot
        assert "/zh-hans/guides/" not in foot
    assert '<a href="/zh-hans/guides/"' in html_of(client, "openings/", "zh-hans").split("<footer")[1]
