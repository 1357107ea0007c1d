"""The library of resources: asked by field, kind and language; a resource that is gone says so."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents.models import Document

from cms.models import ResourcePage
from tests.cms.conftest import WholeSite


@pytest.fixture
def library(whole_site: WholeSite) -> dict[str, ResourcePage]:
    """English resources by their address name."""
    index = whole_site.pages["resources/"]["en"]

    def resource(slug: str, **fields: Any) -> ResourcePage:
        page = ResourcePage(title=slug, slug=slug, summary="S.", locale=index.locale, **fields)
        index.add_child(instance=page)
        return page

    return {
        "soil-data": resource("soil-data", kind="dataset", field_id="agriculture", languages=["en", "fr"]),
        "model-letter": resource("model-letter", kind="document", languages=["zh-hans"]),
    }


def shown(client: Client, question: str) -> list[str]:
    html = client.get(f"/en/resources/{question}").content.decode()
    return [slug for slug in ("handbook", "soil-data", "model-letter") if f"/en/resources/{slug}/" in html]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("", ["handbook", "soil-data", "model-letter"]),
        ("?kind=dataset", ["soil-data"]),
        ("?field=agriculture", ["soil-data"]),
        ("?language=zh-hans", ["model-letter"]),
        ("?language=en", ["handbook", "soil-data"]),
        ("?language=fr&kind=dataset", ["soil-data"]),
        ("?language=fr&kind=link", []),
    ],
)
def test_library_answers_what_is_asked(
    library: dict[str, ResourcePage], client: Client, question: str, found: list[str]
) -> None:
    assert shown(client, question) == found


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_wrong_values_are_named_and_left_out_of_the_question(
    library: dict[str, ResourcePage], client: Client, language: str
) -> None:
    address = f"/{language}/resources/?kind=%3Cscript%3E&field=alchemy&language=tlh&page=99999"
    answer = client.get(address)

    html = answer.content.decode()
    assert answer.status_code == 200
    for wrong in ("alchemy", "tlh", "&lt;script&gt;"):
        assert wrong in html
    assert "<script>" not in html
    assert f"/{language}/resources/handbook/" in html


def test_languages_are_offered_that_resources_are_in_with_how_many(
    library: dict[str, ResourcePage], client: Client
) -> None:
    html = client.get("/en/resources/").content.decode()
    offered = re.search(r'<select name="language".*?</select>', html, re.DOTALL)
    assert offered
    labels = [label.strip() for label in re.findall(r"<option[^>]*>([^<]+)</option>", offered[0])]
    assert labels == ["All languages", "Chinese (1)", "English (2)", "French (1)"]


def test_library_that_answers_nothing_leads_back(library: dict[str, ResourcePage], client: Client) -> None:
    html = client.get("/en/resources/?language=fr&kind=link").content.decode()

    assert "No resource answers this." in html
    assert '<a href="?">Take all filters away</a>' in html


def test_resource_of_a_deleted_document_says_so(library: dict[str, ResourcePage], client: Client) -> None:
    document = Document.objects.create(title="Letter", file=ContentFile(b"Dear all", name="letter.txt"))
    page = library["model-letter"]
    page.document = document
    page.save()
    assert document.url in client.get("/en/resources/model-letter/").content.decode()

    document.delete()

    html = client.get("/en/resources/model-letter/").content.decode()
    assert "It is not to be had here any more." in html


@pytest.mark.parametrize("address", ["http://example.org/x", "javascript:alert(1)", "ftp://example.org/x"])
def test_address_of_a_resource_is_https(library: dict[str, ResourcePage], address: str) -> None:
    page = library["soil-data"]
    page.address = address

    with pytest.raises(ValidationError) as refused:
        page.full_clean()

    assert set(refused.value.message_dict) == {"address"}


def test_resource_is_a_document_or_an_address(library: dict[str, ResourcePage]) -> None:
    page = library["model-letter"]
    page.document = Document.objects.create(title="Letter", file=ContentFile(b"Dear all", name="letter.txt"))
    page.address = "https://example.org/letter"

    with pytest.raises(ValidationError, match="not both"):
        page.full_clean()
