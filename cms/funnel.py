"""How far people come, for everybody to read: of those who agree to be counted, and no small count among them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from outcomes.funnel.asked import Asked
from outcomes.funnel.counting import funnel
from outcomes.funnel.stages import STAGES, Stage
from taxonomy.choices import SourceChannel
from taxonomy.suppression import FEWEST, Cell, suppress

FIRST = STAGES.index(Stage.INTRODUCED)
CONSENTED, THEN = Stage.CONSENTED, STAGES[FIRST:]  # counts of the second never grow from stage to stage


@dataclass(frozen=True, slots=True)
class PublicFunnel:
    head: list[str]
    rows: list[tuple[str, list[Cell]]]  # by channel, the last of all of them
    days: float | None  # the median until both sides said yes; None of fewer than FEWEST
    fewest: int = FEWEST


def public_funnel() -> PublicFunnel | None:
    """None while nobody who agrees to be counted was introduced. A fixed number of queries."""
    found = funnel(Asked(), measured=True)
    channels = {group.key: group for group in found.groups}
    order = [value for value in SourceChannel.values if value in channels]
    if not order:
        return None
    consented = suppress([[channels[key].counts[CONSENTED]] for key in order])
    then = suppress([[channels[key].counts[stage] for stage in THEN] for key in order])
    labels = [*(channels[key].label for key in order), _("All channels")]
    return PublicFunnel(
        head=[_("Source channel"), *(str(stage.label) for stage in (CONSENTED, *THEN))],
        rows=[(label, [*one, *rest]) for label, one, rest in zip(labels, consented, then, strict=True)],
        days=found.days if found.matched >= FEWEST else None,
    )
