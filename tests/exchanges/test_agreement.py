"""Versions of an agreement, and the signatures of both sides under one text."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from accounts.domain.editing import Refused
from accounts.domain.errors import NotTheirStep, ReasonMissing
from bases.choices import PublicationState, StaffRole
from bases.domain.publication import withdraw_opening
from exchanges.choices import ExchangeStep, VersionState
from exchanges.domain.agreement import drop, sign
from exchanges.domain.cancelling import cancel
from exchanges.domain.errors import (
    AlreadySigned,
    DayRefused,
    NothingToSign,
    OldVersion,
    OpeningGone,
    StaysOverlap,
    StepNotNow,
)
from exchanges.domain.wording import sha256_of
from exchanges.models import Signature
from matching.choices import ExchangeState, Side
from matching.models import Exchange
from notices.models import Notice
from tests.exchanges.staying import WHY, Stay, a_stay
from tests.factories import OfficerFactory, StaffMembershipFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("first", Side)
def test_signed_by_both_it_is_agreed_and_the_stay_carries_its_terms(first: Side) -> None:
    stay = a_stay()
    version = stay.propose()
    order = [stay.host, stay.person] if first == Side.HOST else [stay.person, stay.host]

    stay.sign(version, by=order[0])
    assert stay.fresh().state == ExchangeState.PLANNED
    assert stay.fresh().host_signed_at is stay.fresh().person_signed_at is None
    stay.sign(version, by=order[1])

    row = stay.fresh()
    assert (row.state, row.starts_on, row.ends_on) == ("agreed", version.starts_on, version.ends_on)
    assert (row.duties, row.pay, row.ip) == (version.duties, version.pay, version.ip)
    assert row.host_signed_at is not None
    assert row.person_signed_at is not None
    version.refresh_from_db()
    assert version.state == VersionState.IN_FORCE


def test_the_text_is_one_for_both_and_a_signature_holds_its_hash() -> None:
    stay = a_stay()
    version = stay.propose()
    stay.sign(version, by=stay.person, name=f"  {stay.person.name.replace(' ', '   ')} ")

    signature = Signature.objects.get()
    assert (signature.name, signature.side, signature.sha256) == (
        stay.person.name, "person", sha256_of(version.text)
    )  # fmt: skip
    opening = stay.exchange.introduction.opening
    for part in ("协议", "AGREEMENT", opening.institution.label, version.duties, version.pay, version.ip,
                 str(version.starts_on), opening.deadline_zone, stay.exchange.profile.name):  # fmt: skip
        assert part in version.text


def test_a_new_version_voids_the_signature_under_the_old_one() -> None:
    stay = a_stay()
    first = stay.propose()
    stay.sign(first, by=stay.host)
    second = stay.propose(by=stay.person, terms=stay.terms(pay="A stipend of 14 000 yuan."))

    assert Signature.objects.get().void_at is not None
    first.refresh_from_db()
    assert first.state == VersionState.REPLACED
    with pytest.raises(OldVersion, match=r"version 1, and version 2 has been proposed since\. Nothing"):
        stay.sign(first, by=stay.person)
    assert Signature.objects.count() == 1
    stay.sign(second, by=stay.person)
    assert stay.fresh().state == ExchangeState.PLANNED  # the host's signature was under another text


def test_a_forged_hash_signs_nothing() -> None:
    stay = a_stay()
    version = stay.propose()
    with pytest.raises(OldVersion):
        sign(stay.fresh(), number=version.number, sha256="0" * 64, name=stay.person.name, by=stay.person)
    assert not Signature.objects.exists()


def test_sent_twice_it_is_one_version_and_one_signature() -> None:
    stay = a_stay()
    terms = stay.terms()
    assert stay.propose(terms=terms) == stay.propose(terms=terms)
    version = stay.exchange.versions.get()
    stay.sign(version, by=stay.host)
    stay.sign(version, by=stay.host)
    stay.sign(version, by=stay.person)
    stay.sign(version, by=stay.person)
    assert Signature.objects.count() == 2
    steps = list(stay.exchange.events.values_list("step", flat=True))
    assert steps == ["plan", "propose", "sign", "sign", "agree"]


def test_a_side_signs_once_whoever_of_the_team_does() -> None:
    stay = a_stay()
    other = StaffMembershipFactory(
        institution=stay.exchange.introduction.opening.institution, role=StaffRole.OWNER
    ).user
    version = stay.propose()
    stay.sign(version, by=stay.host)
    with pytest.raises(AlreadySigned):
        stay.sign(version, by=other)


def test_nobody_signs_for_both_sides() -> None:
    """A member of the host's team who comes themselves speaks as the person."""
    stay = a_stay()
    StaffMembershipFactory(
        institution=stay.exchange.introduction.opening.institution, role=StaffRole.OWNER, user=stay.person
    )
    version = stay.propose()
    stay.sign(version, by=stay.person)
    stay.sign(version, by=stay.person)
    assert [row.side for row in Signature.objects.all()] == [Side.PERSON]
    assert stay.fresh().state == ExchangeState.PLANNED


