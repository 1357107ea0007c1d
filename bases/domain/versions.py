"""Texts of a base or a project as a page shows them: both languages side by side, one of them is enough."""

from __future__ import annotations

import re
from collections.abc import Sequence
from secrets import token_hex
from typing import Any

from django.db import models
from django.utils.text import slugify
from django.utils.translation import get_language

from accounts.domain.editing import Values
from taxonomy.choices import Language

SUFFIX = {Language.ZH: "zh", Language.EN: "en"}  # name_zh: the name in Chinese
_HAN = re.compile(r"[\u3400-\u9fff]")


def read_texts(subject: Any, names: Sequence[str]) -> dict[str, str]:
    """`names` of the version in each language; "" where there is none."""
    versions = {version.language: version for version in subject.texts.order_by("pk")}
    return {
        f"{name}_{suffix}": getattr(versions.get(language), name, "")
        for language, suffix in SUFFIX.items()
        for name in names
    }


def write_texts(subject: Any, values: Values, names: Sequence[str]) -> None:
    """A version where the first of `names` is written, none where it is not.

    The original stays it; where there is none, it is the version in the language of the page.
    """
    versions = {version.language: version for version in subject.texts.order_by("pk")}
    kept = []
    for language in sorted(SUFFIX, key=lambda code: code != get_language()):
        version = versions.get(language)
        if not values[f"{names[0]}_{SUFFIX[language]}"]:
            if version:
                version.delete()
            continue
        manager = subject.texts
        version = version or manager.model(
            **{manager.field.name: subject}, language=language, is_original=False
        )
        for name in names:
            setattr(version, name, values[f"{name}_{SUFFIX[language]}"])
        version.save()
        kept.append(version)
    if kept and not any(version.is_original for version in kept):
        kept[0].is_original = True
        kept[0].save(update_fields=["is_original"])


def language_of(text: str) -> str:
    """Chinese where there is a Chinese character; "" of nothing."""
    if not text:
        return ""
    return Language.ZH.value if _HAN.search(text) else Language.EN.value


def new_slug(model: type[models.Model], name: str, *, otherwise: str) -> str:
    """Of the English `name`, or of `otherwise`; never one that is taken."""
    slug = slugify(name)[:50].strip("-")
    taken = model._default_manager.filter(slug=slug).exists()
    return f"{slug or otherwise}-{token_hex(3)}" if taken or not slug else slug
