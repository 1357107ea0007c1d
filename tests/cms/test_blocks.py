"""Blocks: what they refuse, and that live ones show what the public may see and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from accounts.domain.consent import withdraw_consent
from accounts.models import Purpose
from bases.choices import BaseKind, BaseStatus, PublicationState, Sensitivity, Verification
from cms import sankey
from cms.blocks.persons import ActionsBlock
from cms.blocks.written import ImageBlock, QuestionsBlock, TableBlock
from cms.models import StandardPage
from experts.choices import Audience, Section
from experts.models import Profile
from taxonomy.choices import Province, StayKind
from tests.cms.conftest import Site
from tests.factories import (
    AdministratorFactory,
    AttachePostFactory,
    BaseFactory,
    ConsentFactory,
    InstitutionFactory,
    MatchableProfileFactory,
    OfficerFactory,
    OpeningFactory,
    OpenOpeningFactory,
    ProgrammeFactory,
    StaffMembershipFactory,
)

OPENINGS = {"heading": "Live", "field": "", "country": "", "kind": "", "programme": "", "number": 20}
BASES = {"heading": "Live", "field": "", "kind": "", "province": "", "number": 20}
LIVE = [
    ("openings", OPENINGS),
    ("deadlines", {"heading": "Next", "field": "", "number": 20}),
    ("bases", BASES),
    ("stat", {"figures": ["openings", "bases", "hosts", "countries"]}),
    ("tiles", {"heading": "Tiles"}),
    ("sankey", {"heading": "Places"}),
    ("people", {"heading": "People", "field": "", "number": 20}),
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
    assert "Nobody who may be shown here yet." in html
    assert "<path" not in html


def test_live_blocks_ask_as_often_for_30_openings_as_for_3(show: Show, client: Client) -> None:
    OpenOpeningFactory.create_batch(3)
    featured()
    show(*LIVE)
    with CaptureQueriesContext(connection) as few:
        client.get("/en/about/")
    OpenOpeningFactory.create_batch(27)
    for _ in range(5):
        featured()
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
        ("tiles", {"heading": evil}),
        ("sankey", {"heading": evil}),
        ("people", {"heading": evil, "field": "", "number": 3}),
        ("documents", {"heading": evil, "documents": []}),
        (
            "actions",
            {
                "heading": evil,
                "actions": [{"reader": "anybody", "text": evil, "action": evil, "target": "bases:directory"}],
            },
        ),
    )

    assert "<script>alert" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 15


def featured(**fields: Any) -> Profile:
    """Somebody who agreed to be featured and shows their name to everyone."""
    profile = MatchableProfileFactory(**fields)
    ConsentFactory(user=profile.user, purpose=Purpose.FEATURED)
    profile.visibility.create(section=Section.NAME, audience=Audience.PUBLIC)
    return profile


def test_people_are_those_who_agreed_and_show_what_they_show_to_everyone(show: Show) -> None:
    block = ("people", {"heading": "People", "field": "", "number": 20})
    shown = featured(name="Amina Shown", affiliation="Her Own Institute")
    silent = MatchableProfileFactory(name="Bo Silent")  # never agreed
    silent.visibility.create(section=Section.NAME, audience=Audience.PUBLIC)
    nameless = MatchableProfileFactory(name="Cy Nameless")  # agreed, and shows the name on introduction alone
    ConsentFactory(user=nameless.user, purpose=Purpose.FEATURED)
    health = featured(name="Di Health", fields=["health"])

    html = show(block)
    assert "Amina Shown" in html
    assert "Di Health" in html
    assert "Bo Silent" not in html
    assert "Cy Nameless" not in html
    assert "Her Own Institute" not in html
    assert shown.text.headline not in html

    shown.visibility.create(section=Section.AFFILIATIONS, audience=Audience.PUBLIC)
    shown.visibility.create(section=Section.BIOGRAPHY, audience=Audience.PUBLIC)
    html = show(block)
    assert "Her Own Institute" in html
    assert shown.text.headline in html
    only = show(("people", {"heading": "People", "field": "health", "number": 20}))
    assert "Di Health" in only
    assert "Amina Shown" not in only

    withdraw_consent(health.user, purpose=Purpose.FEATURED, by=health.user)
    withdraw_consent(shown.user, purpose=Purpose.MATCHING, by=shown.user)
    html = show(block)
    assert "Di Health" not in html
    assert "Amina Shown" not in html


CALLS = {
    "anybody": "Look around",
    "expert": "See what fits you",
    "host": "Offer a place",
    "attache": "Tell whom you know",
    "officer": "Review what waits",
}


def test_each_reader_is_called_in_their_own_words(page: StandardPage) -> None:
    page.body = [("actions", {"heading": "Start", "actions": [call(reader) for reader in CALLS]})]
    page.save()
    users = {
        "anybody": None,
        "expert": MatchableProfileFactory().user,
        "host": StaffMembershipFactory().user,
        "attache": AttachePostFactory().user,
        "officer": OfficerFactory(),
    }
    for reader, user in users.items():
        client = Client()
        if user:
            client.force_login(user)
        html = client.get("/en/about/").content.decode()
        assert [words for words in CALLS.values() if words in html] == [CALLS[reader]]

    page.body = [("actions", {"heading": "Start", "actions": [call("host"), call("anybody")]})]
    page.save()
    client.force_login(users["expert"])  # has no words of their own now
    assert CALLS["anybody"] in client.get("/en/about/").content.decode()


def call(reader: str) -> dict[str, str]:
    return {"reader": reader, "text": CALLS[reader], "action": "Go", "target": "matching:openings"}


@pytest.mark.parametrize(
    ("readers", "fault"),
    [(["expert"], "Add a call for anybody"), (["anybody", "host", "host"], "stands here twice")],
)
def test_calls_have_one_for_anybody_and_one_for_each_role(db: None, readers: list[str], fault: str) -> None:
    block = ActionsBlock()

    with pytest.raises(ValidationError) as refused:
        block.clean(block.to_python({"heading": "Start", "actions": [call(reader) for reader in readers]}))

    assert fault in str(refused.value.non_block_errors)  # type: ignore[attr-defined]


def test_documents_that_are_deleted_are_left_out(show: Show, client: Client) -> None:
    documents = [
        Document.objects.create(title=title, file=ContentFile(b"Dear all", name=f"{title}.txt"))
        for title in ("Letter", "Handbook")
    ]
    html = show(("documents", {"heading": "Take", "documents": documents}))
    assert "Letter" in html
    assert documents[1].url in html

    documents[0].delete()
    html = client.get("/en/about/").content.decode()
    assert "Letter" not in html
    assert documents[1].url in html

    documents[1].delete()
    assert "No document is to be had here now." in client.get("/en/about/").content.decode()


def test_diagram_adds_up_to_the_places_of_open_openings(db: None) -> None:
    both = OpenOpeningFactory(places=3, fields=["energy", "health"])
    OpenOpeningFactory(
        places=4, fields=["energy"], base__institution__country="NO", base__institution__province=""
    )
    abroad = InstitutionFactory(country="KE", province="")
    OpenOpeningFactory(places=2, fields=["health"], base=None, institution=abroad, kind="international_post")
    OpeningFactory(places=90)  # a draft

    drawn = sankey.diagram()

    assert drawn is not None
    assert (drawn.openings, drawn.places) == (3, 9)
    assert (
        sum(flow.number for flow in drawn.drawing.to_fields)
        == sum(flow.number for flow in drawn.drawing.to_bases)
        == 12
    )
    assert {(flow.source, flow.target): flow.number for flow in drawn.drawing.to_fields} == {
        ("Norway", "Energy"): 4,
        ("China", "Energy"): 3,  # an opening in two fields counts in both
        ("China", "Health"): 3,
        ("Kenya", "Health"): 2,
    }
    assert [(flow.source, flow.number) for flow in drawn.drawing.to_bases if flow.target == "At no base"] == [
        ("Health", 2)
    ]
    assert (both.base.label, 6) in {(node.label, node.number) for node in drawn.drawing.nodes}
    for node in drawn.drawing.nodes:
        assert 0 <= node.y <= node.y + node.height <= drawn.drawing.height + 0.01


def test_diagram_folds_what_is_small_together(db: None) -> None:
    for places in range(1, sankey.MOST_BASES + 4):
        OpenOpeningFactory(places=places)

    drawn = sankey.diagram()

    assert drawn is not None
    bases = [flow.target for flow in drawn.drawing.to_bases]
    assert len(bases) == sankey.MOST_BASES + 1
    assert {flow.target: flow.number for flow in drawn.drawing.to_bases}["Other bases (3)"] == 1 + 2 + 3


@pytest.mark.parametrize("filled", [False, True])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_block_has_a_preview_on_an_empty_site_too(
    db: None, client: Client, language: str, filled: bool
) -> None:
    if filled:
        OpenOpeningFactory()
        featured()
    administrator = AdministratorFactory(language=language)
    client.force_login(administrator)
    wrong = {}
    for name, block in StandardPage.body.field.stream_block.child_blocks.items():
        answer = client.get(f"/cms/block-preview/?id={block.definition_prefix}")
        if answer.status_code != 200 or not block.is_previewable or b"components.css" not in answer.content:
            wrong[name] = answer.status_code
    assert wrong == {}


def test_questions_are_no_more_than_a_reader_unfolds(db: None) -> None:
    block = QuestionsBlock()
    items = [{"question": "Why?", "answer": "<p>So.</p>"}] * 21

    with pytest.raises(ValidationError):
        block.clean(block.to_python({"heading": "Questions", "items": items}))


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
