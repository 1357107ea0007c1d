"""A story whose person is erased: its pages go, with everything that was ever made of them."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.models import PageLogEntry, ReferenceIndex
from wagtail_localize.models import (
    String,
    StringTranslation,
    Template,
    TranslatableObject,
    TranslationSource,
)

from cms.dead_links import links_in
from cms.models import StoryPage, ToldStory
from matching.models import Outcome
from notices.models import Notice


@transaction.atomic
def forget_story(outcome: Outcome) -> int:
    """Pages, copies and aliases in every language, with their histories, translations, pictures, log and entries of the
    search -> how many pages. `ToldStory` stays: whatever comes back of them is never live."""
    told = ToldStory.objects.filter(outcome=outcome).first()
    if told is None:
        return 0
    rows = dict(StoryPage.objects.filter(told_as=told.translation_key).values_list("pk", "translation_key"))
    keys = {told.translation_key, *rows.values()}
    used = _used_in(keys)
    pages = list(StoryPage.objects.filter(pk__in=rows))
    pictures = {key for page in pages for key in _pictures_of(page)}
    for page in pages:
        page.delete()  # of each its signals are heard: by the tree, the search, the translations
    TranslatableObject.objects.filter(pk__in=keys).delete()
    StringTranslation.objects.filter(translation_of__in=used, context=None).delete()
    _forget_unused(used)
    _forget_pictures(pictures)
    PageLogEntry.objects.filter(page__in=rows).delete()
    edit = [reverse("wagtailadmin_pages:edit", args=[pk]) for pk in rows]
    Notice.objects.filter(address__in=edit).delete()
    return len(rows)


def _pictures_of(page: StoryPage) -> Iterator[int]:
    """Of each version: at its head, and among its words."""
    versions = [(page.picture_id, page.body.raw_data)]
    for content in page.revisions.values_list("content", flat=True):
        versions.append((content.get("picture"), json.loads(content.get("body") or "[]")))
    for picture, body in versions:
        if picture:
            yield picture
        yield from (key for kind, key in links_in(body) if kind == "image")


def _forget_pictures(keys: set[int]) -> None:
    """Those that no page shows any more: often a photograph of whoever came. Their files go with them."""
    for image in get_image_model().objects.filter(pk__in=keys):
        if not ReferenceIndex.get_references_to(image).exists():
            image.delete()


def _used_in(keys: set[object]) -> list[int]:
    """Sentences of the pages as they are now."""
    sources = TranslationSource.objects.filter(object__in=keys)
    return list(String.objects.filter(segments__source__in=sources).values_list("pk", flat=True).distinct())


def _forget_unused(used: list[int]) -> None:
    """Sentences that no page has any more: those of the story, and what nobody ever translated, among which are its
    older wordings, for nothing says whose those were."""
    nobodys = String.objects.filter(segments__isnull=True)
    nobodys.filter(Q(pk__in=used) | Q(translations__isnull=True)).delete()
    Template.objects.filter(segments__isnull=True).delete()
