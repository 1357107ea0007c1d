"""Bases, institutions, programmes and frameworks, from live data."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Consent, Purpose
from bases.choices import BaseKind, BaseStatus, Sensitivity, Verification
from bases.domain.recognition import put_base_on_notice, recognise_base, withdraw_recognition
from bases.models import BaseText, FrameworkText, Institution, InstitutionText, Opening, ProgrammeText
from matching.choices import OutcomeState
from matching.models import Outcome
from taxonomy.choices import Province
from tests.factories import (
    BaseFactory,
    ExchangeFactory,
    FrameworkFactory,
    InstitutionFactory,
    IntroductionFactory,
    OfficerFactory,
    OpeningFactory,
    OpenOpeningFactory,
    OutcomeFactory,
    ProgrammeFactory,
    ProjectFactory,
)

pytestmark = pytest.mark.django_db


def html_of(client: Client, path: str, *, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def listed(html: str) -> set[str]:
    return set(re.findall(r'<h3><a href="/en/bases/([\w-]+)/"', html))


@pytest.mark.parametrize(
    "query",
    ["kind=alliance", "province=gansu", "field=health", "status=on_notice", "kind=alliance&field=health"],
)
def test_the_directory_filters_by_type_province_field_and_status(client: Client, query: str) -> None:
    BaseFactory()
    wanted = BaseFactory(
        kind=BaseKind.ALLIANCE, province=Province.GANSU, fields=["health"], status=BaseStatus.ON_NOTICE
    )
    assert listed(html_of(client, f"/en/bases/?{query}")) == {wanted.slug}


@pytest.mark.parametrize("query", ["kind=castle", "province=atlantis", "field=alchemy", "status=candidate"])
def test_a_broken_filter_of_bases_is_named(client: Client, query: str) -> None:
    base = BaseFactory()
    html = html_of(client, f"/en/bases/?{query}")
    assert "is not one of the available choices" in html
    assert listed(html) == {base.slug}


def test_the_directory_shows_how_far_the_bases_are(client: Client) -> None:
    BaseFactory.create_batch(2, province=Province.GANSU)
    BaseFactory(status=BaseStatus.CANDIDATE)
    html = html_of(client, "/en/bases/?kind=alliance")
    assert "2 of the 500 that are planned" in html
    assert '<a href="#progress-h">Progress towards 500, by province</a>' in html
    assert '<a href="/en/bases/?province=gansu"><abbr title="Gansu">GS</abbr> <b>2</b></a>' in html


def test_a_base_tells_its_recognition_step_by_step(client: Client) -> None:
    officer = OfficerFactory()
    base = BaseFactory(status=BaseStatus.CANDIDATE, recognised_on=None)
    for day, step in (
        (3, lambda: recognise_base(base, by=officer)),
        (9, lambda: put_base_on_notice(base, reason="Nobody was hosted.", language="en", by=officer)),
    ):
        with time_machine.travel(datetime(2026, 3, day, 4, tzinfo=UTC), tick=False):
            step()
    html = html_of(client, f"/en/bases/{base.slug}/")
    steps = re.findall(
        r"<li class=\"is-(\w+)\".*?<strong>([\w ]+)</strong>.*?<p>([\w ]+)</p>", html, re.DOTALL
    )
    assert steps == [("done", "Recognised", "3 Mar 2026"), ("wait", "On notice", "9 Mar 2026")]
    assert "Nobody was hosted." not in html
    assert str(officer) not in html


def test_a_base_recognised_elsewhere_has_its_day(client: Client) -> None:
    base = BaseFactory(recognised_on=date(2015, 5, 20))
    assert "20 May 2015" in html_of(client, f"/en/bases/{base.slug}/")


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "This base is recognised no more"), ("zh-hans", "本基地已不再获认定")],
)
def test_a_base_without_recognition_is_gone_and_says_so(client: Client, language: str, words: str) -> None:
    officer = OfficerFactory()
    base = BaseFactory(status=BaseStatus.ON_NOTICE)
    withdraw_recognition(base, reason="It did not report.", language="en", by=officer)
    html = html_of(client, f"/{language}/bases/{base.slug}/", status=410)
    assert words in html
    assert "It did not report." not in html
    assert base.slug not in listed(html_of(client, "/en/bases/"))


def released(**values: object) -> Outcome:
    exchange = ExchangeFactory(introduction=IntroductionFactory(ready=True, **values), ready=True)
    outcome: Outcome = OutcomeFactory(exchange=exchange, ready=True)
    for before, after in pairwise(OutcomeState.values):  # due, submitted, complete, released
        Outcome.objects.filter(pk=outcome.pk).update(came_from=before, state=after)
    return outcome


def test_a_base_shows_outcomes_that_both_sides_released(client: Client) -> None:
    outcome = released()
    opening = outcome.exchange.introduction.opening
    name = outcome.exchange.profile.display_name
    path = f"/en/bases/{opening.base.slug}/"
    html = html_of(client, path)
    assert "What came of visits" in html
    assert name not in html  # consent to be featured was never given
    consent = Consent.objects.create(
        user=outcome.exchange.profile.user, purpose=Purpose.FEATURED, version="1"
    )
    assert name in html_of(client, path)
    consent.withdrawn_at = timezone.now()
    consent.save()
    assert name not in html_of(client, path)
    Opening.objects.filter(pk=opening.pk).update(
        sensitivity=Sensitivity.HELD,
        sensitivity_reason="Dual use.",
        sensitivity_reason_language="en",
        publication="draft",
    )
    assert "What came of visits" not in html_of(client, path)


def test_what_only_one_side_released_stays_between_them(client: Client) -> None:
    outcome = OutcomeFactory(ready=True, person_released_at=None)
    base = outcome.exchange.introduction.opening.base
    assert "What came of visits" not in html_of(client, f"/en/bases/{base.slug}/")


def test_an_institution_shows_its_bases_and_openings(client: Client) -> None:
    opening = OpenOpeningFactory()
    OpeningFactory(base=opening.base)
    other = OpenOpeningFactory()
    Institution.objects.filter(pk=opening.institution.pk).update(website="https://huaihe.example/about")
    html = html_of(client, f"/en/institutions/{opening.institution.slug}/")
    assert listed(html) == {opening.base.slug}
    assert re.findall(r'<h3><a href="/en/openings/(\d+)/"', html) == [str(opening.pk)]
    assert str(other.institution.slug) not in html
    assert (
        '<a href="https://huaihe.example/about" rel="external nofollow noopener">huaihe.example</a>' in html
    )


def test_a_website_that_is_none_is_no_link(client: Client) -> None:
    institution = InstitutionFactory(website="javascript:alert(1)")
    assert 'href="javascript' not in html_of(client, f"/en/institutions/{institution.slug}/")


def test_an_unverified_institution_does_not_exist_and_is_not_linked(client: Client) -> None:
    institution = InstitutionFactory(verification=Verification.PENDING)
    html_of(client, f"/en/institutions/{institution.slug}/", status=404)


def test_an_opening_leads_to_what_it_belongs_to(client: Client) -> None:
    framework = FrameworkFactory()
    programme = ProgrammeFactory(framework=framework)
    opening = OpenOpeningFactory(programme=programme, framework=framework)
    project = ProjectFactory(base=opening.base, programme=programme)
    hidden = ProjectFactory(base=BaseFactory(status=BaseStatus.CANDIDATE), programme=programme)
    html = html_of(client, f"/en/openings/{opening.pk}/")
    for path in (
        f"/en/institutions/{opening.institution.slug}/",
        f"/en/openings/programmes/{programme.slug}/",
        f"/en/frameworks/{framework.slug}/",
    ):
        assert f'href="{path}"' in html
        assert f'href="/en/openings/{opening.pk}/"' in html_of(client, path)
    html = html_of(client, f"/en/openings/programmes/{programme.slug}/")
    assert f"#project-{project.slug}" in html
    assert hidden.slug not in html
    html = html_of(client, f"/en/frameworks/{framework.slug}/")
    assert "China, France, Germany" in html
    assert f'href="/en/openings/programmes/{programme.slug}/"' in html


@pytest.mark.parametrize("path", ["openings/{opening}/", "openings/", "bases/"])
def test_a_name_in_the_other_language_says_so(client: Client, path: str) -> None:
    opening = OpenOpeningFactory()
    name = "Huaihe Fusion Science Centre"
    here = path.format(opening=opening.pk)
    assert f'<span lang="en">{name}</span>' in html_of(client, f"/zh-hans/{here}")
    html = html_of(client, f"/en/{here}")
    assert name in html
    assert f'<span lang="en">{name}' not in html


def test_a_base_that_was_never_recognised_is_not_linked(client: Client) -> None:
    opening = OpenOpeningFactory(base=BaseFactory(status=BaseStatus.CANDIDATE))
    assert f"/en/bases/{opening.base.slug}/" not in html_of(client, f"/en/openings/{opening.pk}/")


@pytest.mark.parametrize("markup", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_what_hosts_and_editors_write_stays_text(client: Client, markup: str) -> None:
    framework = FrameworkFactory()
    opening = OpenOpeningFactory(programme=ProgrammeFactory(framework=framework), framework=framework)
    project = ProjectFactory(base=opening.base, programme=opening.programme)
    for model in (BaseText, InstitutionText, ProgrammeText):
        model.objects.update(name=markup, about=markup)
    BaseText.objects.update(city=markup)
    FrameworkText.objects.update(name=markup, reciprocity=markup)
    project.texts.update(title=markup, description=markup)
    for path in (
        f"/en/openings/{opening.pk}/",
        f"/en/bases/{opening.base.slug}/",
        "/en/bases/",
        f"/en/institutions/{opening.institution.slug}/",
        f"/en/openings/programmes/{opening.programme.slug}/",
        f"/en/frameworks/{framework.slug}/",
        "/en/openings/",
    ):
        html = html_of(client, path)
        assert "<script>alert" not in html
        assert "<img" not in html


@pytest.mark.parametrize("page", ["bases", "base", "institution", "programme", "framework"])
def test_pages_ask_as_often_for_30_as_for_3(client: Client, page: str) -> None:
    framework = FrameworkFactory()
    programme = ProgrammeFactory(framework=framework)
    base = BaseFactory()

    def more(number: int) -> None:
        OpenOpeningFactory.create_batch(number, base=base, programme=programme, framework=framework)
        ProjectFactory.create_batch(number, base=base, programme=programme)
        ProgrammeFactory.create_batch(number, framework=framework)
        BaseFactory.create_batch(number, institution=base.institution)

    paths: dict[str, str] = {
        "bases": "/en/bases/",
        "base": f"/en/bases/{base.slug}/",
        "institution": f"/en/institutions/{base.institution.slug}/",
        "programme": f"/en/openings/programmes/{programme.slug}/",
        "framework": f"/en/frameworks/{framework.slug}/",
    }

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            html_of(client, paths[page])
        return len(captured)

    more(3)
    few, many = _before_and_after(queries, lambda: more(27))
    assert many == few


def _before_and_after(queries: Callable[[], int], more: Callable[[], None]) -> tuple[int, int]:
    queries()  # what a process reads once
    few = queries()
    more()
    return few, queries()


def test_outcomes_cost_the_same_for_one_and_for_three(client: Client) -> None:
    first = released()
    path = f"/en/bases/{first.exchange.introduction.opening.base.slug}/"

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            html_of(client, path)
        return len(captured)

    def more() -> None:
        for _ in range(2):
            opening = OpenOpeningFactory(base=first.exchange.introduction.opening.base)
            released(opening=opening)

    few, many = _before_and_after(queries, more)
    assert many == few


def test_what_a_host_wrote_in_the_other_language_alone_says_so(client: Client) -> None:
    base = BaseFactory.create()
    BaseText.objects.filter(base=base).update(language="zh-hans", about="研究旱作农业。")
    InstitutionText.objects.filter(institution=base.institution).update(
        language="zh-hans", about="一所大学。"
    )
    programme, framework = ProgrammeFactory.create(), FrameworkFactory.create()
    ProgrammeText.objects.filter(programme=programme).update(language="zh-hans", about="一项计划。")
    FrameworkText.objects.filter(framework=framework).update(language="zh-hans", reciprocity="对等互惠。")
    for path, words in (
        (f"bases/{base.slug}", "研究旱作农业。"),
        (f"institutions/{base.institution.slug}", "一所大学。"),
        (f"openings/programmes/{programme.slug}", "一项计划。"),
        (f"frameworks/{framework.slug}", "对等互惠。"),
    ):
        english = re.sub(r"\s+", " ", html_of(client, f"/en/{path}/"))
        before, _, _ = english.partition(f'flow" lang="zh-Hans"><p>{words}')
        assert before != english, path
        assert "Written in Chinese" in before[-200:], path
        assert "原文为中文" not in html_of(client, f"/zh-hans/{path}/")


def test_a_base_with_many_openings_shows_them_a_page_at_a_time(client: Client) -> None:
    base = BaseFactory.create()
    OpenOpeningFactory.create_batch(12, base=base)
    assert html_of(client, f"/en/bases/{base.slug}/").count('<li class="result">') == 10
    assert html_of(client, f"/en/bases/{base.slug}/?page=2").count('<li class="result">') == 2


def test_countries_of_a_framework_stand_in_the_order_of_their_sound(client: Client) -> None:
    framework = FrameworkFactory.create(countries=["CN", "AT", "DE", "EG"])
    assert "埃及、奥地利、德国、中国" in html_of(client, f"/zh-hans/frameworks/{framework.slug}/")
    assert "Austria, China, Egypt, Germany" in html_of(client, f"/en/frameworks/{framework.slug}/")
