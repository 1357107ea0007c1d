"""The legs of a triple in templates."""

from __future__ import annotations

from django import template

from matching.domain.part_kinds import PartKind
from matching.domain.triple_kinds import LEGS, PARTS
from matching.domain.triple_types import Leg
from matching.types import Part

register = template.Library()


@register.simple_tag
def legs() -> list[PartKind]:
    """The three legs as they are named and weighed."""
    return list(LEGS.values())


@register.simple_tag
def leg_label(leg: Leg | Part) -> str:
    """Which two corners a leg joins; the parts of a triple's score are its legs."""
    return str(LEGS[leg.name].label)


@register.simple_tag
def leg_part_label(leg: Leg, part: Part) -> str:
    """What a part of a leg is called."""
    return str(PARTS[leg.name][part.name].label)
