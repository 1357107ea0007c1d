"""What came of visits to a base, which `bases` cannot ask for: matching stands above it."""

from __future__ import annotations

from dataclasses import dataclass

from django import template

from accounts.models import Purpose
from bases.choices import Sensitivity
from bases.models import Base, Opening
from bases.shown import Shown, shown
from experts.models import Profile
from experts.querysets import consented
from matching.models import Outcome

MOST = 20  # of one base
register = template.Library()


@dataclass(frozen=True, slots=True)
class Told:
    """A visit that both sides released. `name`: only of a person who agreed to be featured, and still does."""

    opening: Opening
    title: Shown | None
    year: int | None
    name: str


@register.simple_tag
def outcomes_at(base: Base) -> list[Told]:
    """The latest first; none of an opening that is held for review since."""
    openings = Opening.objects.filter(base=base, sensitivity=Sensitivity.CLEAR)
    rows = Outcome.objects.released().filter(exchange__introduction__opening__in=openings).for_stories()
    found = list(rows.order_by("-person_released_at", "-pk")[:MOST])
    people = Profile.objects.filter(consented(Purpose.FEATURED), user__is_active=True)
    featured = people.in_bulk([outcome.exchange.profile_id for outcome in found])
    told = []
    for outcome in found:
        exchange = outcome.exchange
        person, opening = featured.get(exchange.profile_id), exchange.introduction.opening
        year = exchange.starts_on.year if exchange.starts_on else None
        told.append(Told(opening, shown(opening, "title"), year, person.display_name if person else ""))
    return told
