"""What a rule found in the words of an opening."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise

Said = str | Promise


class Kind(Enum):
    DISCRIMINATING = "discriminating"  # has to be mended before review
    UNCLEAR = "unclear"  # advice
    SENSITIVE = "sensitive"  # has to be declared or explained


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern in the words of one or both languages, what is wrong with it, and words to use instead."""

    kind: Kind
    pattern: re.Pattern[str]
    why: Said
    remedy: Said


@dataclass(frozen=True, slots=True)
class Finding:
    """`quote` is what the rule met, in the words and the language of the host."""

    kind: Kind
    language: str
    field: str  # of the text version
    quote: str
    why: Said
    remedy: Said


def search(rules: Iterable[Rule], words: str, *, language: str, field: str) -> Iterator[Finding]:
    """Each rule once for each field: its first place is enough to look at."""
    for rule in rules:
        if met := rule.pattern.search(words):
            yield Finding(rule.kind, language, field, met[0].strip(), rule.why, rule.remedy)
