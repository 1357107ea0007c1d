"""Figures of a base on pages of `bases`, which stands below."""

from __future__ import annotations

from dataclasses import dataclass

from django import template

from bases.models import Base
from outcomes.figures import Figures, Grades, figures_of, grades_of
from taxonomy.suppression import FEWEST

register = template.Library()


@dataclass(frozen=True, slots=True)
class Public:
    """What everybody reads. `trainees`: None where they are fewer than `fewest`."""

    figures: Figures
    trainees: int | None
    fewest: int = FEWEST


@register.simple_tag
def public_figures(base: Base) -> Public | None:
    """None before both sides of FEWEST stays have reported: works and plans of fewer would tell of somebody."""
    found = figures_of(base, measured=True)
    if found.reported < FEWEST:
        return None
    return Public(found, found.trainees if found.trainees >= FEWEST else None)


@register.simple_tag
def evaluation_figures(base: Base) -> tuple[Figures, Grades | None]:
    """For officers: all of them."""
    return figures_of(base, measured=False), grades_of(base)
