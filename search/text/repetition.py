"""What is said twenty times is said once: repeated words and list items make a text nearer to nothing."""

from __future__ import annotations

import re
import zlib

from search.text.characters import HAN, plain

# Texts as people write them repeat few of their clauses; from here on somebody repeats in order to be found.
FEWEST_ITEMS, MOST_REPEATED = 8, 0.5
_ITEM = re.compile(r"[^;；,，、。.!！?？|\n]+(?:[;；,，、。.!！?？|\n]+|$)")
# The same word, or run of Chinese characters, three times and more with nothing between but blanks.
_STUTTER = re.compile(rf"(?<![^\W{HAN}])([^\W_]{{2,40}}?)(?:\s*\1){{2,}}(?![^\W{HAN}])")
# Running text of some length packs to about half its size; only what packs better is looked at.
LONG, PACKS_TO = 400, 0.45


def once(text: str) -> str:
    """The text without stuttered words, and where most of its clauses repeat others, with each of them once."""
    if len(text) > LONG and _packed(text) > PACKS_TO:
        return text
    text = _STUTTER.sub(r"\1", text)
    items = _ITEM.findall(text)
    distinct = {plain(item).strip(" \t\n;；,，、。.!！?？|"): item for item in reversed(items)}
    if len(items) < FEWEST_ITEMS or len(distinct) > (1 - MOST_REPEATED) * len(items):
        return text
    return "".join(reversed(distinct.values()))


def _packed(text: str) -> float:
    raw = text.encode("utf-8", "replace")
    return len(zlib.compress(raw, 1)) / len(raw)
