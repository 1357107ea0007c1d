"""A group is signed in one form: every signature is a row of its own, over the text that the page showed."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEvent
from bases.choices import StaffRole
from exchanges.domain.agreement import waiting
from exchanges.models import Signature
from matching.choices import ExchangeState
from notices.models import Notice
from tests.exchanges.cohorts import client_of, one_more, page
from tests.exchanges.staying import Stay
from tests.factories import OfficerFactory, StaffMembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def proposed(cohort: list[Stay]) -> None:
    """The same terms wait in each agreement."""
    for stay in cohort:
        stay.propose()


def shown(stay: Stay) -> str:
    version = waiting(stay.exchange)
    assert version is not None
    return f"{stay.exchange.pk}:{version.number}:{version.sha256}"


def send(cohort: list[Stay], stays: list[str], **others: Any) -> HttpResponse:
    data = {"stays": stays, "name": cohort[0].host.name, "sure": "on"} | others
    answer: HttpResponse = client_of(cohort[0].host).post(page(cohort, "cohort_sign"), data)
    return answer


def words_of(answer: Any) -> dict[int, str]:
    return {result.exchange.pk: result.words for result in answer.context["results"]}


def test_the_page_lists_whose_text_waits_with_its_hash(cohort: list[Stay]) -> None:
    cohort[2].sign(waiting(cohort[2].exchange), by=cohort[2].host)  # type: ignore[arg-type]
    text = client_of(cohort[0].host).get(page(cohort, "cohort_sign")).content.decode()
    for stay in cohort[:2]:
        version = waiting(stay.exchange)
        assert version is not None
        assert stay.exchange.introduction.profile.display_name in text
        assert version.sha256 in text
        assert f'value="{shown(stay)}"' in text
    assert f'value="{cohort[2].exchange.pk}:' not in text
    assert page(cohort, "cohort_sign") in client_of(cohort[0].host).get(page(cohort)).content.decode()


def test_each_is_signed_over_its_own_hash_and_each_person_is_told(cohort: list[Stay]) -> None:
    colleague = StaffMembershipFactory(
        institution=cohort[0].exchange.introduction.opening.institution, role=StaffRole.EDITOR
    ).user
    Notice.objects.all().delete()
    typed = " ".join(reversed(cohort[0].host.name.upper().split()))
    answer = send(cohort, [shown(stay) for stay in cohort[:2]], name=typed)
    assert answer.status_code == 200
    assert words_of(answer) == {stay.exchange.pk: "Done." for stay in cohort[:2]}
    for stay in cohort[:2]:
        version = waiting(stay.exchange)
        assert version is not None
        signature = version.signatures.get()
        assert (signature.side, signature.by, signature.name) == ("host", stay.host, typed)
        assert signature.sha256 == version.sha256
        assert Notice.objects.filter(user=stay.person).count() == 1
        entries = AuditEvent.objects.filter(verb="exchange: sign", object_id=str(stay.exchange.pk))
        assert entries.count() == 1
    assert not cohort[2].exchange.events.filter(step="sign").exists()
    assert Notice.objects.filter(user=colleague).count() == 1


def test_a_version_that_changed_meanwhile_is_refused_alone(cohort: list[Stay]) -> None:
    seen = [shown(stay) for stay in cohort]
    cohort[1].propose(by=cohort[1].person, terms=cohort[1].terms(pay="More."))
    answer = send(cohort, seen)
    words = words_of(answer)
    assert answer.status_code == 200
    assert words[cohort[1].exchange.pk].startswith("You read version 1, and version 2 has been proposed")
    assert [Signature.objects.filter(version__exchange=stay.exchange).count() for stay in cohort] == [1, 0, 1]
    assert cohort[1].exchange.introduction.profile.display_name in answer.content.decode()


def test_the_text_of_another_stay_is_not_signed(cohort: list[Stay]) -> None:
    number, sha256 = shown(cohort[1]).split(":")[1:]
    answer = send(cohort, [f"{cohort[0].exchange.pk}:{number}:{sha256}"])
    assert answer.status_code == 409
    assert not Signature.objects.exists()


def test_the_second_signature_brings_each_into_force(cohort: list[Stay]) -> None:
    for stay in cohort[:2]:
        stay.sign(waiting(stay.exchange), by=stay.person)  # type: ignore[arg-type]
    send(cohort, [shown(stay) for stay in cohort])
    agreed, planned = ExchangeState.AGREED, ExchangeState.PLANNED
    assert [stay.fresh().state for stay in cohort] == [agreed, agreed, planned]


def test_sent_twice_it_is_signed_and_told_once(cohort: list[Stay]) -> None:
    colleague = StaffMembershipFactory(
        institution=cohort[0].exchange.introduction.opening.institution, role=StaffRole.EDITOR
    ).user
    seen = [shown(stay) for stay in cohort]
    for _ in range(2):
        assert send(cohort, seen).status_code == 200
    assert Signature.objects.count() == 3
    assert Notice.objects.filter(user=colleague).count() == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": "Somebody Else"}, "name"),
        ({"name": ""}, "name"),
        ({"sure": ""}, "sure"),
        ({"stays": []}, "stays"),
        ({"stays": ["x"]}, "stays"),
        ({"stays": [f"{10**9}:1:{'a' * 64}"]}, "stays"),
    ],
)
def test_what_the_form_cannot_take_is_said_and_nothing_is_signed(
    cohort: list[Stay], changed: dict[str, Any], field: str
) -> None:
    answer = send(cohort, **{"stays": [shown(stay) for stay in cohort], **changed})
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]  # type: ignore[attr-defined]
    assert not Signature.objects.exists()


def test_whoever_was_unticked_stays_unticked_beside_an_error(cohort: list[Stay]) -> None:
    text = send(cohort, [shown(cohort[0])], name="Somebody Else").content.decode()
    assert text.count(" checked") == 2  # the first stay, and that the texts were read


def test_only_writers_sign_for_a_group(cohort: list[Stay]) -> None:
    institution = cohort[0].exchange.introduction.opening.institution
    viewer = StaffMembershipFactory(institution=institution, role=StaffRole.VIEWER).user
    for user in (viewer, OfficerFactory()):
        assert client_of(user).get(page(cohort, "cohort_sign")).status_code == 403
        assert (
            client_of(user).post(page(cohort, "cohort_sign"), {"stays": [shown(cohort[0])]}).status_code
            == 403
        )
    stranger = StaffMembershipFactory(role=StaffRole.OWNER).user
    for user in (stranger, cohort[0].person):
        assert client_of(user).get(page(cohort, "cohort_sign")).status_code == 404
    assert not Signature.objects.exists()


def test_where_nothing_waits_the_page_of_the_group_is_shown(cohort: list[Stay]) -> None:
    seen = [shown(stay) for stay in cohort]
    send(cohort, seen)
    answer = client_of(cohort[0].host).get(page(cohort, "cohort_sign"))
    assert (answer.status_code, answer.headers["Location"]) == (302, page(cohort))


def test_more_stays_take_no_more_queries(cohort: list[Stay]) -> None:
    client = client_of(cohort[0].host)
    client.get(page(cohort, "cohort_sign"))
    asked = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page(cohort, "cohort_sign")).status_code == 200
        asked.append(len(queries))
        for _more in range(3):
            one_more(cohort).propose()
        client.get(page(cohort, "cohort_sign"))  # notes who is seen for the first time today
    assert asked[0] == asked[1]
