"""Texts about somebody that others wrote and that stay, for they belong to others as well: names are taken out of them.

Whatever else is about the person is deleted or emptied (`privacy.inventory`). Read before anything is erased.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page
from wagtail_localize.models import TranslationSource

from cms.models import StoryPage, ToldStory
from experts.models import Profile

# model: lookups from the row to the profile, columns in which somebody writes sentences
ABOUT: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "experts.team": (("lead", "members"), ("name", "other_name", "about")),
    "outcomes.report": (("outcome__exchange__profile",), ("summary", "plans")),
    "outcomes.reportedwork": (("report__outcome__exchange__profile",), ("title", "key")),
    "exchanges.issuedletter": (("exchange__profile",), ("facts",)),
}
OF_PAGES = ("title", "draft_title", "seo_title", "search_description")
OF_STORIES = ("summary", "body", "picture_alt")


def texts_about(profile: Profile | None) -> dict[str, set[str]]:
    """table.column -> keys of the rows, as text."""
    found: dict[str, set[str]] = defaultdict(set)
    if profile is None:
        return found
    for label, (paths, columns) in ABOUT.items():
        model = apps.get_model(label)
        for path in paths:
            keys = map(str, model._base_manager.filter(**{path: profile}).values_list("pk", flat=True))
            _note(found, model, columns, set(keys))
    _note_stories(found, profile)
    return found


def _note_stories(found: dict[str, set[str]], profile: Profile) -> None:
    """Pages made of the words of a stay and copies of them, in every language, with histories and translations."""
    told = ToldStory.objects.filter(outcome__exchange__profile=profile).values_list(
        "translation_key", flat=True
    )
    rows = dict(StoryPage.objects.filter(told_as__in=told).values_list("pk", "translation_key"))
    if not rows:
        return
    pages = set(map(str, rows))
    _note(found, Page, OF_PAGES, pages)
    _note(found, StoryPage, OF_STORIES, pages)
    of_pages = {"object_id__in": pages, "base_content_type": ContentType.objects.get_for_model(Page)}
    sources = TranslationSource.objects.filter(object_id__in=list(rows.values()))
    for label, lookups, columns_ in (
        ("wagtailcore.revision", of_pages, ("content", "object_str")),
        ("wagtailcore.pagelogentry", {"page_id__in": pages}, ("label", "data")),
        ("wagtail_localize.translationsource", {"pk__in": sources}, ("content_json", "object_repr")),
        ("wagtail_localize.string", {"segments__source__in": sources}, ("data",)),
        ("wagtail_localize.stringtranslation", {"translation_of__segments__source__in": sources}, ("data",)),
        ("wagtail_localize.template", {"segments__source__in": sources}, ("template",)),
        ("wagtail_localize.overridablesegment", {"source__in": sources}, ("data_json",)),
    ):
        model: Any = apps.get_model(label)
        keys = set(map(str, model._base_manager.filter(**lookups).values_list("pk", flat=True)))
        _note(found, model, columns_, keys)


def _note(found: dict[str, set[str]], model: Any, columns: tuple[str, ...], keys: set[str]) -> None:
    for name in columns:
        field = model._meta.get_field(name)
        found[f"{field.model._meta.db_table}.{field.column}"] |= keys
