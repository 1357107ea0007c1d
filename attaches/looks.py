"""Every person whom a page of this desk shows is noted as seen, and can read that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from accounts.audience import Grant
from accounts.models import User
from attaches.domain.fitting import Fitting
from bases.models import Opening
from experts.choices import Section, Where
from experts.domain.looks import Sight, by_post, note_looks
from experts.domain.visibility import INSTITUTIONS, sections_open_to
from experts.models import Nomination


def note_fitting(found: Fitting, opening: Opening, *, by: User, grants: Sequence[Grant]) -> None:
    """With the rank that was shown, and why."""
    sights = [
        Sight(
            one.profile,
            one.rank,
            {"strength": one.strength.value, "parts": list(one.parts)},
            named=Section.NAME in sections_open_to(INSTITUTIONS, one.profile),
        )
        for one in found.people
    ]
    note_looks(sights, by=by, why=Where.COUNTRY, opening=opening, on=by_post(grants))


def note_nominated(nominations: Iterable[Nomination], *, by: User, grants: Sequence[Grant]) -> None:
    """People whose steps since the nomination were shown."""
    sights = [Sight(one.profile, named=True) for one in nominations if one.profile]
    note_looks(sights, by=by, why=Where.NOMINATION, on=by_post(grants))
