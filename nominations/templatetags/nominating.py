"""Words about nominations."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from experts.models import Nomination
from nominations.choices import NominationStep
from nominations.models import NominationEvent
from taxonomy.choices import Language

register = template.Library()


@register.filter
def handed_over(nomination: Nomination) -> NominationEvent | None:
    """When it last went to a colleague. Reads `events`: prefetch them."""
    steps = [event for event in nomination.events.all() if event.step == NominationStep.HAND_OVER]
    return steps[-1] if steps else None


@register.filter
def addressed(nomination: Nomination) -> str:
    """The name by which a letter in the active language greets the person: one script, not both."""
    native = (get_language() or "") == Language.ZH and nomination.native_name
    return native or nomination.name


@register.filter
def masked(email: str) -> str:
    """ "marit@example.org" -> "m…@example.org": enough for its owner to know it."""
    name, at, place = email.partition("@")
    return f"{name[:1]}…{at}{place}"