@pytest.mark.parametrize("name", ["", " ", "L", "x" * 121, "Yue", "Lin Yun", "L. Yue", "Lin Yue" + "." * 310])
def test_a_signature_is_a_name_of_the_account(name: str) -> None:
    stay = a_stay()
    stay.host.name = "Lin Yue"
    stay.host.save()
    version = stay.propose()
    with pytest.raises(Refused) as refused:
        stay.sign(version, by=stay.host, name=name)
    assert refused.value.field == "name"
    assert not Signature.objects.exists()


@pytest.mark.parametrize(
    "name",
    ["Marit Solvang", "SOLVANG, marit", "玛丽特·索尔旺", "Ingrid Haugen", "玛丽特 索尔旺 Marit Solvang"],
)
def test_the_person_signs_with_any_of_their_names(name: str) -> None:
    stay = a_stay(profile__name="Marit Solvang", profile__native_name="玛丽特·索尔旺")
    stay.person.name = "Ingrid Haugen"
    stay.person.save()
    stay.sign(stay.propose(), by=stay.person, name=name)
    assert Signature.objects.get().name == name


def test_an_account_without_a_name_is_told_to_write_one_first() -> None:
    stay = a_stay()
    stay.host.name = ""
    stay.host.save()
    with pytest.raises(Refused, match="Your account carries no name"):
        stay.sign(stay.propose(), by=stay.host, name="Lin Yue")


def test_others_neither_propose_nor_sign() -> None:
    stay = a_stay()
    version = stay.propose()
    institution = stay.exchange.introduction.opening.institution
    viewer = StaffMembershipFactory(institution=institution, role=StaffRole.VIEWER).user
    for user in (viewer, OfficerFactory(), StaffMembershipFactory(role=StaffRole.OWNER).user):
        with pytest.raises(NotTheirStep):
            stay.propose(by=user, terms=stay.terms(pay="Nothing."))
        with pytest.raises(NotTheirStep):
            stay.sign(version, by=user)


def test_a_page_older_than_the_latest_version_proposes_nothing() -> None:
    from exchanges.domain.agreement import propose

    stay = a_stay()
    stay.propose()
    with pytest.raises(OldVersion, match="number 1"):
        propose(stay.fresh(), stay.terms(pay="Less."), seen=0, by=stay.person)


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("ends_on", {"last": -1}),
        ("ends_on", {"last": 6 * 366}),
        ("starts_on", {"first": -1}),
        ("pay", {"pay": "  "}),
        ("duties", {"duties": "x" * 10_001}),
        ("language", {"language": "tlh"}),
    ],
)
def test_terms_that_cannot_hold_are_refused_beside_their_field(field: str, values: dict[str, object]) -> None:
    stay = a_stay()
    with pytest.raises(Refused) as refused:
        stay.propose(terms=stay.terms(**values))  # type: ignore[arg-type]
    assert refused.value.field == field
    assert not stay.exchange.versions.exists()


