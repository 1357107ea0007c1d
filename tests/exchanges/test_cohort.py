"""A group: several stays of one opening, one step for those that are chosen, and what became of each."""

from __future__ import annotations

from typing import Any

import pytest

from bases.choices import StaffRole
from exchanges.domain import steps
from matching.choices import ExchangeState
from notices.models import Notice
from tests.exchanges.cohorts import client_of, page
from tests.exchanges.staying import MEANT, Stay
from tests.factories import OfficerFactory, StaffMembershipFactory

pytestmark = pytest.mark.django_db


def test_the_same_terms_go_to_each(cohort: list[Stay]) -> None:
    cohort[2].propose(by=cohort[2].person, terms=cohort[2].terms(pay="More."))
    terms = cohort[0].terms(0, 30)
    data = {name: getattr(terms, name) for name in terms.__dataclass_fields__} | {
        "seen": 0,
        "anyway": "on",
        "reason": MEANT["reason"],
    }
    data["shown"] = [f"{stay.exchange.pk}:{stay.exchange.versions.count()}" for stay in cohort]
    answer = client_of(cohort[0].host).post(page(cohort, "cohort_terms"), data)
    assert answer.status_code == 200
    results = {result.exchange.pk: result for result in answer.context["results"]}
    assert [results[stay.exchange.pk].done for stay in cohort] == [True, True, False]
    assert "The person proposed version 1" in results[cohort[2].exchange.pk].words
    assert [stay.exchange.versions.count() for stay in cohort] == [1, 1, 1]


def test_arrivals_are_confirmed_together_and_each_says_what_became_of_it(cohort: list[Stay]) -> None:
    for stay in cohort[:2]:
        stay.agree(0, 30)
    steps.disclose(cohort[0].fresh(), by=cohort[0].person, day=cohort[0].today)
    data = {"do": "begin", "day": cohort[0].today, "stays": [stay.exchange.pk for stay in cohort]}
    answer = client_of(cohort[0].host).post(page(cohort), data)
    words = {result.exchange.pk: result.words for result in answer.context["results"]}
    assert [stay.fresh().state for stay in cohort] == [
        ExchangeState.UNDER_WAY, ExchangeState.AGREED, ExchangeState.PLANNED,
    ]  # fmt: skip
    assert words[cohort[0].exchange.pk] == "Done."
    assert "has not been told yet" in words[cohort[1].exchange.pk]
    assert "“Being agreed”" in words[cohort[2].exchange.pk]
    again = client_of(cohort[0].host).post(page(cohort), data)
    assert not any(result.done for result in again.context["results"])
    assert cohort[0].exchange.events.filter(step="begin").count() == 1


def test_common_days_are_said(cohort: list[Stay]) -> None:
    for stay in cohort:
        stay.agree(0, 30)
    assert "Common days" in client_of(cohort[0].host).get(page(cohort)).content.decode()


@pytest.mark.parametrize(
    "data",
    [{}, {"do": "dance", "stays": [1]}, {"do": "begin", "stays": ["x"]}, {"do": "begin", "stays": [10**9]}],
)
def test_what_cannot_be_done_is_said_and_nothing_changes(cohort: list[Stay], data: dict[str, Any]) -> None:
    answer = client_of(cohort[0].host).post(page(cohort), data)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not answer.context["results"]


def test_only_writers_take_steps_and_strangers_see_nothing(cohort: list[Stay]) -> None:
    institution = cohort[0].exchange.introduction.opening.institution
    viewer = StaffMembershipFactory(institution=institution, role=StaffRole.VIEWER).user
    for user in (viewer, OfficerFactory()):
        client = client_of(user)
        assert client.get(page(cohort)).status_code == 200
        assert client.post(page(cohort), {"do": "begin"}).status_code == 403
        assert client.get(page(cohort, "cohort_terms")).status_code == 403
    stranger = client_of(StaffMembershipFactory(role=StaffRole.OWNER).user)
    assert stranger.get(page(cohort)).status_code == 404
    assert client_of(cohort[0].person).get(page(cohort)).status_code == 404


