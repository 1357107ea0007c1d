"""Openings like this one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bases.choices import Sensitivity, Verification
from bases.models import Institution, Opening
from matching.domain.similar import similar_openings
from tests.factories import OpeningFactory, OpenOpeningFactory

pytestmark = pytest.mark.django_db
Index = Callable[[], object]
ANYBODY = AnonymousUser()
FAR = {
    "text__title": "Porcelain in letters of merchants",
    "text__description": "Kilns of Jingdezhen.",
    "text__requirements": ["old handwriting"],
    "base__text__name": "Museum base",
    "base__text__about": "Letters and kilns.",
}


def test_near_openings_are_shown_and_far_ones_are_not(indexed: Index) -> None:
    opening, near = OpenOpeningFactory(), OpenOpeningFactory()
    OpenOpeningFactory(**FAR)
    indexed()

    assert similar_openings(opening, reader=ANYBODY) == [near]


def close(opening: Opening) -> None:
    Opening.objects.filter(pk=opening.pk).update(deadline=timezone.now())


def hold(opening: Opening) -> None:
    Opening.objects.filter(pk=opening.pk).update(
        publication="draft",
        sensitivity=Sensitivity.HELD,
        sensitivity_reason="Dual use.",
        sensitivity_reason_language="en",
    )


def unverify(opening: Opening) -> None:
    Institution.objects.filter(pk=opening.institution_id).update(
        verification=Verification.PENDING, verified_at=None
    )


@pytest.mark.parametrize("stop", [close, hold, unverify])
def test_one_that_takes_nobody_now_is_not_shown_whatever_the_index_says(
    indexed: Index, stop: Callable[[Opening], None]
) -> None:
    opening, other = OpenOpeningFactory(), OpenOpeningFactory()
    indexed()
    stop(other)

    assert similar_openings(opening, reader=ANYBODY) == []


def test_openings_past_their_deadline_crowd_out_nobody(
    indexed: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("matching.domain.similar.FIRST_LOOK", 2)
    opening, late, good = (OpenOpeningFactory() for _ in range(3))
    indexed()
    close(late)

    assert similar_openings(opening, reader=ANYBODY) == [good]


def test_a_draft_has_none(indexed: Index) -> None:
    draft = OpeningFactory()
    OpenOpeningFactory()
    indexed()

    assert similar_openings(draft, reader=ANYBODY) == []


def test_equal_ones_come_by_id_and_so_many_at_most(indexed: Index) -> None:
    opening, *others = (OpenOpeningFactory() for _ in range(5))
    indexed()

    assert similar_openings(opening, reader=ANYBODY, top=2) == others[:2]


def test_the_same_queries_for_one_and_for_many(indexed: Index) -> None:
    opening = OpenOpeningFactory()
    counts = []
    for more in (1, 3):
        OpenOpeningFactory.create_batch(more)
        indexed()
        with CaptureQueriesContext(connection) as queries:
            similar_openings(opening, reader=ANYBODY, top=5)
        counts.append(len(queries))

    assert counts[0] == counts[1]
