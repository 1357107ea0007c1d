"""What a team covers, in templates."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from matching.domain.coverage import TeamFit
from matching.domain.parts import research
from matching.templatetags.matches import GAP

register = template.Library()


@register.simple_tag
def coverage_bar(fit: TeamFit) -> SafeString:
    """The thin bar: each requirement as wide as its weight, filled as far as the team meets it."""
    usable = 100 - GAP * (len(fit.requirements) - 1)
    left, rows = 0.0, []
    for one in fit.requirements:
        width = usable * one.weight
        rows.append((f"{left:.1f}", f"{width:.1f}", f"{left:.1f}", f"{width * one.strength:.1f}"))
        left += width + GAP
    return format_html(
        '<svg class="strength__bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">{}</svg>',
        format_html_join(
            "",
            '<rect class="of" x="{}" width="{}" height="6"/><rect class="is" x="{}" width="{}" height="6"/>',
            rows,
        ),
    )


@register.filter
def nearness(fit: TeamFit) -> str:
    """One sentence: how near the team's work is."""
    return str(research(fit.affinity).text)
