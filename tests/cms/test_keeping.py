"""What keeps a site whole: dead links are reported, old addresses lead on, bad pictures are refused with a word."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as Picture
from pytest_django import Settings
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from bases.models import Base
from tests.cms.conftest import Site
from tests.factories import AdministratorFactory, BaseFactory

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture
def editor(client: Client, db: None) -> Client:
    client.force_login(AdministratorFactory())
    return client


def report(editor: Client) -> str:
    answer = editor.get("/cms/reports/dead-links/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_dead_links_are_reported_with_the_page_they_stand_on(site: Site, editor: Client) -> None:
    article, about = site.article["en"], site.standard["en"]
    document = Document.objects.create(title="Letter", file=ContentFile(b"Dear all", name="letter.txt"))
    image = Image.objects.create(title="Ring", file=get_test_image_file())
    about.body = [
        ("text", f'<p><a linktype="page" id="{article.pk}">news</a></p>'),
        ("text", f'<p><a linktype="document" id="{document.pk}">letter</a></p>'),
        ("documents", {"heading": "Take", "documents": [document]}),
        ("image", {"image": image, "alt": "A ring", "caption": ""}),
    ]
    about.save()
    assert "leads somewhere" in report(editor)

    article.unpublish()
    document.delete()
    image.delete()

    html = report(editor)
    assert html.count(f'href="/cms/pages/{about.pk}/edit/"') == 4
    assert "a page that is deleted or not published" in html
    assert html.count("a document that is deleted") == 2
    assert "an image that is deleted" in html


def test_page_that_gets_another_address_is_found_under_the_old_one(
    site: Site, client: Client, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    article = site.article["en"]
    article.slug = "renamed"
    with django_capture_on_commit_callbacks(execute=True):
        article.save_revision().publish()

    answer = client.get("/en/news/first/")

    assert answer["Location"] == "/en/news/renamed/"  # by its translation, which still has the old name


def test_page_without_a_translation_is_found_under_the_old_address(
    site: Site, client: Client, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    site.article["zh-hans"].delete()
    article = site.article["en"]
    article.slug = "renamed"
    with django_capture_on_commit_callbacks(execute=True):
        article.save_revision().publish()

    answer = client.get("/en/news/first/")

    assert (answer.status_code, answer["Location"]) == (301, "/en/news/renamed/")


def upload(editor: Client, file: SimpleUploadedFile) -> str:
    return editor.post("/cms/images/add/", {"title": "A picture", "file": file}).content.decode()


def picture(width: int, height: int) -> SimpleUploadedFile:
    data = BytesIO()
    Picture.new("1", (width, height)).save(data, "PNG")
    return SimpleUploadedFile("picture.png", data.getvalue(), content_type="image/png")


def test_svg_is_refused_with_the_formats_that_are_taken(editor: Client) -> None:
    html = upload(editor, SimpleUploadedFile("a.svg", SVG, content_type="image/svg+xml"))

    assert "Supported formats: AVIF, GIF, JPG, JPEG, PNG, WEBP." in html
    assert not Image.objects.exists()


def test_svg_under_another_name_is_refused(editor: Client) -> None:
    html = upload(editor, SimpleUploadedFile("a.png", SVG, content_type="image/png"))

    assert "w-field__errors" in html
    assert not Image.objects.exists()


def test_picture_of_50_megapixels_is_refused_with_the_limit(editor: Client) -> None:
    html = upload(editor, picture(10_000, 5_000))

    assert "This file has too many pixels (50000000). Maximum pixels 25000000." in html
    assert not Image.objects.exists()


def test_picture_of_an_ordinary_size_is_taken(editor: Client) -> None:
    upload(editor, picture(400, 300))

    assert Image.objects.get().title == "A picture"


def test_typed_links_to_what_was_deleted_are_reported(site: Site, editor: Client, settings: Settings) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://talent.example.org"
    base = BaseFactory()
    kept = BaseFactory()
    links = [
        f"/en/bases/{base.slug}/",
        f"https://talent.example.org/zh-hans/bases/{base.slug}/",
        f"/en/bases/{kept.slug}/",
        "/en/openings/999999/",
        "https://elsewhere.example/en/bases/none/",
    ]
    article = site.article["en"]
    article.body = [("text", "".join(f'<p><a href="{link}">there</a></p>' for link in links))]
    article.save_revision().publish()
    Base.objects.filter(pk=base.pk).delete()
    page = editor.get("/cms/reports/dead-links/").content.decode()
    assert [link in page for link in links] == [True, True, False, True, False]
