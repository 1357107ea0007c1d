"""What a host's team said of the lines of a list, in templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template

from matching.blind import Candidate
from matching.comparing import ANSWERS, Answer
from matching.models import Introduction
from matching.team_says import Says

register = template.Library()


@register.filter
def said_of(says: Mapping[int, Says], candidate: Candidate) -> Says | None:
    """None for whoever is not of the team."""
    return says.get(candidate.profile.pk)


@register.filter
def nth(row: Sequence[Any], place: int) -> Any:
    return row[place]


@register.filter
def at(counts: Mapping[int, int], key: int) -> int:
    """0 where there is none."""
    return counts.get(key, 0)


@register.simple_tag
def answer_word(answer: Answer) -> str:
    """What was found for a requirement, in a word or two."""
    return str(ANSWERS[answer])


@register.inclusion_tag("matching/team_line.html")
def team_line(opening: int, candidate: Candidate, says: Mapping[int, Says]) -> dict[str, Any]:
    """Votes, notes and conflicts in a line, with the way to the page where they are given."""
    return {"opening": opening, "candidate": candidate, "said": said_of(says, candidate)}


@register.inclusion_tag("matching/invite.html", takes_context=True)
def way_to_meet(
    context: Any, opening: int, candidate: Candidate, introduced: Mapping[int, Introduction], *, may: bool
) -> dict[str, Any]:
    """The introduction that there is, or the way to begin one for whoever `may`; nobody invites themselves."""
    there, own = introduced.get(candidate.profile.pk), candidate.profile.user_id == context["request"].user.pk
    return {"opening": opening, "candidate": candidate, "there": there, "may": may and not own}
