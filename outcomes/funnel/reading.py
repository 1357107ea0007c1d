"""Introductions as the funnel counts them, read at once: what a reader asks is then answered without the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, IntegerField, Value, When
from django.db.models.functions import Greatest

from accounts.models import Purpose
from bases.models import Opening
from experts.choices import NominationState
from experts.models import Nomination, Profile
from experts.querysets import consented
from matching.models import Introduction
from nominations.domain.credit import credit
from outcomes.funnel.days import Days
from outcomes.funnel.stages import OF_INTRODUCTIONS
from taxonomy.kept import Kept

_LAST_YES = Greatest("host_accepted_at", "person_accepted_at")
# How many of the stages it reached: each is part of the one before.
_FAR = Case(
    *(
        When(condition, then=Value(number))
        for number, condition in reversed(list(enumerate(OF_INTRODUCTIONS.values(), 1))[1:])
    ),
    default=Value(1),
    output_field=IntegerField(),
)


@dataclass(frozen=True, slots=True)
class Begun:
    """`channel`: of the nomination that it goes back to (`credit`), else of the opening. `far`: how many of the stages
    of introductions it reached. `days`: from the publication of the opening to both yeses; `answered`: from its own
    beginning."""

    at: datetime
    channel: str
    country: str
    fields: tuple[str, ...]
    base: int | None
    far: int
    credit: int | None
    days: float | None
    answered: float | None


def begun(*, measured: bool = False) -> Sequence[Begun]:
    """At most FACETS_SECONDS old. `measured`: of people who agree to be counted, as they agree at this moment."""
    if not measured:
        return _EVERY.get()
    people = Profile.objects.filter(consented(Purpose.MEASURED))
    return _read(Introduction.objects.filter(profile__in=people))


def forget_begun() -> None:
    """The next question reads anew."""
    _EVERY.forget()


def _read(rows: Any) -> list[Begun]:
    """Three queries."""
    tags: dict[int, list[str]] = defaultdict(list)
    for opening, slug in Opening.fields.through.objects.values_list("opening_id", "priorityfield_id"):
        tags[opening].append(slug)
    fields = {opening: tuple(slugs) for opening, slugs in tags.items()}
    accepted = Nomination.objects.filter(state=NominationState.ACCEPTED)
    channels = dict(accepted.values_list("pk", "channel"))
    found = rows.order_by().values_list(
        "created_at",
        "opening__channel",
        "profile__country",
        "opening",
        "opening__base",
        _FAR,
        credit(),
        Days("opening__published_at", _LAST_YES),
        Days("created_at", _LAST_YES),
    )
    return [
        Begun(
            at,
            channels.get(key, channel),
            str(country or ""),
            fields.get(opening, ()),
            base,
            far,
            key,
            _past(days),
            _past(answered),
        )
        for at, channel, country, opening, base, far, key, days, answered in found
    ]


def _past(days: float | None) -> float | None:
    """None where the end lies before the start, as it does when an opening was published anew."""
    return None if days is None or days < 0 else float(days)


_EVERY: Kept[list[Begun]] = Kept(lambda: _read(Introduction.objects.all()))
