"""How a clause asks: for one of several, for all of them, or for a single term."""

from __future__ import annotations

import re

from matching.domain.text_side import Side

# Of "A, B or C" one is enough, and of examples: those before 等, but neither 等离子体 nor 等级; those after "such as".
_ALTERNATIVES = re.compile(
    r"或|至少[一1]|至少[两二三23][项种个类门]|之一|其一|任一|任意一"
    r"|\b(?:or|either|at least (?:one|two|three)|one of|any of)\b",
    re.IGNORECASE,
)
_EXAMPLES_BEFORE = re.compile(r"、.*?(?P<end>等)(?![级离位效温高压比式值同待于量腰距边渗电熵])")
_EXAMPLES_AFTER = re.compile(r"\b(?:such as|including|for (?:example|instance)|e\.g\.)", re.IGNORECASE)


def offers_a_choice(text: str) -> bool:
    """Whether one of several is enough."""
    return _ALTERNATIVES.search(text) is not None


def is_example(text: str, at: int) -> bool:
    """Whether a term there is one of several examples: one of them is enough, the word for all of them is not."""
    before, after = _EXAMPLES_BEFORE.search(text), _EXAMPLES_AFTER.search(text)
    return bool((before and at < before.start("end")) or (after and at > after.start()))


def is_bare(asked: Side) -> bool:
    """Whether a clause is nothing but one term, which whoever says it has met: 钨, "tungsten"."""
    return len(asked.spans) == 1 and asked.spans[0].surface == asked.text.strip(" .。")
