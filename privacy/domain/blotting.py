"""A name out of one text; of JSON, also within JSON, only out of what people wrote: no key and no code changes."""

from __future__ import annotations

import json
import re
from typing import Any

MARK = "[...]"  # in the place of a name: no letter of any language, and safe within JSON
CODES = {
    "type",
    "id",
    "pk",
    "model",
    "slug",
    "url_path",
    "path",
    "locale",
    "language",
    "kind",
    "state",
    "code",
}


def blot(text: str, pattern: re.Pattern[str]) -> str:
    data = _as_json(text)
    if data is None:
        return pattern.sub(MARK, text)
    return json.dumps(_blot(data, pattern), ensure_ascii=text.isascii())


def _blot(value: Any, pattern: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        return blot(value, pattern)
    if isinstance(value, list):
        return [_blot(one, pattern) for one in value]
    if isinstance(value, dict):
        return {key: one if key in CODES else _blot(one, pattern) for key, one in value.items()}
    return value


def _as_json(text: str) -> Any:
    """None where it is plain text."""
    if not text.lstrip().startswith(("{", "[")):
        return None
    try:
        return json.loads(text)
    except ValueError:
        return None
