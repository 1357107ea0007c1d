"""What each type of base is asked before an officer recognises it (plan, chapter 3.4: managed by type).

The plan names the six types and no figures. The questions ask for what the name of each type means; see
docs/decisions/0046. A key is stored with its answer and never changes its meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from bases.choices import BaseKind


@dataclass(frozen=True, slots=True)
class Criterion:
    key: str  # "joint_centre.partner"
    question: Any  # translated when it is shown


_QUESTIONS: dict[BaseKind, dict[str, Any]] = {
    BaseKind.INNOVATION_PARK: {
        "partners": _("Which institutions and enterprises from abroad work in the park, and on what?"),
        "services": _("What does the park offer them: premises, equipment, services?"),
        "running": _("Who runs the park, and what say do the partners have in it?"),
        "results": _("What came of cooperation in the park in the last three years?"),
    },
    BaseKind.JOINT_CENTRE: {
        "partner": _("Which partner abroad runs the centre with you, by which agreement and until when?"),
        "research": _("What do both sides research together, and how do they share the work?"),
        "people": _("How many researchers of each side work there, and for how long do they stay?"),
        "results": _("What has come of it, and to whom do the results belong?"),
    },
    BaseKind.TRANSFER_CENTRE: {
        "channels": _("With whom abroad do you exchange technology, and in which direction?"),
        "services": _("What does the centre do for both sides: search, assessment, contracts, training?"),
        "rights": _("How does it keep to intellectual property and to rules of export?"),
        "results": _("Which technologies were transferred in the last three years, and what became of them?"),
    },
    BaseKind.ALLIANCE: {
        "members": _("Who are the members at home and abroad, and who leads them?"),
        "agreement": _("Which agreement binds the members, and how do they decide?"),
        "work": _("What do the members do together that none of them could do alone?"),
        "sharing": _("How do they share costs, data and results?"),
    },
    BaseKind.DEMONSTRATION_BASE: {
        "example": _("What can others learn here about international cooperation?"),
        "partners": _("With whom abroad has the base worked for years, and on what?"),
        "results": _("Which results show that the cooperation bears fruit?"),
        "passing_on": _("How does the base pass on what it has learned: visits, training, publications?"),
    },
    BaseKind.INCUBATOR: {
        "companies": _("Which young companies from abroad, or with partners abroad, are in the incubator?"),
        "services": _("What do they get: premises, capital, advice, contacts abroad?"),
        "people": _("Who looks after them, and in which languages?"),
        "results": _("How many have left it and stand on their own?"),
    },
}

CRITERIA: Mapping[str, tuple[Criterion, ...]] = {
    kind.value: tuple(Criterion(f"{kind.value}.{key}", question) for key, question in questions.items())
    for kind, questions in _QUESTIONS.items()
}


def criteria_of(kind: str) -> tuple[Criterion, ...]:
    """In the order in which they are asked."""
    return CRITERIA[kind]
