"""Links of published pages to pages and documents of this site that are not to be had. Nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, get_page_models
from wagtail.rich_text import extract_references_from_rich_text

from cms.models import ResourcePage
from cms.models.body import BodyPage
from cms.typed_links import gone, typed

# Parts of a block that hold the number of what they show -> what that is.
CHOSEN = {"documents": get_document_model(), "image": get_image_model()}
WORDS = {
    "page": _("a page that is deleted or not published"),
    "document": _("a document that is deleted"),
    "image": _("an image that is deleted"),
}


@dataclass(frozen=True, slots=True)
class DeadLink:
    page: Page  # where it stands
    what: str | Promise
    key: int | None  # of what it leads to; none where nothing is left of it


def dead_links(pages: Any) -> list[DeadLink]:
    """Of `pages`, a queryset of pages. One query for each type of page, three, and one for each kind of subject."""
    found: list[tuple[Page, str, int]] = []
    addresses: list[tuple[Page, str]] = []
    for page in _published(pages):
        found += [(page, kind, key) for kind, key in links_in(page.body.raw_data)]
        addresses += [(page, address) for text in _texts(page.body.raw_data) for address in typed(text)]
    standing = {
        "page": set(Page.objects.live().filter(pk__in=_keys(found, "page")).values_list("pk", flat=True)),
        "document": _standing(get_document_model(), _keys(found, "document")),
        "image": _standing(get_image_model(), _keys(found, "image")),
    }
    dead = [DeadLink(page, WORDS[kind], key) for page, kind, key in found if key not in standing[kind]]
    empty = ResourcePage.objects.filter(pk__in=pages.values("pk"), document=None, address="").live()
    lost = gone(address for _page, address in addresses)
    dead += [DeadLink(page, address, None) for page, address in addresses if address in lost]
    return dead + [DeadLink(page, _("nothing: its document was deleted"), None) for page in empty]


def _published(pages: Any) -> Iterator[Any]:
    for model in get_page_models():
        if issubclass(model, BodyPage):
            yield from model.objects.filter(pk__in=pages.values("pk")).live().order_by("path")


def links_in(part: Any) -> Iterator[tuple[str, int]]:
    """(kind, key) of every link in raw blocks, however deep."""
    if isinstance(part, str):
        if "linktype" in part:
            for model, key, *_where in extract_references_from_rich_text(part):
                yield ("page" if issubclass(model, Page) else "document"), int(key)
        return
    if isinstance(part, dict):
        for name, value in part.items():
            if name in CHOSEN:
                yield from _chosen(name, value)
            yield from links_in(value)
    elif not isinstance(part, (int, float, bool, type(None))):
        for item in part:
            yield from links_in(item)


def _texts(part: Any) -> Iterator[str]:
    """Every text in raw blocks, however deep."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for value in part.values():
            yield from _texts(value)
    elif not isinstance(part, (int, float, bool, type(None))):
        for item in part:
            yield from _texts(item)


def _chosen(name: str, value: Any) -> Iterator[tuple[str, int]]:
    for item in value if isinstance(value, list) else [value]:
        key = item.get("value") if isinstance(item, dict) else item
        if isinstance(key, int):
            yield ("image" if name == "image" else "document"), key


def _keys(found: list[tuple[Page, str, int]], kind: str) -> set[int]:
    return {key for _page, other, key in found if other == kind}


def _standing(model: Any, keys: set[int]) -> set[int]:
    return set(model.objects.filter(pk__in=keys).values_list("pk", flat=True))