def test_what_somebody_proposed_or_signed_meanwhile_is_not_replaced_unseen(cohort: list[Stay]) -> None:
    terms = cohort[0].terms(0, 30)
    data = {name: getattr(terms, name) for name in terms.__dataclass_fields__} | {
        "seen": 0,
        "anyway": "on",
        "reason": MEANT["reason"],
    }
    data["shown"] = [f"{stay.exchange.pk}:0" for stay in cohort]
    version = cohort[0].propose(by=cohort[0].host, terms=cohort[0].terms(0, 60))
    cohort[1].sign(cohort[1].propose(by=cohort[1].host, terms=cohort[1].terms(0, 60)), by=cohort[1].person)
    data["shown"][1] = f"{cohort[1].exchange.pk}:1"
    answer = client_of(cohort[0].host).post(page(cohort, "cohort_terms"), data)
    words = {result.exchange.pk: result.words for result in answer.context["results"]}
    assert "Meanwhile" in words[cohort[0].exchange.pk]
    assert "has signed version 1" in words[cohort[1].exchange.pk]
    assert [stay.exchange.versions.count() for stay in cohort] == [1, 1, 1]
    assert version.number == 1


def test_a_group_step_refused_for_all_answers_409(cohort: list[Stay]) -> None:
    data = {"do": "begin", "day": cohort[0].today, "stays": [stay.exchange.pk for stay in cohort]}
    assert client_of(cohort[0].host).post(page(cohort), data).status_code == 409


def test_the_team_is_told_once_of_a_group(cohort: list[Stay]) -> None:
    opening = cohort[0].exchange.introduction.opening
    colleague = StaffMembershipFactory(institution=opening.institution, role=StaffRole.EDITOR).user
    terms = cohort[0].terms(0, 30)
    data = {name: getattr(terms, name) for name in terms.__dataclass_fields__} | {
        "seen": 0,
        "anyway": "on",
        "reason": MEANT["reason"],
    }
    data["shown"] = [f"{stay.exchange.pk}:0" for stay in cohort]
    client_of(cohort[0].host).post(page(cohort, "cohort_terms"), data)
    assert Notice.objects.filter(user=colleague).count() == 1
    for stay in cohort:
        assert Notice.objects.filter(user=stay.person).count() == 1


def test_days_that_the_opening_does_not_offer_are_asked_about_once_for_all(cohort: list[Stay]) -> None:
    terms = cohort[0].terms(0, 400)
    data = {name: getattr(terms, name) for name in terms.__dataclass_fields__} | {"seen": 0}
    data["shown"] = [f"{stay.exchange.pk}:0" for stay in cohort]
    client = client_of(cohort[0].host)
    answer = client.post(page(cohort, "cohort_terms"), data)
    assert "the stay is longer than offered" in answer.context["form"].errors["anyway"][0]
    assert not any(stay.exchange.versions.exists() for stay in cohort)
    client.post(page(cohort, "cohort_terms"), {**data, "anyway": "on", "reason": MEANT["reason"]})
    assert [stay.exchange.versions.get().reason for stay in cohort] == [MEANT["reason"]] * len(cohort)


def test_what_is_wrong_and_what_became_of_each_is_said_in_chinese(cohort: list[Stay]) -> None:
    client, address = client_of(cohort[0].host), page(cohort).replace("/en/", "/zh-hans/")
    text = client.post(address, {"do": "cancel"}).content.decode()
    assert "Stays" not in text
    assert "交流访问：请至少选择一项交流访问。" in text
    assert "不在可用的选项中" not in text
    text = client.post(address, {"do": "begin", "day": cohort[0].today, "stays": [cohort[0].exchange.pk]})
    name = cohort[0].exchange.introduction.profile.display_name
    assert f"{name}</bdi>：" in text.content.decode()


def test_the_form_of_terms_says_what_the_opening_offers(cohort: list[Stay]) -> None:
    text = client_of(cohort[0].host).get(page(cohort, "cohort_terms")).content.decode()
    assert "The opening offers" in text
    assert "with arrival between" in text
