"""The way of an opening: each step, from where it leads where, who takes it, and whether it needs a reason.

Holding back for the sensitive-field review is a gate beside it (`SENSITIVITY` in bases.transitions).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from bases.choices import OpeningStep as S
from bases.choices import PublicationState as P


class Who(Enum):
    HOST = "host"  # owners and editors of the institution; officers in their place
    OFFICER = "officer"  # who is not in the team of the institution
    PLATFORM = "platform"  # by the clock


@dataclass(frozen=True, slots=True)
class Rule:
    of: frozenset[P]
    to: P
    who: Who
    reasoned: bool = False


PUBLIC = (P.OPEN, P.PAUSED, P.FILLED)
RULES: Mapping[S, Rule] = {
    S.SUBMIT: Rule(frozenset({P.DRAFT}), P.IN_REVIEW, Who.HOST),
    S.TAKE_BACK: Rule(frozenset({P.IN_REVIEW}), P.DRAFT, Who.HOST),
    S.RETURN: Rule(frozenset({P.IN_REVIEW}), P.DRAFT, Who.OFFICER, reasoned=True),
    S.PUBLISH: Rule(frozenset({P.IN_REVIEW}), P.OPEN, Who.OFFICER),
    S.RECALL: Rule(frozenset(PUBLIC), P.IN_REVIEW, Who.OFFICER),
    S.PAUSE: Rule(frozenset({P.OPEN}), P.PAUSED, Who.HOST),
    S.RESUME: Rule(frozenset({P.PAUSED, P.FILLED}), P.OPEN, Who.HOST),
    S.FILL: Rule(frozenset({P.OPEN, P.PAUSED}), P.FILLED, Who.HOST),
    S.CLOSE: Rule(frozenset(PUBLIC), P.CLOSED, Who.HOST),
    S.EXPIRE: Rule(frozenset(PUBLIC), P.CLOSED, Who.PLATFORM),
    S.WITHDRAW: Rule(frozenset({P.IN_REVIEW, *PUBLIC}), P.WITHDRAWN, Who.HOST, reasoned=True),
    S.REOPEN: Rule(frozenset({P.CLOSED, P.WITHDRAWN}), P.DRAFT, Who.HOST),
}


def legal() -> dict[str, set[str]]:
    """State -> the states that may follow it."""
    table: dict[str, set[str]] = {state: set() for state in P.values}
    for rule in RULES.values():
        for state in rule.of:
            table[state].add(rule.to)
    return table


def steps_from(state: str) -> Iterator[S]:
    return (step for step, rule in RULES.items() if state in rule.of)
