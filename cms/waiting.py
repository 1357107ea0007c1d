"""Translations that are not published yet. wagtail-localize knows no moderation: the editor's first page tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail_localize.models import Translation

MOST = 10  # lines; two queries each


@dataclass(frozen=True, slots=True)
class Waiting:
    page: Page
    done: int  # of its texts
    total: int

    @property
    def ready(self) -> bool:
        return self.done == self.total


def translations(user: Any) -> list[Waiting]:
    """Of the pages that `user` may edit, those whose translation is not published, the latest begun first."""
    pages = PagePermissionPolicy().instances_user_has_permission_for(user, "change").filter(live=False)
    drafts = {(page.translation_key, page.locale_id): page for page in pages.order_by("-pk")}
    begun = Translation.objects.filter(enabled=True, source__object__in=[key for key, _locale in drafts])
    found: list[Waiting] = []
    for translation in begun.select_related("source").order_by("-pk"):
        page = drafts.get((translation.source.object_id, translation.target_locale_id))
        if page and len(found) < MOST:
            total, done = translation.get_progress()
            found.append(Waiting(page, done, total))
    return found


class TranslationsPanel(Component):
    """On the first page of the editor."""

    name = "translations"
    order = 250  # after what waits for moderation
    template_name = "cms/reports/waiting.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"waiting": translations(parent_context["request"].user)}
