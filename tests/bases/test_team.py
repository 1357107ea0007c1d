"""The team of an institution: owners invite, change and say goodbye; one owner always stays."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.utils import timezone

from accounts.domain.offers import seal
from accounts.models import AuditEvent, User
from bases.choices import StaffRole, Verification
from bases.models import Institution, StaffInvitation, StaffMembership
from tests.factories import (
    InstitutionFactory,
    OpeningFactory,
    StaffInvitationFactory,
    StaffMembershipFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_go_at_once")]


@pytest.fixture
def institution() -> Institution:
    return InstitutionFactory()


@pytest.fixture
def owner(institution: Institution) -> User:
    return StaffMembershipFactory(institution=institution, role=StaffRole.OWNER).user


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(institution: Institution, rest: str = "") -> str:
    return f"/en/institutions/{institution.slug}/team/{rest}"


def link_in(letter: EmailMultiAlternatives) -> str:
    address = next(word for word in str(letter.body).split() if "/invitation/" in word)
    return urlsplit(address).path


def test_a_colleague_is_invited_accepts_and_sees_the_drafts(
    institution: Institution, owner: User, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    draft = OpeningFactory(institution=institution)
    form = {"email": "New@example.org", "role": "editor", "language": "zh-hans"}
    as_user(owner).post(page_of(institution), form)
    (letter,) = mailoutbox
    assert letter.to == ["new@example.org"]
    assert "邀请加入" in letter.subject
    client = as_user(UserFactory(email="new@example.org"))
    assert client.get(f"/en/openings/{draft.pk}/").status_code == 404
    assert client.post(link_in(letter))["Location"] == "/zh-hans/me/"
    assert client.get(f"/en/openings/{draft.pk}/").status_code == 200
    assert client.post(link_in(letter)).status_code == 410
    assert AuditEvent.objects.filter(verb="joined a team").exists()


def test_a_forwarded_link_lets_nobody_else_in(institution: Institution, owner: User) -> None:
    offer = StaffInvitationFactory(institution=institution, invited_by=owner)
    path = f"/en/institutions/invitation/{seal(offer)}/"
    other = UserFactory()
    answer = as_user(other).post(path)
    assert answer.status_code == 409
    assert not other.staff_memberships.exists()


def test_an_invitation_ends_with_the_ownership_of_who_sent_it(institution: Institution, owner: User) -> None:
    user = UserFactory()
    offer = StaffInvitationFactory(institution=institution, invited_by=owner, email=user.email)
    StaffMembershipFactory(institution=institution, role=StaffRole.OWNER)
    StaffMembership.objects.filter(user=owner).update(role=StaffRole.VIEWER)
    answer = as_user(user).post(f"/en/institutions/invitation/{seal(offer)}/")
    assert answer.status_code == 409
    assert "no longer an owner" in answer.content.decode()
    assert not user.staff_memberships.exists()
    offer.refresh_from_db()
    assert offer.accepted_at is None


@pytest.mark.parametrize("role", ["editor", "viewer"])
def test_the_rest_of_the_team_reads_and_changes_nothing(
    institution: Institution, owner: User, role: str
) -> None:
    me = StaffMembershipFactory(institution=institution, role=role)
    client = as_user(me.user)
    page = client.get(page_of(institution)).content.decode()
    assert owner.email in page
    assert "Invite a colleague" not in page
    assert client.post(page_of(institution), {"email": "a@example.org", "role": "owner"}).status_code == 403
    assert client.post(page_of(institution, f"{me.pk}/role/"), {"role": "owner"}).status_code == 403
    theirs = StaffMembership.objects.get(user=owner)
    assert client.post(page_of(institution, f"{theirs.pk}/leave/")).status_code == 403
    me.refresh_from_db()
    assert me.role == role
    assert StaffMembership.objects.filter(user=owner).exists()


def test_another_institution_s_owner_finds_no_such_page(institution: Institution, owner: User) -> None:
    stranger = StaffMembershipFactory(role=StaffRole.OWNER).user
    mine = StaffMembership.objects.get(user=owner)
    for rest in ("", f"{mine.pk}/leave/"):
        assert as_user(stranger).get(page_of(institution, rest)).status_code == 404
    assert (
        as_user(stranger).post(page_of(institution, f"{mine.pk}/role/"), {"role": "viewer"}).status_code
        == 404
    )


def test_the_last_owner_stays(institution: Institution, owner: User) -> None:
    mine = StaffMembership.objects.get(user=owner)
    client = as_user(owner)
    client.post(page_of(institution, f"{mine.pk}/leave/"))
    client.post(page_of(institution, f"{mine.pk}/role/"), {"role": "viewer"})
    mine.refresh_from_db()
    assert mine.role == "owner"
    assert "This is the last owner." in client.get(page_of(institution)).content.decode()
    StaffMembershipFactory(institution=institution, role=StaffRole.OWNER)
    answer = client.post(page_of(institution, f"{mine.pk}/leave/"))
    assert answer["Location"] == "/en/me/"
    assert client.get(page_of(institution)).status_code == 404
    assert AuditEvent.objects.filter(verb="left a team").exists()


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"email": ""}, "Write the address that the invitation goes to."),
        ({"email": "nonsense"}, "An e-mail address looks like"),
        ({"role": "king"}, "king"),
        ({"email": "owner@example.org"}, "in the team already"),
    ],
)
def test_what_cannot_be_sent_is_said_at_the_field(
    institution: Institution, form: dict[str, str], said: str
) -> None:
    boss = UserFactory(email="owner@example.org")
    StaffMembershipFactory(institution=institution, user=boss, role=StaffRole.OWNER)
    whole = {"email": "new@example.org", "role": "editor", "language": "en"} | form
    answer = as_user(boss).post(page_of(institution), whole)
    assert said in answer.content.decode()
    assert not StaffInvitation.objects.exists()


def test_an_invitation_is_withdrawn_and_replaced(institution: Institution, owner: User) -> None:
    client = as_user(owner)
    form = {"email": "new@example.org", "role": "editor", "language": "en"}
    client.post(page_of(institution), form)
    client.post(page_of(institution), form | {"role": "viewer"})
    newest, older = StaffInvitation.objects.order_by("-pk")
    assert (newest.is_open, older.is_open) == (True, False)
    client.post(page_of(institution, f"invitations/{newest.pk}/withdraw/"))
    assert not StaffInvitation.objects.open().exists()


def test_an_institution_that_nobody_looked_at_sends_no_letters(
    mailoutbox: list[EmailMultiAlternatives],
) -> None:
    pending = InstitutionFactory(verification=Verification.PENDING)
    boss = StaffMembershipFactory(institution=pending, role=StaffRole.OWNER).user
    form = {"email": "new@example.org", "role": "editor", "language": "en"}
    answer = as_user(boss).post(page_of(pending), form)
    assert "once an officer has verified the institution" in answer.content.decode()
    assert mailoutbox == []
    assert not StaffInvitation.objects.exists()


def test_letters_do_not_go_out_in_masses(
    institution: Institution, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bases.domain.team.MOST_OPEN", 2)
    client = as_user(owner)
    for number in range(3):
        form = {"email": f"new{number}@example.org", "role": "editor", "language": "en"}
        answer = client.post(page_of(institution), form)
    assert "2 invitations wait for an answer" in answer.content.decode()
    assert StaffInvitation.objects.count() == 2


def test_no_colleague_is_written_to_again_and_again(
    institution: Institution, owner: User, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    form = {"email": "new@example.org", "role": "editor", "language": "en"}
    for _ in range(3):
        as_user(owner).post(page_of(institution), form)
        StaffInvitation.objects.update(withdrawn_at=timezone.now())
    answer = as_user(owner).post(page_of(institution), form).content.decode()
    assert "This address had 3 invitations" in answer
    assert len(mailoutbox) == 3
