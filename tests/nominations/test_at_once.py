"""Two at the same moment: one letter, one answer."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection

from experts.choices import NominationState
from experts.models import Nomination
from nominations.domain.ending import decline, withdraw
from nominations.domain.links import seal
from nominations.domain.sending import send
from nominations.models import NominationCount
from taxonomy.transitions import IllegalTransition
from tests.factories import AttachePostFactory, NominationFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*steps: Callable[[], object]) -> list[bool]:
    """Whether each was taken."""
    start = Barrier(len(steps))

    def take(step: Callable[[], object]) -> bool:
        try:
            start.wait(60)
            step()
        except (IllegalTransition, Nomination.DoesNotExist):
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(len(steps)) as threads:
        return list(threads.map(take, steps))


def test_a_draft_that_two_windows_send_is_one_letter() -> None:
    by = AttachePostFactory.create().user
    row = NominationFactory.create(nominated_by=by, ready=True)
    copies = [Nomination.objects.get(pk=row.pk) for _ in range(3)]
    taken = at_once(*(lambda one=one: send(one, by=by) for one in copies))
    assert sorted(taken) == [False, False, True]
    assert len(mail.outbox) == 1


def test_of_two_attaches_who_write_to_one_address_one_does() -> None:
    posts = AttachePostFactory.create_batch(2)
    rows = [NominationFactory.create(nominated_by=post.user, ready=True) for post in posts]
    at_once(*(lambda row=row, by=post.user: send(row, by=by) for row, post in zip(rows, posts, strict=True)))
    states = sorted(Nomination.objects.values_list("state", flat=True))
    assert states == [NominationState.DRAFT, NominationState.SENT]
    assert len(mail.outbox) == 1


def test_an_answer_and_a_withdrawal_are_one_of_both() -> None:
    by = AttachePostFactory.create().user
    row = NominationFactory.create(nominated_by=by, sent=True)
    token, mine, theirs = seal(row), Nomination.objects.get(pk=row.pk), Nomination.objects.get(pk=row.pk)
    withdrawn, declined = at_once(
        lambda: withdraw(mine, by=by), lambda: decline(theirs, by=None, token=token)
    )
    assert [withdrawn, declined].count(True) == 1
    assert NominationCount.objects.exists() == withdrawn
    assert Nomination.objects.filter(state=NominationState.DECLINED).exists() == declined
