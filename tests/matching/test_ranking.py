"""The order of a list."""

from __future__ import annotations

import pytest

from experts.models import Profile
from matching.domain.ranking import split
from matching.types import Bilingual, Eligibility, Part, Ranked, Score, Strength
from tests.factories import ProfileFactory

pytestmark = pytest.mark.django_db


def judged(person: Profile, *, total: float, raw: float) -> Ranked[Profile]:
    part = Part("affinity", min(1.0, raw / 0.55), 1.0, Bilingual("", ""))
    return Ranked(0, person, Score(total, (part,), raw, Strength.STRONG), Eligibility(()))


def test_among_equal_totals_the_nearer_comes_first() -> None:
    """A total ends at 1, so that several of the very best have the same."""
    first, second, third = (ProfileFactory() for _ in range(3))
    lines = [
        judged(first, total=0.9, raw=0.61),
        judged(second, total=0.9, raw=0.74),
        judged(third, total=0.95, raw=0.58),
    ]

    ranked, _ = split(lines, top=3)

    assert [one.subject.pk for one in ranked] == [third.pk, second.pk, first.pk]
