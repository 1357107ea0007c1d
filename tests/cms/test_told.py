"""Stories that both sides release become drafts; whoever takes theirs back takes the page off the site."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page

from cms.models import NewsArticlePage, StoryPage, ToldStory
from cms.roles import EDITORS
from cms.untelling import forget_story
from matching.choices import OutcomeState, Side
from matching.models import Outcome
from outcomes.domain.parties import opening_of
from outcomes.domain.stories import agree_to_story, take_back_story
from tests.cms.conftest import WholeSite
from tests.factories import OfficerFactory, StoryWordsFactory, UserFactory
from tests.factories.bases import OpeningTextFactory
from tests.outcomes.conftest import reported, voices

EVIL = "<script>alert(1)</script> She stayed & went."


@pytest.fixture
def outcome(whole_site: WholeSite) -> Outcome:
    outcome = reported()
    StoryWordsFactory(outcome=outcome, side=Side.HOST, text=EVIL, language="en")
    StoryWordsFactory(outcome=outcome, side=Side.PERSON, text="我学到了很多。", language="zh-hans")
    return outcome


def release(outcome: Outcome) -> list[StoryPage]:
    who = voices(outcome)
    for side in Side:
        outcome.refresh_from_db()
        if not getattr(outcome, f"{side}_released_at"):
            agree_to_story(outcome, side=side, by=who[side])
    assert outcome.state == OutcomeState.RELEASED
    return pages(outcome)


def pages(outcome: Outcome) -> list[StoryPage]:
    return list(StoryPage.objects.filter(outcome=outcome).order_by("locale__language_code"))


def publish(page: StoryPage) -> None:
    page.get_latest_revision().publish()


def test_both_consents_make_a_draft_in_both_languages_that_nobody_sees(
    outcome: Outcome, client: Client
) -> None:
    english, chinese = release(outcome)

    assert english.translation_key == chinese.translation_key
    assert not english.live
    assert not chinese.live
    assert english.title == opening_of(outcome).label
    for page in (english, chinese):
        assert client.get(page.url or page.get_url_parts()[2]).status_code == 404
    text = str(english.get_latest_revision_as_object().body)
    assert "&lt;script&gt;" in text
    assert "<script>" not in text
    assert "我学到了很多。" in text


def test_one_consent_makes_nothing(outcome: Outcome) -> None:
    agree_to_story(outcome, side=Side.HOST, by=voices(outcome)[Side.HOST])
    assert not ToldStory.objects.exists()


def test_editors_are_told(outcome: Outcome, letters_go_at_once: None) -> None:
    editor = UserFactory()
    editor.groups.add(Group.objects.get(name=EDITORS["en"]))
    release(outcome)
    assert [letter.subject for letter in mail.outbox if letter.to == [editor.email]] == [
        "A success story waits as a draft"
    ]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_each_editor_is_led_to_the_draft_that_they_may_edit(outcome: Outcome, language: str) -> None:
    editor = UserFactory(language="en")
    editor.groups.add(Group.objects.get(name=EDITORS[language]))
    english, chinese = release(outcome)
    draft = {"en": english, "zh-hans": chinese}[language]
    client = Client()
    client.force_login(editor)
    assert editor.notices.get().address == f"/cms/pages/{draft.pk}/edit/"
    assert client.get(editor.notices.get().address).status_code == 200


def test_the_draft_in_the_other_language_has_the_title_of_the_opening_there(outcome: Outcome) -> None:
    opening = opening_of(outcome)
    OpeningTextFactory(
        opening=opening, language="zh-hans", is_original=False, title="托卡马克壁材料的激光诊断"
    )
    _, chinese = release(outcome)
    assert chinese.get_latest_revision_as_object().title == "托卡马克壁材料的激光诊断"


@pytest.mark.parametrize("side", list(Side))
def test_either_side_takes_the_page_off_the_site_at_once(
    outcome: Outcome, client: Client, side: Side
) -> None:
    for page in release(outcome):
        publish(page)
    addresses = [page.url for page in pages(outcome)]
    assert [client.get(address).status_code for address in addresses] == [200, 200]

    take_back_story(outcome, side=side, by=voices(outcome)[side])

    assert [client.get(address).status_code for address in addresses] == [404, 404]
    for page in pages(outcome):
        assert not page.live
        with_mark = page.get_latest_revision_as_object().title
        assert with_mark.startswith(("Taken back: ", "已撤回："))


def test_copies_and_aliases_go_with_the_page(outcome: Outcome) -> None:
    page = release(outcome)[0]
    publish(page)
    page.refresh_from_db()
    page.outcome = None  # an editor may take the facts of the stay away; the words stay the same
    page.save_revision().publish()
    page.refresh_from_db()
    copy = page.copy(update_attrs={"slug": "copied"}, keep_live=True)
    again = copy.copy(update_attrs={"slug": "copied-again"}, keep_live=True)
    alias = page.create_alias(update_slug="alias")
    index = page.get_parent().copy(recursive=True, update_attrs={"slug": "other-stories"}, keep_live=True)
    others = [copy, again, alias, *StoryPage.objects.child_of(index).filter(summary=page.summary)]
    assert len(others) > 3
    before = copy.get_latest_revision()
    take_back_story(outcome, side=Side.PERSON, by=voices(outcome)[Side.PERSON])
    for one in (page, *others):
        one.refresh_from_db()
        assert not one.live
    before.publish()
    copy.refresh_from_db()
    assert not copy.live


def test_no_revision_brings_back_what_was_taken_back(outcome: Outcome) -> None:
    page = release(outcome)[0]
    before = page.get_latest_revision()
    take_back_story(outcome, side=Side.HOST, by=voices(outcome)[Side.HOST])

    before.publish()
    page.refresh_from_db()
    assert not page.live
    page.outcome = None
    page.live = True
    page.save(clean=False)
    assert not StoryPage.objects.get(pk=page.pk).live
    with pytest.raises(ValidationError, match="took this story back"):
        page.clean()


def test_agreed_to_once_more_the_same_page_has_the_new_words(outcome: Outcome) -> None:
    first = release(outcome)
    who = voices(outcome)
    take_back_story(outcome, side=Side.HOST, by=who[Side.HOST])
    outcome.story.filter(side=Side.HOST).update(text="Other words.")

    again = release(outcome)

    assert [page.pk for page in again] == [page.pk for page in first]
    draft = again[0].get_latest_revision_as_object()
    assert "Other words." in str(draft.body)
    assert not draft.title.startswith("Taken back")
    publish(again[0])
    again[0].refresh_from_db()
    assert again[0].live


def test_a_site_without_a_list_of_stories_makes_no_draft(outcome: Outcome) -> None:
    for page in Page.objects.filter(slug="stories").specific():
        page.delete()
    who = voices(outcome)
    for side in Side:
        agree_to_story(outcome, side=side, by=who[side])
    assert outcome.state == OutcomeState.RELEASED
    assert not StoryPage.objects.exists()


def test_both_agreed_is_not_yet_published_and_each_is_said(outcome: Outcome, client: Client) -> None:
    english, chinese = release(outcome)
    person = voices(outcome)[Side.PERSON]
    client.force_login(person)
    addresses = ("/en/outcomes/", f"/en/outcomes/{outcome.pk}/")
    for address in addresses:
        page = client.get(address).content.decode()
        assert "Both agreed: with the editors" in page
        assert "Read the story" not in page

    publish(chinese)
    for address in addresses:  # in Chinese where there is no English
        page = client.get(address).content.decode()
        assert "Published" in page
        assert "with the editors" not in page
        assert f'href="{chinese.url}"' in page
    publish(english)
    page = client.get(addresses[1]).content.decode()
    assert f'href="{english.url}"' in page
    assert chinese.url not in page

    take_back_story(outcome, side=Side.PERSON, by=person)
    page = client.get(addresses[1]).content.decode()
    assert "Both sides have reported" in page
    assert "Read the story" not in page


def test_the_list_asks_as_often_for_one_story_as_for_three(whole_site: WholeSite, client: Client) -> None:
    client.force_login(OfficerFactory())
    counts = []
    for number in (1, 2):
        for _i in range(number):
            row = reported()
            StoryWordsFactory(outcome=row, side=Side.HOST, text="We met.", language="en")
            for page in release(row):
                publish(page)
        client.get("/en/outcomes/")  # where sites begin is remembered
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/en/outcomes/").content.decode().count("Read the story") == sum(
                range(number + 1)
            )
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_pictures_go_with_a_story_that_is_forgotten_unless_another_page_shows_them(
    outcome: Outcome,
    whole_site: WholeSite,
    settings: Settings,
    tmp_path: Path,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    settings.MEDIA_ROOT = tmp_path
    files = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": files}
    head, older, within, shared = (
        Image.objects.create(title=f"file-{number}", file=get_test_image_file(f"{number}.png"))
        for number in range(4)
    )
    story, _chinese = release(outcome)
    story.picture, story.picture_alt = older, "A field"
    story.save_revision().publish()
    story.picture = head
    story.body = [
        ("image", {"image": within, "alt": "A bed", "caption": ""}),
        ("image", {"image": shared, "alt": "A ring", "caption": ""}),
    ]
    story.save_revision().publish()
    article = NewsArticlePage.objects.first()
    assert article is not None
    article.picture, article.picture_alt = shared, "A ring"
    article.save()
    head.get_rendition("fill-100x100")
    with django_capture_on_commit_callbacks(execute=True):
        forget_story(outcome)
    assert list(Image.objects.all()) == [shared]
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["3.png"]
