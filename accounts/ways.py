"""The way of a thing that changes state: each step, from where it leads where, who takes it, whether it says why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Step = TypeVar("Step", bound=str)


@dataclass(frozen=True, slots=True)
class Rule:
    """`who`: names of those who take the step, in the words of the app; "platform" is the clock."""

    of: frozenset[str]
    to: str  # where it leads; "" – it stays where it is
    who: frozenset[str]
    reasoned: bool = False


@dataclass(frozen=True)
class Way(Generic[Step]):
    rules: Mapping[Step, Rule]
    states: tuple[str, ...]

    def legal(self) -> dict[str, set[str]]:
        """State -> the states that may follow it."""
        table: dict[str, set[str]] = {state: set() for state in self.states}
        for rule in self.rules.values():
            for state in rule.of:
                if rule.to:
                    table[state].add(rule.to)
        return table

    def steps_from(self, state: str, *, who: str | None = None) -> Iterator[Step]:
        """In the order of the rules; those of `who` alone, where named."""
        for step, rule in self.rules.items():
            if state in rule.of and (who is None or who in rule.who):
                yield step


def rule(of: tuple[str, ...] | str, to: str, *who: str, reasoned: bool = False) -> Rule:
    """A rule in one line. `of`: one state or several."""
    return Rule(frozenset({of} if isinstance(of, str) else of), to, frozenset(who), reasoned)
