"""The editor opens for whoever may edit, with every type of page, and for nobody else."""

from __future__ import annotations

import pytest
from django.db import models
from django.test import Client, RequestFactory
from wagtail.models import Page

from tests.cms.conftest import EVERY_TYPE, Site, WholeSite
from tests.factories import AdministratorFactory, UserFactory

EVIL = "<script>alert(1)</script>"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_form_of_each_type_opens_below_its_parent(
    whole_site: WholeSite, client: Client, language: str
) -> None:
    client.force_login(AdministratorFactory())
    wrong = {}
    for address, kind in sorted(EVERY_TYPE.items(), key=lambda item: -item[0].count("/")):
        page = Page.objects.get(pk=whole_site.pages[address][language].pk)
        parent = page.get_parent()
        page.delete()  # of some types a home page has one alone
        answer = client.get(f"/cms/pages/add/cms/{kind}/{parent.pk}/")
        if answer.status_code != 200 or b"sankey" not in answer.content:
            wrong[address] = answer.status_code
    assert wrong == {}


def test_every_page_can_be_previewed_as_a_draft(whole_site: WholeSite, rf: RequestFactory) -> None:
    for languages in whole_site.pages.values():
        page = languages["zh-hans"]
        for mode, _ in page.preview_modes:
            answer = page.make_preview_request(rf.get("/"), mode)
            assert answer.status_code == 200
            assert "中文标题" in answer.content.decode()


def test_what_an_editor_writes_is_inert_on_every_page(whole_site: WholeSite, client: Client) -> None:
    written = 0
    for languages in whole_site.pages.values():
        page = languages["en"]
        for field in page._meta.get_fields():
            texts = isinstance(field, models.CharField | models.TextField) and not field.choices
            if texts and field.name not in (
                "slug",
                "path",
                "url_path",
                "address",
                "to_address",
                "from_address",
                "country",
            ):
                setattr(page, field.name, EVIL)
                written += 1
        page.save()
    assert written > 3 * len(whole_site.pages)

    for address in ("", *whole_site.pages, "openings/"):
        html = client.get(f"/en/{address}").content.decode()
        assert "<script>alert" not in html, address
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html, address  # in the foot at least


def test_page_is_edited_by_nobody_without_a_role(site: Site, client: Client) -> None:
    page = site.standard["en"]
    for user in (None, UserFactory()):
        if user:
            client.force_login(user)
        assert client.get(f"/cms/pages/{page.pk}/edit/").status_code in (302, 403)
