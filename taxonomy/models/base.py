"""What models of every app share."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from taxonomy.choices import Language


class AtomicModel(models.Model):
    """Saves and deletes in a transaction: rows that signal receivers write commit with this one or not at all."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic(using=kwargs.get("using")):
            super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic(using=kwargs.get("using")):
            return super().delete(*args, **kwargs)


class NamedModel(models.Model):
    """A row of a small table with an official name in both languages."""

    name_zh = models.CharField(_("Chinese name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name_in(get_language() or Language.EN)

    def name_in(self, language: str) -> str:
        return self.name_zh if language.startswith("zh") else self.name_en


class TextVersion(AtomicModel):
    """One text in one language, as somebody wrote it. The subclass names its subject and its free texts.

    A subject has one row for each language that was supplied; exactly one of them is the original.
    """

    language = models.CharField(_("language"), max_length=7, choices=Language.choices)
    is_original = models.BooleanField(_("original"), default=True)

    class Meta:
        abstract = True


Version = TypeVar("Version", bound=TextVersion)


def version_in(versions: list[Version], language: str) -> Version | None:
    """The version in `language`; else the original; else any; None when there is no text at all."""
    by_language = {version.language: version for version in versions}
    return (
        by_language.get(language)
        or next((v for v in versions if v.is_original), None)
        or next(iter(versions), None)
    )
