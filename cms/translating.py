"""Who begins a translation into a language that they may not edit is told who goes on, and stays where they are."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.views.submit_translations import SubmitPageTranslationView


class BeginTranslation(SubmitPageTranslationView):
    """Wagtail-localize's own leads to the translation, whose editor then refuses whoever has no right there."""

    def get_default_success_url(self, translated_page: Page | None = None) -> Any:
        if translated_page and not self._may_edit(translated_page):
            return reverse("wagtailadmin_pages:edit", args=[self.object.pk])
        return super().get_default_success_url(translated_page)

    def get_success_message(self, locales: str) -> str:
        if all(map(self._may_edit, self.object.get_translations())):
            said: str = super().get_success_message(locales)
            return said
        return _(
            "The translation of “%(page)s” is begun. You cannot edit that language; "
            "its editors find the draft on their first page."
        ) % {"page": self.object.get_admin_display_title()}

    def _may_edit(self, page: Page) -> bool:
        return bool(page.permissions_for_user(self.request.user).can_edit())
