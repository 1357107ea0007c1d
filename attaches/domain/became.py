"""What an attaché is told of a nomination of theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from attaches.choices import Stage
from experts.models import Nomination
from matching.models import Introduction


@dataclass(frozen=True, slots=True)
class Reached:
    stage: Stage
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Later:
    """An introduction that did not begin from the nomination, and goes back to it all the same."""

    introduction: Introduction
    reached: tuple[Reached, ...]  # from INTRODUCED on


@dataclass(frozen=True, slots=True)
class Became:
    """`reached`: stages in their order. `closed`: the person does not let attachés follow them."""

    nomination: Nomination
    reached: tuple[Reached, ...] = ()
    answers: tuple[Introduction, ...] = ()  # to which a host said no, with what it wrote
    closed: bool = False
    again: str = ""  # whether the host would do it again, once both evaluations are open
    over: bool = False  # every introduction ended; nothing more will come of it
    later: tuple[Later, ...] = ()

    @property
    def stage(self) -> Stage | None:
        return self.reached[-1].stage if self.reached else None

    @property
    def next(self) -> Stage | None:
        """The stage that comes next; None at the end, and where nothing may follow or be told."""
        order = list(Stage)
        if self.stage is None or self.closed or self.over or self.stage == order[-1]:
            return None
        return order[order.index(self.stage) + 1]

    @property
    def followed(self) -> bool:
        """The page tells steps that the person took since."""
        return (len(self.reached) > 1 or bool(self.later)) and not self.closed
