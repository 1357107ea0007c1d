"""What the guide says, from texts.yaml, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("texts.yaml")
BOTH = {"en", "zh"}


def texts_in(language: str) -> Mapping[str, Any]:
    """The texts of `language` ("en", "zh-hans"), by section and key as in the file."""
    found = _of(_read(), "zh" if language.startswith("zh") else "en")
    assert isinstance(found, dict)
    return found


@cache
def _read() -> Any:
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def _of(node: Any, language: str) -> Any:
    if isinstance(node, list):
        return [_of(one, language) for one in node]
    if not isinstance(node, dict):
        raise ValueError(f"{FILE.name}: {node!r} stands alone; write it as {{en: …, zh: …}}.")
    if set(node) == BOTH:
        return node[language]
    return {key: _of(value, language) for key, value in node.items()}
