"""Scores and evidence in templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from matching.domain.parts import PARTS
from matching.domain.points import Layout, laid_out
from matching.domain.wording import STRENGTHS
from matching.types import Gain, Marked, Part, Ranked, Score, Strength

register = template.Library()

CLEAR_GAIN = 0.04  # of the total: about a third of the way from one word to the next
GAP = 0.8  # between two parts of the bar, of 100


@register.filter
def strength_word(strength: str) -> str:
    """Words come first: strong, good, partial."""
    return str(STRENGTHS[Strength(strength)])


@register.simple_tag
def part_bar(score: Score) -> SafeString:
    """The thin bar: each part as wide as its weight, filled as far as it is met."""
    usable = 100 - GAP * (len(score.parts) - 1)
    left = 0.0
    rows = []
    for part in score.parts:
        width = usable * part.weight
        rows.append((f"{left:.1f}", f"{width:.1f}", f"{left:.1f}", f"{width * part.value:.1f}"))
        left += width + GAP
    return format_html(
        '<svg class="strength__bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">{}</svg>',
        format_html_join(
            "",
            '<rect class="of" x="{}" width="{}" height="6"/><rect class="is" x="{}" width="{}" height="6"/>',
            rows,
        ),
    )


@register.inclusion_tag("matching/stored_link.html")
def stored_link(
    stored: Mapping[int, int] | None, subject: int, called: str, *, language: str = ""
) -> dict[str, Any]:
    """A link to the stored match with this person or opening, where there is one; `called` so for who hears it, in
    that language."""
    return {"match": stored.get(subject) if stored else None, "called": called, "language": language}


@register.filter
def layout(line: Ranked[Any]) -> Layout:
    """The evidence of a line in the order in which it is read."""
    return laid_out(line.evidence, line.points)


@register.simple_tag
def part_label(part: Part) -> str:
    """What a part is called."""
    return str(PARTS[part.name].label)


@register.simple_tag
def gain_words(gain: Gain) -> str:
    """How much it would do."""
    if gain.strength:
        return _("It would then be: %(strength)s.") % {"strength": STRENGTHS[gain.strength]}
    return _("This counts clearly.") if gain.gain >= CLEAR_GAIN else _("This counts a little.")


@register.filter
def percent(share: float) -> str:
    return f"{share:.0%}"


@register.filter
def telling(score: Score) -> list[Any]:
    """What the score says in a line: the strongest and the weakest of its parts, by what they weigh."""
    won = sorted(score.parts, key=lambda part: -part.weight * part.value)
    lost = sorted(score.parts, key=lambda part: -part.weight * (1 - part.value))
    texts = [won[0].text] if won else []
    if lost and lost[0].value < 1 and lost[0] != won[0]:
        texts.append(lost[0].text)
    return texts


@register.filter
def marked(passage: Marked) -> SafeString:
    """The text with the phrases that meet in <mark>."""
    pieces: list[SafeString] = []
    position = 0
    for start, end in passage.marks:
        pieces.append(format_html("{}<mark>{}</mark>", passage.text[position:start], passage.text[start:end]))
        position = end
    pieces.append(format_html("{}", passage.text[position:]))
    return mark_safe("".join(pieces))  # every piece is escaped above
