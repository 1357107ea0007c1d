"""Which stories of visits are on the site."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q
from django.utils.translation import get_language

from cms.models import StoryPage, ToldStory


def addresses(outcomes: Collection[int]) -> dict[int, str]:
    """Key of an outcome -> address of its public page, in the active language where there is one."""
    keys = dict(ToldStory.objects.filter(outcome__in=outcomes).values_list("translation_key", "outcome"))
    pages = StoryPage.objects.live().public().filter(Q(outcome__in=outcomes) | Q(told_as__in=keys))
    language, found = get_language(), dict[int, str]()
    for page in sorted(
        pages.select_related("locale"), key=lambda page: (page.locale.language_code != language, page.pk)
    ):
        if page.url:
            found.setdefault(keys.get(page.told_as) or page.outcome_id, page.url)
    return found