def test_a_text_as_long_as_a_book_is_refused_with_its_length() -> None:
    stay = a_stay()
    with pytest.raises(Refused, match="3,000,000 characters, and at most 10,000"):
        stay.propose(terms=stay.terms(duties="x" * 3_000_000))


def test_overlapping_stays_are_refused_without_saying_where_the_other_is() -> None:
    elsewhere = a_stay()
    elsewhere.agree(10, 40)
    stay = a_stay(profile=elsewhere.exchange.profile)
    with pytest.raises(
        StaysOverlap, match="another stay on some of these days; choose other days"
    ) as refused:
        stay.propose(terms=stay.terms(40, 60))
    assert str(elsewhere.fresh().ends_on) not in str(refused.value)
    stay.propose(terms=stay.terms(41, 60))


@pytest.mark.parametrize("by", ["host", "person"])
def test_who_signs_second_of_two_overlapping_stays_is_told_and_nothing_is_signed(by: str) -> None:
    first = a_stay()
    second = a_stay(profile=first.exchange.profile)
    version = second.propose(terms=second.terms(20, 50))
    first.agree(10, 40)
    with pytest.raises(StaysOverlap):
        second.sign(version, by=getattr(second, by))
    assert not Signature.objects.filter(version=version).exists()


def test_the_first_day_may_pass_before_both_signed() -> None:
    stay = a_stay()
    version = stay.propose()
    with time_machine.travel(version.at + timedelta(days=2)), pytest.raises(DayRefused):
        stay.sign(version, by=stay.host)


def test_days_are_those_of_the_base() -> None:
    """One moment, two days: in Auckland it is tomorrow already."""
    stay = a_stay(opening__deadline_zone="Pacific/Auckland")
    other = a_stay(opening__deadline_zone="America/Anchorage")
    with time_machine.travel("2027-03-10T20:00:00Z", tick=False):
        assert (str(stay.today), str(other.today)) == ("2027-03-11", "2027-03-10")
        with pytest.raises(Refused):
            stay.propose(terms=other.terms())
        other.propose(terms=other.terms())


def change(stay: Stay, last: int = 120, *, by: Side = Side.PERSON) -> object:
    row = stay.fresh()
    assert row.starts_on is not None
    first = (row.starts_on - stay.today).days
    return stay.propose(by=getattr(stay, by), terms=stay.terms(first, last), **WHY)


@pytest.mark.parametrize(("last", "step"), [(120, ExchangeStep.EXTEND), (60, ExchangeStep.ALTER)])
def test_a_change_holds_once_both_signed_it_again(last: int, step: ExchangeStep) -> None:
    stay = a_stay()
    stay.arrive(0, 90)
    before = stay.fresh().ends_on
    version = change(stay, last)
    stay.sign(version, by=stay.person)  # type: ignore[arg-type]
    assert stay.fresh().ends_on == before
    stay.sign(version, by=stay.host)  # type: ignore[arg-type]

    row = stay.fresh()
    assert (row.state, row.ends_on) == ("under_way", stay.today + timedelta(days=last))
    assert [one.state for one in row.versions.all()] == ["replaced", "in_force"]
    assert stay.exchange.events.order_by("pk").last().step == step  # type: ignore[union-attr]
    assert Signature.objects.filter(version__number=1, void_at=None).count() == 2  # they were in force


def test_a_change_says_why_and_can_be_dropped() -> None:
    stay = a_stay()
    stay.arrive()
    with pytest.raises(ReasonMissing):
        stay.propose(terms=stay.terms(0, 120))
    version = change(stay)
    stay.sign(version, by=stay.person)  # type: ignore[arg-type]
    drop(stay.fresh(), by=stay.host, **WHY)
    assert [one.state for one in stay.exchange.versions.all()] == ["in_force", "dropped"]
    with pytest.raises(NothingToSign):
        stay.sign(version, by=stay.host)  # type: ignore[arg-type]
    with pytest.raises(NothingToSign):
        drop(stay.fresh(), by=stay.host, **WHY)
    change(stay)


