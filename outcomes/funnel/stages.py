"""How far people come: what each stage means, once, for every figure (docs/decisions/0056)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from experts.choices import NominationState
from matching.choices import ExchangeState, OutcomeState


class Stage(models.TextChoices):
    NOMINATED = "nominated", _("Recommended")
    CONSENTED = "consented", _("Agreed to it")
    INTRODUCED = "introduced", _("Introduction begun")
    ACCEPTED = "accepted", _("Both accepted")
    AGREED = "agreed", _("Agreement signed")
    ARRIVED = "arrived", _("Arrived")
    COMPLETED = "completed", _("Stay ended")
    REPORTED = "reported", _("Both reported")
    RELEASED = "released", _("Story released")


ARRIVED = [
    ExchangeState.UNDER_WAY,
    ExchangeState.INTERRUPTED,
    ExchangeState.COMPLETED,
    ExchangeState.ENDED_EARLY,
]
ENDED = [ExchangeState.COMPLETED, ExchangeState.ENDED_EARLY]
REPORTED = [OutcomeState.COMPLETE, OutcomeState.RELEASED]

# Of a nomination whose letter was sent.
OF_NOMINATIONS: dict[Stage, Q] = {
    Stage.NOMINATED: Q(),
    Stage.CONSENTED: Q(state=NominationState.ACCEPTED),
}
_ACCEPTED = Q(host_accepted_at__isnull=False, person_accepted_at__isnull=False)
# Of an introduction. Each is part of the one before: whoever arrived has accepted.
OF_INTRODUCTIONS: dict[Stage, Q] = {
    Stage.INTRODUCED: Q(),
    Stage.ACCEPTED: _ACCEPTED,
    Stage.AGREED: _ACCEPTED
    & Q(exchange__host_signed_at__isnull=False, exchange__person_signed_at__isnull=False),
    Stage.ARRIVED: _ACCEPTED & Q(exchange__state__in=ARRIVED),
    Stage.COMPLETED: _ACCEPTED & Q(exchange__state__in=ENDED),
    Stage.REPORTED: _ACCEPTED & Q(exchange__state__in=ENDED, exchange__outcome__state__in=REPORTED),
    Stage.RELEASED: _ACCEPTED & Q(exchange__state__in=ENDED, exchange__outcome__state=OutcomeState.RELEASED),
}
# How many stages of an introduction are reached by whoever reached this one.
FAR_ENOUGH: dict[Stage, int] = {stage: number for number, stage in enumerate(OF_INTRODUCTIONS, 1)}
STAGES = tuple(Stage)
