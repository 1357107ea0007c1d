"""An audit of the ranking in templates."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from matching.fairness.exposure import Gap, Group
from matching.fairness.groups import BY, group_name

register = template.Library()

WIDEST = 2.0  # exposure at which the bar is full: twice what an equal gets


@register.simple_tag
def grouped_by(gap: Gap) -> str:
    """What people are grouped by."""
    return str(BY[gap.by])


@register.simple_tag
def named(gap: Gap, group: Group) -> str:
    """What a group is called."""
    return str(group_name(gap.by, group.name))


@register.simple_tag
def exposure_bar(group: Group) -> SafeString:
    """Half full: shown as much as an equal."""
    return format_html(
        '<svg class="strength__bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="of" width="100" height="6"/><rect class="is" width="{}" height="6"/></svg>',
        f"{100 * min(1.0, group.exposure / WIDEST):.1f}",
    )
