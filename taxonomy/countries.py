"""Countries by name, where a reader looks for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language
from django_countries import countries

from taxonomy.choices import Language

NOBODYS = frozenset({"AQ", "BV", "GS", "HM", "IO", "TF", "UM"})  # lands that nobody comes from


def country_names() -> Mapping[str, str]:
    """Code -> name in the reader's language, in the order of the names."""
    return _country_names(get_language() or Language.EN)


@lru_cache(maxsize=8)
def _country_names(language: str) -> Mapping[str, str]:
    """Asked for in the language that is active."""
    names = ((code, str(name)) for code, name in countries if code not in NOBODYS)
    return dict(sorted(names, key=lambda item: where_looked_for(item[1])))


def country_choices() -> list[tuple[str, str]]:
    return list(country_names().items())


def in_order(names: Iterable[Any]) -> list[str]:
    """Names of countries in the reader's language, where a reader looks for them."""
    return sorted(map(str, names), key=where_looked_for)


def where_looked_for(name: str) -> bytes:
    """The key by which names are sorted in the language that is active: of Chinese the common characters of GB 2312
    stand in the order of their sound."""
    return name.encode("gb18030" if (get_language() or "").startswith("zh") else "utf-8")
