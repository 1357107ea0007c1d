"""A text that somebody asks with: can the engine understand it?"""

from __future__ import annotations

import re

from django.conf import settings

from search.text.characters import has_words, visible
from search.text.language import OTHER, detect

NO_UTF8 = "The text holds bytes that are no UTF-8: save it as UTF-8 and try again."
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class TextRefused(ValueError):
    """The text cannot be matched; the message says why and what to do."""


def check_text(text: str) -> str:
    """The text, trimmed. Raises TextRefused if it is too long, no UTF-8, empty, wordless, or in a third language."""
    if len(text) > settings.TEXT_LIMIT:
        raise TextRefused(
            f"The text has {len(text):,} characters and the limit is {settings.TEXT_LIMIT:,}: "
            "shorten it to what is asked."
        )
    if _LONE_SURROGATE.search(text):  # how Python reads bytes of another encoding
        raise TextRefused(NO_UTF8)
    trimmed = text.strip()
    if not visible(trimmed).strip():
        raise TextRefused("The text is empty: write what the person should work on, in Chinese or English.")
    if not has_words(trimmed):
        raise TextRefused(
            "The text holds no word: write what the person should work on, in Chinese or English."
        )
    if detect(trimmed) == OTHER:
        raise TextRefused(
            "The text is neither Chinese nor English, the two languages that are understood: translate it first."
        )
    return trimmed
