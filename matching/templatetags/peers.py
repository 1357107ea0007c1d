"""People near in work, in templates."""

from __future__ import annotations

from django import template

from matching.domain.parts import research
from matching.domain.peers import Peer
from taxonomy.choices import CareerStage

register = template.Library()


@register.filter
def nearness(peer: Peer) -> str:
    """One sentence: how near the two works are."""
    return str(research(peer.near).text)


@register.filter
def stage(peer: Peer) -> str:
    """The career stage in words."""
    return str(CareerStage(peer.stage).label)
