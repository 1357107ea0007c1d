"""Blocks: what they refuse, and that live ones show what the public may see and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from bases.choices import BaseKind, BaseStatus, PublicationState, Sensitivity, Verification
from cms.blocks import ImageBlock, TableBlock
from cms.models import StandardPage
from taxonomy.choices import Province, StayKind
from tests.cms.conftest import Site
from tests.factories import (
    BaseFactory,
    InstitutionFactory,
    OpeningFactory,
    OpenOpeningFactory,
    ProgrammeFactory,
)

OPENINGS = {"heading": "Live", "field": "", "country": "", "kind": "", "programme": "", "number": 20}
BASES = {"heading": "Live", "field": "", "kind": "", "province": "", "number": 20}
LIVE = [
    ("openings", OPENINGS),
    ("deadlines", {"heading": "Next", "field": "", "number": 20}),
    ("bases", BASES),
    ("stat", {"figures": ["openings", "bases", "hosts", "countries"]}),
]
Show = Callable[..., str]


@pytest.fixture
def page(site: Site) -> StandardPage:
    return site.standard["en"]


@pytest.fixture
def show(page: StandardPage, client: Client) -> Show:
    """The page with just these blocks, as the public reads it."""

    def shown(*blocks: tuple[str, Any], language: str = "en") -> str:
        page.body = list(blocks)
        page.save()
        answer = client.get("/en/about/")
        assert answer.status_code == 200
        return answer.content.decode()

    return shown


def test_live_blocks_show_nothing_that_the_public_may_not_see(show: Show) -> None:
    shown = OpenOpeningFactory()
    unverified = InstitutionFactory(verification=Verification.PENDING)
    hidden = [
        OpeningFactory(),
        OpeningFactory(publication=PublicationState.IN_REVIEW, sensitivity=Sensitivity.HELD),
        OpenOpeningFactory(deadline=timezone.now() - timedelta(hours=1)),
        OpenOpeningFactory(publication=PublicationState.CLOSED),
        OpenOpeningFactory(publication=PublicationState.FILLED),
        OpenOpeningFactory(base__institution=unverified),
    ]
    withdrawn = BaseFactory(status=BaseStatus.WITHDRAWN)
    candidate = BaseFactory(status=BaseStatus.CANDIDATE)

    for block in LIVE[:3]:
        html = show(block)
        if block[0] == "bases":
            assert f'href="/en/bases/{shown.base.slug}/"' in html
        else:
            assert f'href="/en/openings/{shown.pk}/"' in html
        for opening in hidden:
            assert f'href="/en/openings/{opening.pk}/"' not in html
        for base in (withdrawn, candidate, hidden[-1].base):
            assert f'href="/en/bases/{base.slug}/"' not in html


def test_openings_answer_the_question_of_the_block(show: Show) -> None:
    energy = OpenOpeningFactory(deadline=timezone.now() + timedelta(days=9))
    health = OpenOpeningFactory(fields=["health"], deadline=timezone.now() + timedelta(days=5))
    abroad = OpenOpeningFactory(
        base__institution__country="NO", base__institution__province="", kind=StayKind.TRAINING
    )
    everything = [energy, health, abroad]
    asked = {"field": ("health", health), "country": ("NO", abroad), "kind": ("training", abroad)}
    for name, (value, only) in asked.items():
        html = show(("openings", OPENINGS | {name: value}))
        found = [opening for opening in everything if f'href="/en/openings/{opening.pk}/"' in html]
        assert found == [only], name

    first = show(("openings", OPENINGS | {"number": 1}))  # the next deadline
    found = [opening for opening in everything if f'href="/en/openings/{opening.pk}/"' in first]
    assert found == [health]


def test_openings_of_a_programme_are_its_own(show: Show) -> None:
    programme = ProgrammeFactory()
    own, other = OpenOpeningFactory(programme=programme), OpenOpeningFactory()

    html = show(("openings", OPENINGS | {"programme": programme.slug}))

    assert f'href="/en/openings/{own.pk}/"' in html
    assert f'href="/en/openings/{other.pk}/"' not in html


def test_bases_answer_the_question_of_the_block(show: Show) -> None:
    energy = BaseFactory()
    health = BaseFactory(fields=["health"])
    alliance = BaseFactory(kind=BaseKind.ALLIANCE)
    beijing = BaseFactory(province=Province.BEIJING)
    asked = {
        "field": ("health", health),
        "kind": ("alliance", alliance),
        "province": (Province.BEIJING, beijing),
    }
    for name, (value, only) in asked.items():
        html = show(("bases", BASES | {name: value}))
        found = [
            base for base in (energy, health, alliance, beijing) if f'href="/en/bases/{base.slug}/"' in html
        ]
        assert found == [only], name


def test_figures_count_what_is_public(show: Show) -> None:
    OpenOpeningFactory()
    OpeningFactory()
    BaseFactory(status=BaseStatus.WITHDRAWN)

    html = show(("stat", {"figures": ["openings", "bases"]}))

    assert '<dt class="label">Openings that take applications</dt><dd>1</dd>' in html
    assert '<dt class="label">Recognised bases</dt><dd>2</dd>' in html


def test_live_blocks_say_so_where_there_is_nothing(show: Show) -> None:
    html = show(*LIVE)

    assert "Nothing here takes applications now." in html
    assert "No recognised base answers this yet." in html
    assert "No deadline is near" in html


def test_live_blocks_ask_as_often_for_30_openings_as_for_3(show: Show, client: Client) -> None:
    OpenOpeningFactory.create_batch(3)
    show(*LIVE)
    with CaptureQueriesContext(connection) as few:
        client.get("/en/about/")
    OpenOpeningFactory.create_batch(27)
    with CaptureQueriesContext(connection) as many:
        client.get("/en/about/")

    assert len(few) == len(many)


def test_what_an_editor_writes_is_inert(show: Show) -> None:
    evil = "<script>alert(1)</script>"
    html = show(
        ("quote", {"quote": evil, "source": evil}),
        ("table", {"caption": evil, "head": [evil, "b"], "rows": [[evil, "c"]]}),
        ("questions", {"heading": evil, "items": [{"question": evil, "answer": "x"}]}),
        ("openings", OPENINGS | {"heading": evil}),
    )

    assert "<script>alert" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 8


def test_image_without_words_is_refused(db: None) -> None:
    image = Image.objects.create(title="A tokamak", file=get_test_image_file())
    block = ImageBlock()
    whole = {"image": image.pk, "alt": "A ring of steel", "caption": ""}

    assert block.clean(block.to_python(whole))["alt"] == "A ring of steel"
    with pytest.raises(ValidationError):
        block.clean(block.to_python(whole | {"alt": ""}))


def test_image_is_shown_with_its_words(show: Show) -> None:
    image = Image.objects.create(title="file-0815", file=get_test_image_file())

    html = show(("image", {"image": image, "alt": "A ring of steel", "caption": "Built here"}))

    assert 'alt="A ring of steel"' in html
    assert "file-0815" not in html


def test_page_stands_when_what_it_refers_to_is_gone(show: Show, client: Client) -> None:
    image = Image.objects.create(title="file-0815", file=get_test_image_file())
    programme = ProgrammeFactory()
    show(
        ("image", {"image": image, "alt": "A ring of steel", "caption": "Built here"}),
        ("openings", OPENINGS | {"heading": "Of the programme", "programme": programme.slug}),
        ("stat", {"figures": ["", "openings"]}),  # as a draft may hold it
    )
    image.delete()
    programme.delete()

    html = client.get("/en/about/").content.decode()

    assert "Built here" not in html
    assert "Of the programme" in html
    assert '<dt class="label">Openings that take applications</dt><dd>0</dd>' in html


def test_row_of_a_table_has_a_cell_for_each_column(db: None) -> None:
    block = TableBlock()
    table = {"caption": "Stays", "head": ["Kind", "Months"], "rows": [["Visit", "3"], ["Work"]]}

    with pytest.raises(ValidationError) as refused:
        block.clean(block.to_python(table))

    assert "Row 2 has 1 cells; give it 2" in str(refused.value.non_block_errors)  # type: ignore[attr-defined]
