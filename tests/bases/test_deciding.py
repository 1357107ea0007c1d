"""Which officers decide about an institution and its bases."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import OfficerScope, User
from bases.choices import BaseStatus, Verification
from bases.domain.deciding import decides_on
from bases.models import Base, Institution
from tests.factories import (
    AdministratorFactory,
    BaseFactory,
    InstitutionFactory,
    OfficerFactory,
    StaffMembershipFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_go_at_once")]

ANOTHER = "Another officer decides"


def officer_of(level: str, **of: str) -> User:
    user = UserFactory()
    OfficerScope.objects.create(user=user, level=level, **of)
    return user


def of_the_house(institution: Institution, user: User) -> User:
    StaffMembershipFactory(institution=institution, user=user, role="viewer")
    return user


def test_officers_of_the_scope_decide_and_nobody_about_their_own_house() -> None:
    institution = InstitutionFactory(country="CN", province="anhui")
    those = [
        OfficerFactory(),
        AdministratorFactory(),
        officer_of("ministry", ministry="MOST"),
        officer_of("province", province="anhui"),
    ]
    others = [officer_of("province", province="gansu"), UserFactory()]
    assert [decides_on(user, institution) for user in those] == [True] * 4
    assert [decides_on(user, institution) for user in others] == [False] * 2
    assert [decides_on(of_the_house(institution, user), institution) for user in those] == [False] * 4


@pytest.mark.parametrize("own", [True, False])
def test_who_does_not_decide_reads_the_page_and_changes_nothing(own: bool) -> None:
    pending = InstitutionFactory(province="anhui", verification=Verification.PENDING)
    base = BaseFactory(
        institution=InstitutionFactory(province="anhui"), status=BaseStatus.CANDIDATE, recognised_on=None
    )
    user = OfficerFactory() if own else officer_of("province", province="gansu")
    if own:
        of_the_house(pending, user)
        of_the_house(base.institution, user)
    client = Client()
    client.force_login(user)
    verification = f"/en/institutions/{pending.slug}/verification/"
    recognition = f"/en/recognition/{base.slug}/"
    for path, sent in (
        (verification, {}),
        (verification, {"return": "1", "reason": "No."}),
        (recognition, {"step": "recognise"}),
    ):
        shown = client.get(path).content.decode()
        assert ANOTHER in shown
        assert 'name="reason"' not in shown
        answer = client.post(path, sent)
        assert (answer.status_code, ANOTHER in answer.content.decode()) == (403, True)
    assert Institution.objects.get(pk=pending.pk).verification == Verification.PENDING
    assert Base.objects.get(pk=base.pk).status == BaseStatus.CANDIDATE
