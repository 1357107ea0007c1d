"""What happens at the same moment: each gets a clear answer, and nothing is half done."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from exchanges.domain.agreement import propose, sign
from exchanges.domain.cancelling import cancel
from exchanges.domain.errors import StaysOverlap
from exchanges.models import Signature
from matching.choices import ExchangeState, IntroductionState
from matching.models import Exchange
from taxonomy.transitions import IllegalTransition
from tests.exchanges.staying import WHY, Stay, a_stay

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*steps: Callable[[], object]) -> list[str]:
    """-> what each said: "" where it was done, else the name of the error."""
    start = Barrier(len(steps))

    def take(step: Callable[[], object]) -> str:
        try:
            start.wait(180)
            step()
        except IllegalTransition as error:
            return type(error).__name__
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(steps)) as threads:
        return list(threads.map(take, steps))


def signing(stay: Stay, by: str) -> Callable[[], object]:
    version = stay.exchange.versions.get()
    user, pk = getattr(stay, by), stay.exchange.pk
    words = {"number": version.number, "sha256": version.sha256, "name": user.name}
    return lambda: sign(Exchange.objects.get(pk=pk), by=user, **words)


def test_both_sides_sign_at_once_and_it_is_agreed_once() -> None:
    stay = a_stay()
    stay.propose()
    assert at_once(signing(stay, "host"), signing(stay, "person")) == ["", ""]
    assert stay.fresh().state == ExchangeState.AGREED
    assert stay.exchange.events.filter(step="agree").count() == 1
    assert stay.exchange.letters.filter(revoked_at=None).count() == 1


def test_one_signature_sent_four_times_at_once_is_one() -> None:
    stay = a_stay()
    stay.propose()
    assert at_once(*[signing(stay, "person")] * 4) == [""] * 4
    assert Signature.objects.count() == 1
    assert stay.exchange.events.filter(step="sign").count() == 1


def test_of_two_overlapping_stays_signed_at_once_one_is_agreed() -> None:
    first = a_stay()
    second = a_stay(profile=first.exchange.profile)
    for stay in (first, second):
        stay.propose(terms=stay.terms(10, 40))
        stay.sign(stay.exchange.versions.get(), by=stay.host)
    said = at_once(signing(first, "person"), signing(second, "person"))
    assert sorted(said) == ["", StaysOverlap.__name__]
    states = {first.fresh().state, second.fresh().state}
    assert states == {ExchangeState.AGREED, ExchangeState.PLANNED}


def test_a_new_version_while_the_other_signs_the_old_one() -> None:
    """Whichever comes first: there is no signature under a text that is not the latest."""
    stay = a_stay()
    stay.propose()
    terms, pk, host = stay.terms(pay="Half of it."), stay.exchange.pk, stay.host
    said = at_once(
        signing(stay, "person"), lambda: propose(Exchange.objects.get(pk=pk), terms, seen=1, by=host)
    )
    assert said in (["", ""], ["OldVersion", ""])
    assert not Signature.objects.filter(void_at=None).exists()
    assert stay.fresh().state == ExchangeState.PLANNED


def test_a_candidate_who_withdraws_at_the_moment_of_the_last_signature() -> None:
    stay = a_stay()
    stay.propose()
    stay.sign(stay.exchange.versions.get(), by=stay.person)
    pk, person = stay.exchange.pk, stay.person
    said = at_once(signing(stay, "host"), lambda: cancel(Exchange.objects.get(pk=pk), by=person, **WHY))
    assert said in (["", ""], ["StepNotNow", ""])
    row = stay.fresh()
    assert (row.state, row.introduction.state) == (ExchangeState.CANCELLED, IntroductionState.WITHDRAWN)
    assert not row.letters.filter(revoked_at=None).exists()
