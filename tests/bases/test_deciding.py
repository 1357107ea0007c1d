"""Which officers decide about an institution and its bases, and on what."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from accounts.domain.editing import Refused, mark_of
from accounts.models import OfficerScope, User
from bases.choices import BaseStatus, Verification
from bases.criteria import criteria_of
from bases.domain import registration
from bases.domain.deciding import decides_on
from bases.models import Base, Institution
from tests.bases.deciding import decide
from tests.bases.test_files import hand_in, pdf
from tests.bases.test_registration import FORM, as_user, mend, register
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
CHANGED = "changed after you opened the page"


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
        answer = decide(client, path, sent)
        assert (answer.status_code, ANOTHER in answer.content.decode()) == (403, True)
    assert Institution.objects.get(pk=pending.pk).verification == Verification.PENDING
    assert Base.objects.get(pk=base.pk).status == BaseStatus.CANDIDATE


def test_an_institution_that_changed_under_the_eyes_of_its_officer_is_not_decided_on() -> None:
    owner = UserFactory()
    made = register(owner)
    officer, path = as_user(OfficerFactory()), f"/en/institutions/{made.slug}/verification/"
    seen = officer.get(path).context["seen"]
    mend(owner, made, FORM | {"name_en": "Famous University", "website": "https://famous.example.org/"})
    for sent in ({}, {"return": "1", "reason": "No."}):
        late = officer.post(path, sent | {"seen": seen})
        assert (late.status_code, CHANGED in late.content.decode()) == (409, True)
        assert "Famous University" in late.content.decode()
        made.refresh_from_db()
        assert made.verification == Verification.PENDING
    assert officer.post(path, {"seen": late.context["seen"]}).status_code == 302
    made.refresh_from_db()
    assert made.verification == Verification.VERIFIED


def test_proof_that_goes_under_the_eyes_of_its_officer_is_a_change() -> None:
    owner = UserFactory()
    made = register(owner)
    path = f"/en/institutions/{made.slug}/verification/"
    hand_in(as_user(owner), f"/en/institutions/{made.slug}/papers/", pdf())
    officer = as_user(OfficerFactory())
    seen = officer.get(path).context["seen"]
    as_user(owner).post(f"/en/files/{made.files.get().pk}/remove/")
    assert officer.post(path, {"seen": seen}).status_code == 409


@pytest.mark.parametrize("step", ["recognise", "notice", "withdraw"])
@pytest.mark.parametrize("changed", ["name", "answer"])
def test_a_base_that_changed_under_the_eyes_of_its_officer_is_not_decided_on(step: str, changed: str) -> None:
    before = {
        "recognise": BaseStatus.CANDIDATE,
        "notice": BaseStatus.RECOGNISED,
        "withdraw": BaseStatus.ON_NOTICE,
    }
    base = BaseFactory(status=before[step])
    if step == "recognise":
        Base.objects.filter(pk=base.pk).update(recognised_on=None)
    officer, path = as_user(OfficerFactory()), f"/en/recognition/{base.slug}/"
    seen = officer.get(path).context["seen"]
    if changed == "name":
        base.texts.update(name="Famous Centre")
    else:
        key = criteria_of(base.kind)[0].key
        base.answers.create(criterion=key, text="Another answer.", language="en")
    sent = {"step": step, "reason": "It was said otherwise."}
    late = officer.post(path, sent | {"seen": seen})
    assert (late.status_code, CHANGED in late.content.decode()) == (409, True)
    assert Base.objects.get(pk=base.pk).status == before[step]
    assert officer.post(path, sent | {"seen": late.context["seen"]}).status_code == 302


def test_a_save_that_races_the_approval_keeps_what_was_verified() -> None:
    owner = UserFactory()
    made = register(owner)
    now = registration.INSTITUTION.read(made)
    values = now | {"name_en": "Famous University"}  # of a page that was opened, and sent, while it waited
    Institution.objects.filter(pk=made.pk).update(
        verification=Verification.VERIFIED, verified_at=timezone.now()
    )
    with pytest.raises(Refused, match="was verified as it stands"):
        registration.correct(made, values, proof=None, seen=mark_of(now), by=owner)
    assert registration.INSTITUTION.read(Institution.objects.get(pk=made.pk)) == now
    registration.correct(made, now | {"about_en": "New."}, proof=None, seen=mark_of(now), by=owner)
    assert Institution.objects.get(pk=made.pk).text_in("en").about == "New."
