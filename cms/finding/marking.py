"""Where an answer holds what was asked."""

from __future__ import annotations

import re
from collections.abc import Collection

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.text.characters import HAN
from search.text.tokens import PART, native_tokens

LENGTH = 180  # characters of an excerpt
_PIECE = re.compile(rf"[{HAN}]+|{PART.pattern}")


def marked(text: str, tokens: Collection[str]) -> SafeString:
    """`text` as HTML, with `mark` around each word that is one of `tokens`."""
    parts, at = [], 0
    for start, end in _places(text, tokens):
        parts += [escape(text[at:start]), f"<mark>{escape(text[start:end])}</mark>"]
        at = end
    return mark_safe("".join([*parts, escape(text[at:])]))  # every piece is escaped


def excerpt(text: str, tokens: Collection[str]) -> str:
    """The part of a long text around the first word that was asked for; its beginning where there is none."""
    first = next(iter(_places(text, tokens)), (0, 0))[0]
    start = 0 if first < LENGTH // 2 else text.find(" ", first - LENGTH // 3, first) + 1 or first
    rest = text[start:]
    if len(rest) > LENGTH:
        blank = rest.rfind(" ", LENGTH // 2, LENGTH)  # there is none in Chinese
        rest = f"{rest[: blank if blank > 0 else LENGTH]} …"
    return f"… {rest}" if start else rest


def _places(text: str, tokens: Collection[str]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    chinese = sorted((token for token in tokens if re.match(f"[{HAN}]", token)), key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, chinese))) if chinese else None
    for piece in _PIECE.finditer(text):
        if re.match(f"[{HAN}]", piece.group()):
            if pattern:
                found += [
                    (piece.start() + m.start(), piece.start() + m.end())
                    for m in pattern.finditer(piece.group())
                ]
        elif set(native_tokens(piece.group())) & set(tokens):
            found.append(piece.span())
    return found
