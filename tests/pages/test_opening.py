"""The page of an opening and of a base."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from bases.models import OpeningText
from taxonomy.choices import Language
from tests.factories import (
    FrameworkFactory,
    OpenOpeningFactory,
    ProgrammeFactory,
    ProjectFactory,
    StaffMembershipFactory,
)

pytestmark = pytest.mark.django_db


@time_machine.travel(datetime(2026, 11, 23, 8, tzinfo=UTC), tick=False)
def test_deadline_says_the_days_then_both_clocks(client: Client) -> None:
    opening = OpenOpeningFactory(deadline=datetime(2026, 12, 5, 10, tzinfo=UTC))
    html = client.get(f"/en/openings/{opening.pk}/").content.decode()
    assert "in 12 days" in html
    assert "5 Dec 2026, 18:00 Beijing time (UTC+8)" in html
    assert "5 Dec 2026, 10:00 UTC" in html
    html = client.get(f"/zh-hans/openings/{opening.pk}/").content.decode()
    assert "还有12天" in html
    assert "2026年12月5日 18:00 北京时间 (UTC+8)" in html


def test_the_other_title_and_the_original_are_marked(client: Client) -> None:
    opening = OpenOpeningFactory()
    OpeningText.objects.create(
        opening=opening, language=Language.ZH, title="钨偏滤器燃料滞留", is_original=False
    )
    html = client.get(f"/zh-hans/openings/{opening.pk}/").content.decode()
    assert "<h1>钨偏滤器燃料滞留</h1>" in html
    assert 'lang="en">Laser diagnostics of fuel retention in a tungsten divertor</p>' in html
    assert "由接收单位以英文撰写。" in html
    assert '<div class="flow" lang="en"><p>You calibrate the laser system.' in html


def test_terms_and_host_base_project_are_there(client: Client) -> None:
    opening = OpenOpeningFactory(programme=ProgrammeFactory(), framework=FrameworkFactory())
    opening.project = ProjectFactory(base=opening.base)
    opening.save()
    OpeningText.objects.filter(opening=opening).update(pay="CNY 18,000 a month", ip="Shared by contribution")
    html = client.get(f"/en/openings/{opening.pk}/").content.decode()
    for words in (
        "CNY 18,000 a month",
        "Shared by contribution",
        "Young scientist exchange",
        "China–EU cooperation",
        "Huaihe Fusion Science Centre",
        "Huaihe demonstration base for fusion",
        "Fuel inventory of a tungsten divertor",
        "Sensitive-field review passed",
    ):
        assert words in html


@pytest.mark.parametrize("markup", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_what_a_host_writes_stays_text(client: Client, markup: str) -> None:
    opening = OpenOpeningFactory()
    OpeningText.objects.filter(opening=opening).update(
        title=markup, summary=markup, description=markup, requirements=[markup], pay=markup
    )
    for path in (f"/en/openings/{opening.pk}/", "/en/openings/", "/en/"):
        html = client.get(path).content.decode()
        assert "<script>alert" not in html
        assert "<img" not in html


def test_each_reader_is_led_on(client: Client) -> None:
    opening = OpenOpeningFactory()
    path = f"/en/openings/{opening.pk}/"
    assert f"/en/account/login/?next={path}" in client.get(path).content.decode()
    client.force_login(StaffMembershipFactory().user)
    html = client.get(path).content.decode()
    assert f'class="button" href="{path}interest/"' in html
    assert 'href="/en/me/openings/"' in html
    client.force_login(StaffMembershipFactory(institution=opening.institution).user)
    assert f'class="button" href="{path}shortlist/"' in client.get(path).content.decode()


def test_a_base_shows_its_projects_and_its_openings(client: Client) -> None:
    opening = OpenOpeningFactory()
    project = ProjectFactory(base=opening.base)
    html = client.get(f"/en/bases/{opening.base.slug}/").content.decode()
    assert f'id="project-{project.slug}"' in html
    assert f'href="/en/openings/{opening.pk}/"' in html


def test_directory_filters_by_type_and_province(client: Client) -> None:
    base = OpenOpeningFactory().base
    here = f'href="/en/bases/{base.slug}/"'
    assert here in client.get("/en/bases/?kind=demonstration_base&province=anhui").content.decode()
    assert here not in client.get("/en/bases/?province=gansu").content.decode()
    assert "available choices" in client.get("/en/bases/?province=atlantis").content.decode()
