"""Editors of a language write drafts in it and submit them; moderators publish; the editor's home says what waits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale
from wagtail.test.utils.form_data import nested_form_data, streamfield
from wagtail_localize.models import StringSegment, Translation

from accounts.models import User
from cms.models import NewsArticlePage
from cms.roles import EDITORS, MODERATORS, make_roles
from tests.cms.conftest import Site
from tests.factories import UserFactory

HOME = "/cms/"  # where Wagtail sends whoever may not do something, with a word
Enter = Callable[[str], Client]


@pytest.fixture
def enter(site: Site) -> Enter:
    """A client of somebody new in a group."""

    def of(group: str) -> Client:
        user: User = UserFactory()
        user.groups.add(Group.objects.get(name=group))
        client = Client()
        client.force_login(user)
        return client

    return of


def draft(title: str, **more: str) -> dict[str, Any]:
    fields = {
        "title": title,
        "slug": "a-draft",
        "summary": "S.",
        "date": "2026-11-26",
        "comment_notifications": "",
    }
    comments = {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    form: dict[str, Any] = nested_form_data({**fields, "body": streamfield([])})
    return form | comments | more


def write(client: Client, site: Site, language: str, **more: str) -> Any:
    """Send the form of a new article."""
    parent = site.news[language].pk
    return client.post(f"/cms/pages/add/cms/newsarticlepage/{parent}/", draft("A draft", **more))


@pytest.mark.parametrize(("own", "other"), [("en", "zh-hans"), ("zh-hans", "en")])
def test_editor_writes_in_one_language_alone(enter: Enter, site: Site, own: str, other: str) -> None:
    editor = enter(EDITORS[own])

    assert editor.get(f"/cms/pages/{site.article[own].pk}/edit/").status_code == 200
    assert editor.get(f"/cms/pages/{site.article[other].pk}/edit/")["Location"] == HOME  # with a word
    write(editor, site, own)
    write(editor, site, other)

    (made,) = NewsArticlePage.objects.filter(title="A draft")
    assert made.locale.language_code == own
    assert not made.live


def test_editor_cannot_publish(enter: Enter, site: Site) -> None:
    editor = enter(EDITORS["en"])

    write(editor, site, "en", **{"action-publish": "1"})

    assert not NewsArticlePage.objects.filter(title="A draft", live=True).exists()
    assert Client().get("/en/news/a-draft/").status_code == 404
    article = site.article["en"]
    editor.post(reverse("wagtailadmin_pages:unpublish", args=[article.pk]))
    article.refresh_from_db()
    assert article.live


def test_what_an_editor_submits_waits_for_moderators_who_publish_it(enter: Enter, site: Site) -> None:
    editor, moderator = enter(EDITORS["en"]), enter(MODERATORS)
    assert "A draft" not in moderator.get("/cms/").content.decode()

    write(editor, site, "en", **{"action-submit": "1"})

    page = NewsArticlePage.objects.get(title="A draft")
    assert page.workflow_in_progress
    assert "A draft" in moderator.get("/cms/").content.decode()  # what waits for them
    assert "A draft" in editor.get("/cms/").content.decode()  # what they wait for
    task = page.current_workflow_task_state
    approve = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
    editor.post(approve, {"comment": ""})
    page.refresh_from_db()
    assert not page.live

    moderator.post(approve, {"comment": ""})

    page.refresh_from_db()
    assert page.live
    assert Client().get("/en/news/a-draft/").status_code == 200


def test_who_begins_a_translation_into_a_language_of_others_is_told_who_goes_on(
    enter: Enter, site: Site
) -> None:
    site.article["zh-hans"].delete()
    chinese = Locale.objects.get(language_code="zh-hans")
    page = site.article["en"]
    submit = f"/cms/localize/submit/page/{page.pk}/"

    answer = enter(EDITORS["en"]).post(submit, {"locales": [chinese.pk]}, follow=True)

    assert answer.redirect_chain == [(f"/cms/pages/{page.pk}/edit/", 302)]
    assert "its editors find the draft on their first page" in answer.content.decode()
    assert page.get_translation(chinese) is not None


def test_first_page_of_the_editor_is_headed_by_the_name_of_the_site(enter: Enter, site: Site) -> None:
    html = enter(EDITORS["en"]).get("/cms/").content.decode()
    assert "TalentBridge" in html.partition("<h1")[2].partition("</h1>")[0]


def test_translation_waits_on_the_first_page_until_a_moderator_publishes_it(
    enter: Enter, site: Site, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    site.article["zh-hans"].delete()
    chinese = Locale.objects.get(language_code="zh-hans")
    editor, other, moderator = enter(EDITORS["zh-hans"]), enter(EDITORS["en"]), enter(MODERATORS)

    editor.post(f"/cms/localize/submit/page/{site.article['en'].pk}/", {"locales": [chinese.pk]})

    target = site.article["en"].get_translation(chinese)
    edit = f"/cms/pages/{target.pk}/edit/"
    assert editor.get(edit).status_code == 200
    assert other.get(edit)["Location"] == HOME
    for client, seen in ((editor, True), (moderator, True), (other, False)):
        assert (edit in client.get("/cms/").content.decode()) is seen
    translation = Translation.objects.get(source__object=target.translation_key)
    assert "0 of 4 texts" in editor.get("/cms/").content.decode()

    for segment in StringSegment.objects.filter(source=translation.source):
        answer = editor.put(
            reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk]),
            urlencode({"value": "ti-yi" if segment.string.data == "first" else "译文"}),
            content_type="application/x-www-form-urlencoded",
        )
        assert answer.status_code == 201
    assert "Ready for a moderator to publish" in moderator.get("/cms/").content.decode()
    editor.post(edit, {"action": "publish"})
    target.refresh_from_db()
    assert not target.live

    with django_capture_on_commit_callbacks(execute=True):
        moderator.post(edit, {"action": "publish"})

    target.refresh_from_db()
    assert target.live
    assert "译文" in Client().get(f"/zh-hans/news/{target.slug}/").content.decode()
    assert (
        edit not in moderator.get("/cms/").content.decode().split("translations-h")[-1].split("</section>")[0]
    )


def test_editors_upload_images_and_documents(enter: Enter) -> None:
    editor = enter(EDITORS["zh-hans"])

    assert editor.get("/cms/images/add/").status_code == 200
    assert editor.get("/cms/documents/multiple/add/").status_code == 200
    assert editor.get("/cms/users/")["Location"] == HOME


def test_a_group_that_an_administrator_changed_stays(site: Site) -> None:
    group = Group.objects.get(name=EDITORS["en"])
    group.permissions.clear()
    Group.objects.get(name=EDITORS["zh-hans"]).delete()

    make_roles()

    assert not group.permissions.exists()
    assert Group.objects.get(name=EDITORS["zh-hans"]).page_permissions.count() == 2


def test_migrating_again_makes_no_second_group(db: None) -> None:
    call_command("migrate", verbosity=0)

    assert Group.objects.filter(name__startswith="Editors (").count() == 2


@pytest.mark.parametrize("group", [*EDITORS.values(), MODERATORS])
def test_editors_are_led_to_the_editor_and_to_the_page_that_they_look_at(
    enter: Enter, site: Site, group: str
) -> None:
    client = enter(group)
    desk = client.get("/en/me/").content.decode()
    assert 'href="/cms/"' in desk
    assert "Your account has no profile yet" not in desk
    assert "Editor of the pages" in client.get("/en/account/rights/").content.decode()
    assert (
        f'href="/cms/pages/{site.article["en"].pk}/edit/"'
        in client.get(site.article["en"].url).content.decode()
    )
    assert "/cms/" not in Client().get(site.article["en"].url).content.decode()
