"""What may be told of a visit."""

from __future__ import annotations

from dataclasses import dataclass

from bases.choices import Sensitivity
from bases.models import Base, Institution, Opening
from matching.models import Outcome


@dataclass(frozen=True, slots=True)
class Visit:
    """Of a visit that both sides released: never who came."""

    opening: Opening  # with what for_cards() fetches
    public: bool  # whether the page of the opening opens for everybody
    told: bool  # whether its title may be said: not while it is held for review, even where it was cleared before
    host: Institution | None  # none unless it is verified
    base: Base | None  # none unless it is recognised
    year: int | None  # of the arrival


def released(outcome: int) -> Visit | None:
    """The visit of an outcome, read anew; none when either side takes its release back."""
    row = Outcome.objects.released().filter(pk=outcome).select_related("exchange__introduction").first()
    if row is None:
        return None
    opening = Opening.objects.for_cards().get(pk=row.exchange.introduction.opening_id)
    starts = row.exchange.starts_on
    return Visit(
        opening=opening,
        told=opening.sensitivity == Sensitivity.CLEAR,
        public=Opening.objects.published().filter(pk=opening.pk).exists(),
        host=Institution.objects.verified()
        .filter(pk=opening.institution_id)
        .prefetch_related("texts")
        .first(),
        base=Base.objects.matchable().filter(openings=opening).prefetch_related("texts").first(),
        year=starts.year if starts else None,
    )
