"""Words about nominations."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from experts.models import Nomination

register = template.Library()


@register.filter
def recommender(nomination: Nomination) -> str:
    """Who recommends, as the person reads it; an address is nobody's name."""
    user = nomination.nominated_by
    return user.name if user and user.name else _("A science attaché")


@register.filter
def masked(email: str) -> str:
    """ "marit@example.org" -> "m…@example.org": enough for its owner to know it."""
    name, at, place = email.partition("@")
    return f"{name[:1]}…{at}{place}"
