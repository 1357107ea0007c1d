"""The picture of a page: at its head, small in lists, shown by messengers, and never without words."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image as Pixels
from wagtail.images import get_image_model
from wagtail.images.models import Image

from cms.models import NewsArticlePage
from tests.cms.conftest import Site

WORDS = {"en": 'A "lattice" of atoms', "zh-hans": "原子点阵"}


def image(name: str = "lattice") -> Image:
    drawn = BytesIO()
    Pixels.new("RGB", (1600, 900), "#0f2747").save(drawn, "PNG")
    return get_image_model().objects.create(
        title=name, file=ContentFile(drawn.getvalue(), name=f"{name}.png")
    )


@pytest.fixture
def pictured(site: Site) -> Site:
    shown = image()
    for language, words in WORDS.items():
        for page in (site.article[language], site.energy[language]):
            page.picture, page.picture_alt = shown, words
            page.save()
    return site


def tags(html: str) -> list[str]:
    return re.findall(r"<img[^>]*>", html)


@pytest.mark.parametrize(
    ("language", "alt"), [("en", "A &quot;lattice&quot; of atoms"), ("zh-hans", "原子点阵")]
)
@pytest.mark.parametrize("path", ["news/first/", "fields/energy/"])
def test_a_page_shows_its_picture_in_sizes_and_in_words(
    pictured: Site, client: Client, path: str, language: str, alt: str
) -> None:
    html = client.get(f"/{language}/{path}").content.decode()
    (tag,) = tags(html)
    assert f'alt="{alt}"' in tag
    assert len(re.findall(r"\.webp \d+w", tag)) == 3
    assert 'width="480"' in tag  # so that nothing moves when it comes
    assert 'height="270"' in tag
    found = re.search(
        r'property="og:image" content="(http://testserver/media/[^"]*1200x630[^"]*\.jpg)"', html
    )
    assert found
    assert f'<meta property="og:image:alt" content="{alt}">' in html


@pytest.mark.parametrize("path", ["news/", "fields/", ""])
def test_a_list_shows_it_small_and_late_and_silent(pictured: Site, client: Client, path: str) -> None:
    (tag,) = tags(client.get(f"/en/{path}").content.decode())
    assert 'width="320"' in tag
    assert 'height="180"' in tag
    assert 'loading="lazy"' in tag
    assert 'alt=""' in tag  # the title beside it says where it leads


def test_a_page_without_one_has_the_picture_of_the_site(site: Site, client: Client) -> None:
    html = client.get("/en/news/first/").content.decode()
    assert tags(html) == []
    assert 'content="http://testserver/share/site.png"' in html
    assert "og:image:alt" not in html


def test_a_page_whose_file_is_gone_stands(pictured: Site, client: Client) -> None:
    shown = pictured.article["en"].picture
    shown.file.storage.delete(shown.file.name)
    for path in ("news/first/", "news/"):
        assert client.get(f"/en/{path}").status_code == 200
    assert 'content="http://testserver/share/site.png"' in client.get("/en/news/first/").content.decode()
    shown.delete()
    assert tags(client.get("/en/news/first/").content.decode()) == []


def test_a_picture_is_refused_without_words(site: Site) -> None:
    page = site.article["en"]
    page.picture, page.picture_alt = image(), " "
    with pytest.raises(ValidationError, match="some readers do not see it"):
        page.full_clean()


@pytest.mark.parametrize("path", ["news/", ""])
def test_lists_ask_as_often_for_many_pictures_as_for_one(pictured: Site, client: Client, path: str) -> None:
    def asked() -> int:
        client.get(f"/en/{path}")  # cuts what was not cut before
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/en/{path}")
        return len(captured)

    before = asked()
    index = pictured.news["en"]
    for number in range(2):
        index.add_child(
            instance=NewsArticlePage(
                title="More",
                slug=f"more-{number}",
                summary="More.",
                locale=index.locale,
                picture=image(f"more-{number}"),
                picture_alt="More.",
            )
        )
    assert asked() == before
