"""One thing of the checklist is ticked off for all that are chosen."""

from __future__ import annotations

import pytest
from django.http import HttpResponse

from accounts.models import AuditEvent
from bases.choices import StaffRole
from exchanges.domain.cancelling import cancel
from notices.models import Notice
from tests.exchanges.cohorts import client_of, page
from tests.exchanges.staying import WHY, Stay
from tests.factories import StaffMembershipFactory

pytestmark = pytest.mark.django_db


def tick(cohort: list[Stay], chosen: list[Stay], **others: str) -> HttpResponse:
    data = {"do": "check", "item": "housing", "stays": [stay.exchange.pk for stay in chosen]} | others
    answer: HttpResponse = client_of(cohort[0].host).post(page(cohort), data)
    return answer


def ticked(stay: Stay) -> list[str]:
    return list(stay.exchange.checklist.filter(done_at__isnull=False).values_list("item", flat=True))


def test_an_item_is_ticked_for_those_chosen(cohort: list[Stay]) -> None:
    answer = tick(cohort, cohort[:2])
    assert answer.status_code == 200
    assert [ticked(stay) for stay in cohort] == [["housing"], ["housing"], []]
    words = {result.exchange.pk: result.words for result in answer.context["results"]}  # type: ignore[attr-defined]
    assert words == {stay.exchange.pk: "Done." for stay in cohort[:2]}
    assert AuditEvent.objects.filter(verb="exchange: ticked").count() == 2


def test_a_stay_that_is_over_is_refused_alone(cohort: list[Stay]) -> None:
    cancel(cohort[1].fresh(), by=cohort[1].host, **WHY)
    answer = tick(cohort, cohort)
    words = {result.exchange.pk: result.words for result in answer.context["results"]}  # type: ignore[attr-defined]
    assert words[cohort[1].exchange.pk] == "The stay is over; its plan stays as it was."
    assert [ticked(stay) for stay in cohort] == [["housing"], [], ["housing"]]


def test_sent_twice_it_is_noted_once_and_tells_nobody_as_alone(cohort: list[Stay]) -> None:
    institution = cohort[0].exchange.introduction.opening.institution
    StaffMembershipFactory(institution=institution, role=StaffRole.EDITOR)
    Notice.objects.all().delete()
    for _ in range(2):
        assert tick(cohort, cohort).status_code == 200
    assert AuditEvent.objects.filter(verb="exchange: ticked").count() == len(cohort)
    assert not Notice.objects.exists()


@pytest.mark.parametrize("item", ["", "visa", "dance"])
def test_an_item_is_one_of_the_hosts(cohort: list[Stay], item: str) -> None:
    answer = tick(cohort, cohort, item=item)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["item"]  # type: ignore[attr-defined]
    assert not any(ticked(stay) for stay in cohort)


def test_an_item_says_for_how_many_it_is_open(cohort: list[Stay]) -> None:
    tick(cohort, cohort[:1])
    text = client_of(cohort[0].host).get(page(cohort)).content.decode()
    assert "A place to live (open for 2)" in text