@pytest.mark.usefixtures("letters_go_at_once")
def test_the_letter_of_a_dropped_change_asks_for_no_signature() -> None:
    stay = a_stay()
    stay.arrive()
    change(stay)
    mail.outbox.clear()
    drop(stay.fresh(), by=stay.host, **WHY)
    (letter,) = mail.outbox
    assert "Proposed change dropped" in letter.subject
    assert "signature" not in letter.body


def test_a_stay_that_began_keeps_its_first_day() -> None:
    stay = a_stay()
    stay.arrive()
    with pytest.raises(Refused) as refused:
        stay.propose(terms=stay.terms(1, 120), **WHY)
    assert refused.value.field == "starts_on"


def test_an_extension_into_another_stay_is_refused() -> None:
    stay = a_stay()
    stay.arrive(0, 30)
    other = a_stay(profile=stay.exchange.profile)
    other.agree(40, 50)
    with pytest.raises(StaysOverlap):
        change(stay, 40)
    change(stay, 39)


def test_a_candidate_who_withdraws_while_the_agreement_is_signed() -> None:
    stay = a_stay()
    version = stay.propose()
    stay.sign(version, by=stay.person)
    cancel(stay.fresh(), by=stay.person, **WHY)
    with pytest.raises(StepNotNow, match="now stands at “Cancelled”"):
        stay.sign(version, by=stay.host)
    version.refresh_from_db()
    assert version.state == VersionState.DROPPED
    assert not Signature.objects.filter(void_at=None).exists()


def test_an_opening_closed_in_the_middle_stops_nobody_and_one_taken_off_the_site_does() -> None:
    stay = a_stay()
    opening = stay.exchange.introduction.opening
    opening.publication = PublicationState.CLOSED
    opening.save()
    version = stay.propose()
    stay.sign(version, by=stay.host)
    opening.publication = PublicationState.WITHDRAWN
    opening.save()
    with pytest.raises(OpeningGone, match="nobody is bound"):
        stay.sign(version, by=stay.person)
    assert stay.fresh().state == ExchangeState.PLANNED


def test_each_step_is_told_to_the_others_and_to_nobody_else() -> None:
    stay = a_stay()
    StaffMembershipFactory(institution=stay.exchange.introduction.opening.institution, role=StaffRole.VIEWER)
    version = stay.propose()
    assert [notice.user for notice in Notice.objects.all()] == [stay.person]
    stay.sign(version, by=stay.person)
    stay.sign(version, by=stay.host)
    assert {(notice.user, notice.title_en.rpartition(": ")[2]) for notice in Notice.objects.all()} == {
        (stay.person, "Terms proposed"),
        (stay.host, "Signed"),
        (stay.person, "Agreed, signed by both sides"),
    }


def test_overlap_is_asked_of_given_days_too() -> None:
    stay = a_stay()
    stay.agree(10, 20)
    other = Exchange(introduction=a_stay(profile=stay.exchange.profile).exchange.introduction)
    assert not other.overlapping().exists()
    assert other.overlapping(stay.today, stay.today + timedelta(days=10)).exists()
    assert not other.overlapping(stay.today, stay.today + timedelta(days=9)).exists()


def test_an_opening_taken_off_the_site_in_the_middle_is_said_the_same_everywhere() -> None:
    stay = a_stay()
    stay.propose(by=stay.host)
    opening = stay.exchange.introduction.opening
    withdraw_opening(opening, by=stay.host, reason="No funds.", language="en")
    assert [notice.topic for notice in Notice.objects.filter(user=stay.person)][-1:] == ["exchanges"]
    client = Client()
    client.force_login(stay.person)
    html = client.get(f"/en/exchanges/{stay.exchange.pk}/").content.decode()
    assert "nobody is bound by it now" in html
    assert "It is your turn." not in html
    assert "does not touch this stay" not in html
    assert "An agreement waits" not in client.get("/en/me/").content.decode()
