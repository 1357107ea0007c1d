"""Letters in somebody's name to an address that was only typed: none to who wants none, whoever invites to what."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.apps import apps
from django.core.mail import EmailMultiAlternatives
from django.test import Client

from accounts.domain.offers import MOST_IN_ALL
from accounts.models import AuditEvent, User
from accounts.models.offer import Offer
from bases.choices import StaffRole
from nominations.domain import never
from tests.factories import MatchableProfileFactory, OfficerFactory, StaffMembershipFactory, TeamFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_go_at_once")]

NEUTRAL = "We tell nobody which."
OFFERS = [model for model in apps.get_models() if issubclass(model, Offer)]
Door = Callable[[], tuple[User, str, dict[str, str]]]


def staff() -> tuple[User, str, dict[str, str]]:
    owner = StaffMembershipFactory(role=StaffRole.OWNER)
    return owner.user, f"/en/institutions/{owner.institution.slug}/team/", {"role": "editor"}


def team() -> tuple[User, str, dict[str, str]]:
    lead = MatchableProfileFactory()
    return lead.user, f"/en/me/teams/{TeamFactory(lead=lead).pk}/", {}


def role() -> tuple[User, str, dict[str, str]]:
    return OfficerFactory(), "/en/roles/invite/", {"kind": "attache", "countries": "NO"}


DOORS = pytest.mark.parametrize("door", [staff, team, role])


def ask(door: Door, email: str) -> str:
    user, address, form = door()
    client = Client()
    client.force_login(user)
    return client.post(address, form | {"email": email, "language": "en"}, follow=True).content.decode()


@DOORS
def test_who_wants_no_letters_gets_none_and_nothing_is_stored(
    door: Door, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    never.note("marit@example.org")
    page = ask(door, "Marit+lab@Example.org")
    assert NEUTRAL in page
    assert mailoutbox == []
    assert not any(model._default_manager.exists() for model in OFFERS)
    tried = AuditEvent.objects.get(verb="role offer held back")
    assert (tried.object_id, tried.after) == ("", {})


@DOORS
def test_an_address_with_many_invitations_reads_the_same(
    door: Door, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    for _ in range(MOST_IN_ALL):
        assert NEUTRAL not in ask(staff, "marit@example.org")
    mailoutbox.clear()
    assert NEUTRAL in ask(door, "marit@example.org")
    assert mailoutbox == []


@DOORS
def test_anybody_else_is_written_to(door: Door, mailoutbox: list[EmailMultiAlternatives]) -> None:
    never.note("marit@example.org")
    assert NEUTRAL not in ask(door, "anna@example.org")
    assert [letter.to for letter in mailoutbox] == [["anna@example.org"]]


def test_who_allows_letters_again_gets_them(mailoutbox: list[EmailMultiAlternatives]) -> None:
    never.note("marit@example.org")
    never.lift("marit@example.org")
    ask(staff, "marit@example.org")
    assert len(mailoutbox) == 1


def test_tries_that_come_to_nothing_count_among_those_of_a_day(
    mailoutbox: list[EmailMultiAlternatives],
) -> None:
    user, address, form = staff()
    client = Client()
    client.force_login(user)
    for number in range(21):
        never.note(f"no{number}@example.org")
        page = client.post(address, form | {"email": f"no{number}@example.org", "language": "en"})
    assert "20 invitations within a day" in page.content.decode()
    assert mailoutbox == []


def test_everybody_reads_what_never_again_covers() -> None:
    page = Client().get("/en/data/kept/").content.decode()
    assert "recommendations, and invitations to teams and roles" in page
