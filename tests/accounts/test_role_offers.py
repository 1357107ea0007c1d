"""Roles by invitation, and by asking: who may give which, and what a second try is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.utils import timezone

from accounts.audience import Grant, attache_countries, grants_of
from accounts.domain import offers
from accounts.models import AuditEvent, Invitation, OfficerScope, RoleRequest, User
from tests.accounts.conftest import Link
from tests.factories import (
    AdministratorFactory,
    InvitationFactory,
    OfficerFactory,
    RoleRequestFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

POST = {"kind": "attache", "countries": ["NO", "SE"]}
SCOPE = {"kind": "officer", "level": "province", "province": "anhui"}


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def invite(by: User, **form: object) -> None:
    as_user(by).post("/en/roles/invite/", {"language": "en"} | form)


def test_an_invited_person_registers_accepts_and_has_the_role(
    link_to: Link, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    invite(OfficerFactory(name="Wen Hua"), email="Marit@example.org", language="zh-hans", **POST)
    assert mailoutbox[0].subject == "人才桥邀请：科技外交官"
    link = link_to("marit@example.org")
    visitor = Client()
    page = visitor.get(link).content.decode()
    assert "marit@example.org" in page
    assert "/account/signup/?email=marit%40example.org" in page
    user = UserFactory(email="marit@example.org")
    client = as_user(user)
    assert attache_countries(user) == frozenset()  # a link that is opened gives nothing
    assert client.post(link)["Location"].endswith("/account/rights/")
    assert attache_countries(user) == {"NO", "SE"}
    verbs = list(AuditEvent.objects.values_list("verb", flat=True))
    assert {"role offered", "role given", "role offer accepted"} <= set(verbs)
    assert client.post(link).status_code == 410
    assert user.attache_posts.count() == 1


def test_an_accredited_intermediary_is_invited_for_countries_and_fields() -> None:
    form = {
        "kind": "intermediary",
        "countries": ["NO", "SE"],
        "fields": ["energy", "health"],
        "body": "Bridge",
    }
    invite(OfficerFactory(), email="agent@example.org", level="national", **form)
    user = UserFactory(email="agent@example.org")
    link = f"/en/account/invitation/{offers.seal(Invitation.objects.get())}/"
    page = as_user(user).get(link).content.decode()
    assert "Accredited intermediary" in page
    assert "Bridge · Norway, Sweden" in page
    as_user(user).post(link)
    assert grants_of(user) == (Grant(frozenset({"NO", "SE"}), frozenset({"energy", "health"})),)
    rights = as_user(user).get("/en/account/rights/").content.decode()
    assert "Accredited intermediary" in rights
    assert "Science attaché" not in rights


def test_an_attache_is_not_confined_to_fields_that_were_ticked_as_well() -> None:
    invite(OfficerFactory(), email="a@example.org", fields=["energy"], body="Bridge", **POST)
    user = UserFactory(email="a@example.org")
    as_user(user).post(f"/en/account/invitation/{offers.seal(Invitation.objects.get())}/")
    assert grants_of(user) == (Grant(frozenset({"NO", "SE"})),)


def test_an_invitation_waits_in_the_account() -> None:
    user = UserFactory()
    InvitationFactory(email=user.email)
    assert (
        "You are invited as Science attaché (Norway)." in as_user(user).get("/en/account/").content.decode()
    )


def test_a_forwarded_link_gives_nothing_to_somebody_else(link_to: Link) -> None:
    invite(OfficerFactory(), email="marit@example.org", **POST)
    other = UserFactory()
    answer = as_user(other).post(link_to("marit@example.org"))
    assert answer.status_code == 409
    assert "sent to another address" in answer.content.decode()
    assert not other.attache_posts.exists()


def test_an_address_that_nobody_verified_gets_nothing() -> None:
    user = UserFactory(email="marit@example.org", email_verified_at=None)
    offer = InvitationFactory(email=user.email)
    answer = as_user(user).post(f"/en/account/invitation/{offers.seal(offer)}/")
    assert answer.status_code == 409
    assert not user.attache_posts.exists()


@pytest.mark.parametrize("change", ["expired", "withdrawn", "replaced", "touched"])
def test_a_link_that_is_no_longer_good_says_so(change: str) -> None:
    user, officer = UserFactory(), OfficerFactory()
    offer = InvitationFactory(email=user.email, invited_by=officer)
    link = f"/en/account/invitation/{offers.seal(offer)}/"
    if change == "expired":
        past = timezone.now() - timedelta(days=30)
        Invitation.objects.update(created_at=past, expires_at=past + timedelta(days=14))
    elif change == "withdrawn":
        as_user(officer).post(f"/en/roles/invitations/{offer.pk}/withdraw/")
    elif change == "replaced":
        invite(officer, email=user.email, **POST)
    else:
        link = link[:-4] + "xyz/"
    answer = as_user(user).post(link)
    assert answer.status_code == 410
    assert "newer letter" in answer.content.decode()
    assert not user.attache_posts.exists()


def test_officers_are_invited_by_administrators_alone() -> None:
    officer = OfficerFactory()
    answer = as_user(officer).post("/en/roles/invite/", {"email": "a@example.org", "language": "en"} | SCOPE)
    assert "Officers are invited by administrators." in answer.content.decode()
    assert not Invitation.objects.exists()
    invite(AdministratorFactory(), email="a@example.org", **SCOPE)
    user = UserFactory(email="a@example.org")
    as_user(user).post(f"/en/account/invitation/{offers.seal(Invitation.objects.get())}/")
    scope = OfficerScope.objects.get(user=user)
    assert (scope.level, scope.province) == ("province", "anhui")


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"kind": "attache"}, "Choose the countries of the post."),
        ({"kind": "intermediary", "fields": ["energy"]}, "Name the body that is accredited."),
        ({"kind": "intermediary", "countries": ["NO"], "body": "Bridge"}, "Choose the fields that"),
        ({"kind": "intermediary", "fields": ["magic"]}, "magic"),
        ({"kind": "officer"}, "Choose whether for the nation, a ministry or a province."),
        ({"kind": "officer", "level": "ministry"}, "Name the ministry."),
        ({"kind": "officer", "level": "province"}, "Choose the province."),
        ({"kind": "attache", "countries": ["XX"]}, "XX"),
        ({"kind": "king"}, "king"),
        (POST | {"reason": ""}, "Say who you are"),
        (POST | {"reason": "x" * 2001}, "2001"),
    ],
)
def test_what_is_missing_is_said_at_the_field(form: dict[str, object], said: str) -> None:
    answer = as_user(UserFactory()).post("/en/account/roles/ask/", {"reason": "Posted in May."} | form)
    assert said in answer.content.decode()
    assert not RoleRequest.objects.exists()


def test_a_request_is_granted_and_the_person_told(mailoutbox: list[EmailMultiAlternatives]) -> None:
    user = UserFactory(language="zh-hans")
    form = POST | {"reason": "Science counsellor since May."}
    as_user(user).post("/en/account/roles/ask/", form)
    again = as_user(user).post("/en/account/roles/ask/", form)
    assert "You have asked for this role already" in again.content.decode()
    asked = RoleRequest.objects.get()
    officer = as_user(OfficerFactory())
    assert "Science counsellor since May." in officer.get(f"/en/roles/requests/{asked.pk}/").content.decode()
    officer.post(f"/en/roles/requests/{asked.pk}/", {"answer": "Welcome."})
    assert attache_countries(user) == {"NO", "SE"}
    letter = mailoutbox[0]
    assert (letter.to, letter.subject) == ([user.email], "角色已批准：科技外交官")
    assert "Welcome." in letter.body


def test_a_request_is_declined_with_a_reason_or_not_at_all(mailoutbox: list[EmailMultiAlternatives]) -> None:
    asked = RoleRequestFactory()
    officer = as_user(OfficerFactory())
    page = officer.post(f"/en/roles/requests/{asked.pk}/", {"decline": "1", "answer": " "})
    assert "Write why" in page.content.decode()
    officer.post(f"/en/roles/requests/{asked.pk}/", {"decline": "1", "answer": "No such post."})
    asked.refresh_from_db()
    assert asked.decision == "declined"
    assert "No such post." in mailoutbox[0].body
    assert "No such post." in as_user(asked.user).get("/en/account/").content.decode()
    twice = officer.post(f"/en/roles/requests/{asked.pk}/", {"answer": "After all."})
    assert twice.status_code == 409
    assert not asked.user.attache_posts.exists()


def test_nobody_decides_about_themselves() -> None:
    officer = OfficerFactory()
    asked = RoleRequestFactory(user=officer)
    answer = as_user(officer).post(f"/en/roles/requests/{asked.pk}/", {"answer": ""})
    assert answer.status_code == 403
    asked.refresh_from_db()
    assert asked.decision == "waiting"


def test_a_request_is_taken_back_by_who_asked_alone() -> None:
    asked = RoleRequestFactory()
    path = f"/en/account/roles/{asked.pk}/take-back/"
    assert as_user(UserFactory()).post(path).status_code == 404
    as_user(asked.user).post(path)
    asked.refresh_from_db()
    assert asked.decision == "withdrawn"
    answer = as_user(OfficerFactory()).post(f"/en/roles/requests/{asked.pk}/", {"answer": ""})
    assert answer.status_code == 409


def test_an_officer_too_writes_to_nobody_again_and_again(mailoutbox: list[EmailMultiAlternatives]) -> None:
    officer = OfficerFactory()
    for _ in range(4):
        invite(officer, email="marit@example.org", **POST)
    assert len(mailoutbox) == 3
    form = {"language": "en", "email": "marit@example.org"} | POST
    assert (
        "This address had 3 invitations" in as_user(officer).post("/en/roles/invite/", form).content.decode()
    )
