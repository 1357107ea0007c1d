"""Every free text says in which language it was written."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from taxonomy.choices import Language


def written_in(verbose_name: Any) -> models.CharField[str, str]:
    """The language of a text that may stay empty: empty as long as the text is."""
    return models.CharField(verbose_name, max_length=7, choices=Language.choices, blank=True)


def says_its_language(*texts: str, language: str, name: str) -> models.CheckConstraint:
    """A check that `language` is known where one of `texts` is written."""
    nothing_written = Q(**dict.fromkeys(texts, ""))
    return models.CheckConstraint(
        condition=nothing_written | Q(**{f"{language}__in": Language.values}), name=name
    )


def one_version_per_language(subject: str) -> list[models.BaseConstraint]:
    """What holds for the text rows of `subject`: a known language, each once, and at most one original."""
    return [
        models.UniqueConstraint(fields=[subject, "language"], name=f"one_{subject}_text_per_language"),
        models.UniqueConstraint(
            fields=[subject],
            condition=Q(is_original=True),
            name=f"one_original_{subject}_text",
            violation_error_message=_(
                "Another version is marked as the original; take that mark off and save, then set this one."
            ),
        ),
        models.CheckConstraint(
            condition=Q(language__in=Language.values), name=f"{subject}_text_language_is_known"
        ),
    ]
