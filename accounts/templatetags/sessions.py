"""Sessions in words."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _
from ua_parser import parse

register = template.Library()


@register.filter
def browser(user_agent: str) -> str:
    """ "Firefox · Windows" of what a browser said of itself; its own words where they are no known ones."""
    known = parse(user_agent)
    names = [part.family for part in (known.user_agent, known.os) if part]
    return " · ".join(names) or user_agent[:80] or _("Not told")
