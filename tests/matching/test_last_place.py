"""Many come for the last place of an opening at once: one gets it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from bases.choices import StaffRole
from introductions.domain.answering import accept_introduction
from introductions.domain.errors import OpeningFull
from matching.choices import IntroductionState, Side
from matching.models import Introduction
from tests.factories import IntroductionFactory, StaffMembershipFactory

AT_ONCE = 6


@pytest.mark.django_db(transaction=True)
def test_one_of_six_gets_the_last_place() -> None:
    first = IntroductionFactory(opening__places=1)
    offered = [first, *IntroductionFactory.create_batch(AT_ONCE - 1, opening=first.opening)]
    host = StaffMembershipFactory(institution=first.opening.institution, role=StaffRole.EDITOR).user
    for introduction in offered:
        accept_introduction(introduction, side=Side.HOST, by=host)
    start = Barrier(AT_ONCE)

    def accept(pk: int) -> bool:
        try:
            introduction = Introduction.objects.get(pk=pk)
            person = introduction.profile.user
            start.wait(180)
            accept_introduction(introduction, side=Side.PERSON, by=person)
        except OpeningFull:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(AT_ONCE) as threads:
        got = list(threads.map(accept, [introduction.pk for introduction in offered]))

    assert sorted(got) == [False] * (AT_ONCE - 1) + [True]
    accepted = [introduction.pk for introduction, yes in zip(offered, got, strict=True) if yes]
    kept = Introduction.objects.filter(opening=first.opening)
    assert [*kept.filter(state=IntroductionState.ACCEPTED).values_list("pk", flat=True)] == accepted
    assert kept.filter(state=IntroductionState.OFFERED, person_accepted_at=None).count() == AT_ONCE - 1
