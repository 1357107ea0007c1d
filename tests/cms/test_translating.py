"""An editor translates a page: both texts side by side, the live block's question kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale
from wagtail.rich_text import RichText
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from cms.models import StandardPage
from tests.cms.conftest import Site
from tests.factories import AdministratorFactory, OpenOpeningFactory, UserFactory


@pytest.fixture
def page(site: Site) -> StandardPage:
    """An English page with a text and a live block, without a translation."""
    page = StandardPage(title="Only English", summary="Short.", slug="only", locale=site.home["en"].locale)
    block = {
        "heading": "Energy now",
        "field": "energy",
        "country": "",
        "kind": "",
        "programme": "",
        "number": 3,
    }
    page.body = [("text", RichText("<p>Hello.</p>")), ("openings", block)]
    site.home["en"].add_child(instance=page)
    page.save_revision().publish()
    return page


def test_page_is_translated_side_by_side_and_keeps_its_live_block(
    page: StandardPage, client: Client, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    energy, health = OpenOpeningFactory(), OpenOpeningFactory(fields=["health"])
    chinese = Locale.objects.get(language_code="zh-hans")
    editor = AdministratorFactory()
    client.force_login(editor)

    asked = client.post(f"/cms/localize/submit/page/{page.pk}/", {"locales": [chinese.pk]})
    assert asked.status_code == 302
    translation = Translation.objects.get(source__object=page.translation_key)
    target = page.get_translation(chinese)
    desk = client.get(f"/cms/pages/{target.pk}/edit/")
    assert desk.status_code == 200
    assert "Energy now" in desk.content.decode()  # the original, beside where its Chinese goes

    for segment in StringSegment.objects.filter(source=translation.source):
        words = {"Hello.": "你好。", "Energy now": "能源岗位", "Only English": "现有中文", "Short.": "很短。"}
        if segment.string.data in words:
            StringTranslation.objects.create(
                translation_of=segment.string,
                locale=chinese,
                context=segment.context,
                data=words[segment.string.data],
            )
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(user=editor, publish=True)

    html = Client().get("/zh-hans/only/").content.decode()
    for text in ("你好。", "能源岗位", "现有中文", "很短。", f'href="/zh-hans/openings/{energy.pk}/"'):
        assert text in html
    assert f'href="/zh-hans/openings/{health.pk}/"' not in html


def test_translating_is_for_editors_alone(page: StandardPage, client: Client) -> None:
    client.force_login(UserFactory())

    answer = client.get(f"/cms/localize/submit/page/{page.pk}/")

    assert answer.status_code in (302, 403)
    assert page.get_translations().count() == 0


def test_a_translation_of_a_published_page_waits_for_a_moderator(
    page: StandardPage, client: Client, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    chinese = Locale.objects.get(language_code="zh-hans")
    client.force_login(AdministratorFactory())
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/cms/localize/submit/page/{page.pk}/", {"locales": [chinese.pk]})
    assert page.get_translation(chinese).live is False
    assert client.get("/zh-hans/only/").status_code == 404
