"""The questions of the filter: what each answer keeps, and that its count says so beforehand."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from bases.choices import Direction, NationalityRule
from bases.counting import counted
from bases.facet_table import forget_table
from bases.facets import FACETS, narrowed
from bases.models import Opening, OpeningText
from search.backends.base import IndexUnavailable
from search.indexing import rebuild
from taxonomy.choices import Language, StayKind
from tests.factories import BaseFactory, InstitutionFactory, OpenOpeningFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db
TAGS = r'class="tag tag--on" href="([^"]*)">([^<]*)<'


def shown(client: Client, query: str, language: str = "en") -> set[int]:
    """The openings on the page."""
    answer = client.get(f"/{language}/openings/{query}")
    assert answer.status_code == 200
    return {int(pk) for pk in re.findall(r'<h3><a href="/[\w-]+/openings/(\d+)/"', answer.content.decode())}


def counts(facet: str, **chosen: list[str]) -> dict[str, int]:
    [values] = [values for one, values in counted(chosen) if one.name == facet]
    return {value.value: value.count for value in values}


def varied(number: int) -> None:
    """Openings of every kind, the same in each run."""
    dice = random.Random(20261126)
    abroad = InstitutionFactory(country="CH", province="")
    bases = [BaseFactory(province=province) for province in ("anhui", "gansu")]
    bases.append(BaseFactory(institution=abroad))
    programmes = [None, ProgrammeFactory(), ProgrammeFactory()]
    for _ in range(number):
        rule = dice.choice(list(NationalityRule))
        fewest = dice.randint(1, 14)
        OpenOpeningFactory(
            base=dice.choice(bases),
            programme=dice.choice(programmes),
            kind=dice.choice(StayKind.values),
            direction=dice.choice(Direction.values),
            fields=dice.sample(["energy", "health", "safety"], dice.randint(1, 2)),
            challenges=dice.sample(["food", "climate"], dice.randint(0, 2)),
            requires=dict.fromkeys(dice.sample(["en", "zh"], dice.randint(0, 2)), "B2"),
            career_stages=dice.sample(["R1", "R2", "R3", "R4"], dice.randint(0, 3)),
            nationality_rule=rule,
            nationalities=[] if rule == NationalityRule.ANY else dice.sample(["PK", "KE", "KP"], 2),
            months_min=fewest,
            months_max=fewest + dice.randint(0, 8),
            deadline=timezone.now() + timedelta(days=dice.randint(1, 120)),
        )


def test_every_count_is_what_choosing_the_value_shows() -> None:
    varied(40)
    for chosen in (
        {},
        {"stage": ["R1"], "open_to": ["PK"]},
        {"duration": ["4-6"], "field": ["energy", "safety"]},
    ):
        found = counted(chosen)
        assert [facet.name for facet, _ in found] == [facet.name for facet in FACETS]
        for facet, values in found:
            assert values, facet.name
            for value in values:
                openings = narrowed(Opening.objects.open(), chosen | {facet.name: [value.value]})
                assert (facet.name, value.value, value.count) == (facet.name, value.value, openings.count())


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("?open_to=PK", {"any", "only"}),
        ("?open_to=KE", {"any", "but"}),
        ("?stage=R1", {"any", "only"}),
        ("?stage=R1&stage=R4", {"any", "only", "but"}),
        ("?duration=1-3", {"any"}),
        ("?duration=4-6", {"any", "only"}),
        ("?duration=13-", {"but"}),
        ("?deadline=7", {"any"}),
        ("?deadline=30", {"any", "only"}),
        ("?province=gansu", {"only"}),
        ("?country=CH", {"but"}),
        ("?direction=outbound", {"but"}),
        ("?programme=talents", {"only"}),
    ],
)
def test_an_answer_keeps_the_right_openings(client: Client, query: str, kept: set[str]) -> None:
    now = timezone.now()
    abroad = BaseFactory(institution=InstitutionFactory(country="CH", province=""))
    rows = {
        "any": OpenOpeningFactory(months_min=3, months_max=6, deadline=now + timedelta(days=5)),
        "only": OpenOpeningFactory(
            base=BaseFactory(province="gansu"),
            programme=ProgrammeFactory(slug="talents"),
            nationality_rule=NationalityRule.ONLY,
            nationalities=["CN", "PK"],
            career_stages=["R1", "R2"],
            months_min=6,
            months_max=6,
            deadline=now + timedelta(days=20),
        ),
        "but": OpenOpeningFactory(
            base=abroad,
            direction=Direction.OUTBOUND,
            nationality_rule=NationalityRule.EXCEPT,
            nationalities=["PK"],
            career_stages=["R4"],
            months_min=12,
            months_max=24,
            deadline=now + timedelta(days=60),
        ),
    }
    assert shown(client, query) == {rows[name].pk for name in kept}


@pytest.mark.parametrize(("language", "question"), [("en", "plasma"), ("zh-hans", "等离子体")])
def test_a_young_scientist_from_pakistan_finds_plasma_physics(
    client: Client, language: str, question: str
) -> None:
    def opening(title: str, **values: object) -> int:
        row = OpenOpeningFactory(**values)
        texts = OpeningText.objects.filter(opening=row)
        texts.update(title=title, description=title, requirements=[], language=Language.EN)
        return int(row.pk)

    wanted = opening("Plasma turbulence in a tokamak", kind=StayKind.YOUNG_12)
    opening("Plasma heating in a tokamak", kind=StayKind.EXPERT_VISIT)
    opening(
        "Plasma turbulence measured by lasers",
        kind=StayKind.YOUNG_12,
        nationality_rule=NationalityRule.ONLY,
        nationalities=["DE"],
    )
    opening("Wheat on dry soil", kind=StayKind.YOUNG_12)
    rebuild()
    query = f"?q={question}&kind=young_12&open_to=PK"
    assert shown(client, query, language) == {wanted}
    html = client.get(f"/{language}/openings/{query}").content.decode()
    words = {"en": "Open to nationals of Pakistan", "zh-hans": "面向巴基斯坦公民开放"}[language]
    assert (f"?q={question}&kind=young_12", words) in [
        (url.replace("&amp;", "&").replace("%E7%AD%89%E7%A6%BB%E5%AD%90%E4%BD%93", "等离子体"), text.strip())
        for url, text in re.findall(TAGS, html)
    ]


@pytest.mark.parametrize(
    "broken",
    ["open_to=XX", "stage=R9", "deadline=5", "province=atlantis", "duration=0", "direction=up", "programme=none",
     "base=none", "country=X", "kind=<script>alert(1)</script>", "works_in=tlh", "challenge=boredom"],
)  # fmt: skip
def test_a_broken_value_is_named_and_the_others_hold(client: Client, broken: str) -> None:
    wanted = OpenOpeningFactory(fields=["energy"])
    OpenOpeningFactory(fields=["health"])
    assert shown(client, f"?field=energy&{broken}") == {wanted.pk}
    html = client.get(f"/en/openings/?field=energy&{broken}").content.decode()
    assert 'class="errors flow"' in html
    assert "<script>alert" not in html


def test_an_empty_answer_says_which_filter_to_give_up(client: Client) -> None:
    OpenOpeningFactory(fields=["energy"], career_stages=["R4"])
    OpenOpeningFactory(fields=["health"], career_stages=["R1"])
    html = client.get("/en/openings/?field=energy&stage=R1&kind=expert_visit").content.decode()
    ways = re.findall(
        r'<a href="([^"]*)">Without the filter “([^”]*)”</a> <span class="label">(.*?)</span>', html
    )
    assert ways == [
        ("?stage=R1&amp;kind=expert_visit", "Priority field", "1 opening"),
        ("?field=energy&amp;kind=expert_visit", "Career stage", "1 opening"),
    ]


@pytest.fixture
def kept(settings: Settings) -> Iterator[None]:
    """Counts are kept for a minute, as on the site."""
    settings.FACETS_SECONDS = 60
    forget_table()
    yield
    forget_table()


@pytest.mark.usefixtures("kept")
def test_counts_are_read_once_a_minute_for_all_readers() -> None:
    OpenOpeningFactory(fields=["energy"])
    assert counts("kind") == {"expert_visit": 1}
    OpenOpeningFactory(fields=["energy"])
    with CaptureQueriesContext(connection) as captured:
        assert counts("kind") == {"expert_visit": 1}
    assert not any("bases_opening" in query["sql"] for query in captured)
    forget_table()
    assert counts("kind") == {"expert_visit": 2}


@pytest.mark.usefixtures("kept")
def test_what_closed_meanwhile_is_not_counted() -> None:
    OpenOpeningFactory(deadline=timezone.now() + timedelta(seconds=40))
    assert counts("deadline") == {"7": 1, "30": 1, "90": 1}
    with time_machine.travel(timezone.now() + timedelta(seconds=50), tick=False):
        assert counts("deadline") == {}


@pytest.mark.usefixtures("kept")
def test_the_same_words_are_asked_of_the_index_once_a_minute(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise IndexUnavailable("The index is away.")

    wanted = OpenOpeningFactory(fields=["energy"])
    OpeningText.objects.filter(opening=wanted).update(title="Zirconium hydride moderators")
    rebuild()
    assert shown(client, "?q=hydride+zirconium") == {wanted.pk}
    monkeypatch.setattr("matching.browse.get_backend", broken)
    assert shown(client, "?q=hydride+zirconium&field=energy") == {wanted.pk}
    Opening.objects.filter(pk=wanted.pk).update(deadline=timezone.now())
    assert shown(client, "?q=hydride+zirconium") == set()  # ids are kept, and read again
    html = client.get("/en/openings/?q=moderators").content.decode()
    assert "Only openings that hold your very words are shown." in html


def test_what_is_said_to_close_in_thirty_days_closes_within_thirty(client: Client) -> None:
    OpenOpeningFactory(deadline=timezone.now() + timedelta(days=30, hours=12))
    OpenOpeningFactory(deadline=timezone.now() + timedelta(days=31, hours=1))
    html = client.get("/en/openings/?deadline=30").content.decode()
    assert "in 30 days" in html
    assert "in 31 days" not in html
    assert '<h2 id="results-h" tabindex="-1">1 opening</h2>' in html


def test_nationalities_stand_in_the_order_of_their_sound_and_as_officially_named(client: Client) -> None:
    OpenOpeningFactory()
    html = client.get("/zh-hans/openings/").content.decode()
    names = [
        "阿根廷",
        "巴基斯坦",
        "德国",
        "哈萨克斯坦",
        "肯尼亚",
        "塔吉克斯坦",
        "中国",
        "中国台湾",
        "中国香港",
    ]
    places = [html.index(f">{name} (") if f">{name} (" in html else html.index(name) for name in names]
    assert places == sorted(places)
    assert "南极洲" not in html
    assert "塔吉克斯斯坦" not in html


def test_a_feed_names_countries_in_its_language(client: Client) -> None:
    assert "巴基斯坦" in client.get("/zh-hans/openings/feed.atom?open_to=PK").content.decode()
