"""A text that somebody asks with: can the engine understand it?"""

from __future__ import annotations

from django.conf import settings

from search.text.characters import visible
from search.text.language import OTHER, detect


class TextRefused(ValueError):
    """The text cannot be matched; the message says why and what to do."""


def check_text(text: str) -> str:
    """The text, trimmed. Raises TextRefused if it is empty, too long, has no word, or is in a third language."""
    if len(text) > settings.TEXT_LIMIT:
        raise TextRefused(
            f"The text has {len(text):,} characters and the limit is {settings.TEXT_LIMIT:,}: "
            "shorten it to what is asked."
        )
    trimmed = text.strip()
    if not visible(trimmed).strip():
        raise TextRefused("The text is empty: write what the person should work on, in Chinese or English.")
    if not any(character.isalpha() for character in trimmed):
        raise TextRefused(
            "The text holds no word: write what the person should work on, in Chinese or English."
        )
    if detect(trimmed) == OTHER:
        raise TextRefused(
            "The text is neither Chinese nor English, the two languages that are understood: translate it first."
        )
    return trimmed
