"""A story whose person is erased: its pages go, with everything that was ever made of them."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from wagtail.models import PageLogEntry
from wagtail_localize.models import (
    String,
    StringTranslation,
    Template,
    TranslatableObject,
    TranslationSource,
)

from cms.models import StoryPage, ToldStory
from matching.models import Outcome
from notices.models import Notice


@transaction.atomic
def forget_story(outcome: Outcome) -> int:
    """Pages, copies and aliases in every language, with their histories, translations, log and entries of the search
    -> how many pages. `ToldStory` stays: whatever comes back of them is never live."""
    told = ToldStory.objects.filter(outcome=outcome).first()
    if told is None:
        return 0
    rows = dict(StoryPage.objects.filter(told_as=told.translation_key).values_list("pk", "translation_key"))
    keys = {told.translation_key, *rows.values()}
    used = _used_in(keys)
    for page in StoryPage.objects.filter(pk__in=rows):
        page.delete()  # of each its signals are heard: by the tree, the search, the translations
    TranslatableObject.objects.filter(pk__in=keys).delete()
    StringTranslation.objects.filter(translation_of__in=used, context=None).delete()
    _forget_unused(used)
    PageLogEntry.objects.filter(page__in=rows).delete()
    edit = [reverse("wagtailadmin_pages:edit", args=[pk]) for pk in rows]
    Notice.objects.filter(address__in=edit).delete()
    return len(rows)


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
