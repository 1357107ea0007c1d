"""Reading the language versions of a subject."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language

from taxonomy.choices import Language
from taxonomy.models.base import TextVersion, version_in


class HasVersions:
    """Mixed into a model whose text rows are reachable as `texts` (prefetch them for lists)."""

    texts: Any

    def text_in(self, language: str) -> Any:
        """The TextVersion in `language`; else the original; None when nothing is written yet."""
        return version_in(list(self.texts.all()), language)

    @property
    def text(self) -> Any:
        """The version for the reader's language."""
        return self.text_in(get_language() or Language.EN)

    @property
    def other_text(self) -> Any:
        """The version in the language that `text` is not in, if there is one."""
        shown = self.text
        return next((version for version in self.texts.all() if version != shown), None)

    @property
    def original(self) -> Any:
        return next((version for version in self.texts.all() if version.is_original), None)

    @property
    def label(self) -> str:
        """The title or name that the reader sees."""
        version: TextVersion | None = self.text
        return str(version) if version else f"#{getattr(self, 'pk', '')}"
