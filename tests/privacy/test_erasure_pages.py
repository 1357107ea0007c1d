"""Asking to be erased and calling it off: double asks, forged and old links, what has to end first."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format

from accounts.domain.consent import agree, take_back
from accounts.models import AuditEvent, Consent, Purpose, User
from exchanges.models import AgreementVersion, Signature
from experts.choices import ProfileState
from experts.domain.profiles import activate_profile
from experts.models import Profile
from introductions.domain.answering import accept_introduction
from introductions.domain.beginning import invite
from introductions.domain.clock import look_after_all
from introductions.domain.errors import NotInReach
from matching.choices import ExchangeState, Side
from matching.domain.matcher import people_for
from matching.models import Exchange, Introduction
from matching.transitions import EXCHANGE
from notices.models import Notice
from outcomes.domain.stories import agree_to_story
from privacy.choices import ErasureState
from privacy.domain.erasures import NotTheirErasure, NotYet, ask_erasure, call_off, erase_due, seal
from privacy.domain.leaving import hold
from privacy.models import Erasure
from search.indexing import rebuild
from taxonomy.transitions import IllegalTransition, move
from tests.factories import (
    AgreementVersionFactory,
    ExchangeFactory,
    MatchableProfileFactory,
    OfficerFactory,
    OpenOpeningFactory,
    SignatureFactory,
    StaffMembershipFactory,
    StoryWordsFactory,
    UserFactory,
)
from tests.outcomes.conftest import reported

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery staple"
PAGE = "/en/me/data/erasure/"
Captured = Callable[..., Any]


@pytest.fixture
def person() -> User:
    user = MatchableProfileFactory(speaks={"en": "C1"}).user
    user.set_password(PASSWORD)
    user.save()
    return user


def browser_of(user: User, *, fresh: bool = True) -> Client:
    browser = Client()
    browser.force_login(user)
    if fresh:
        browser.post("/en/account/reauthenticate/", {"password": PASSWORD})
    return browser


def link_in(letter: Any) -> str:
    found = re.search(r"https?://[^/\s]+(/\S*erasure/\S+)", str(letter.body))
    assert found
    return found.group(1)


def test_a_password_is_asked_for_first(person: User) -> None:
    answer = browser_of(person, fresh=False).post(PAGE, {"sure": "on"})
    assert answer["Location"].startswith("/en/account/reauthenticate/")
    assert not Erasure.objects.exists()


def test_the_tick_is_needed(person: User) -> None:
    page = browser_of(person).post(PAGE, {})
    assert "Tick this, if you mean it." in page.content.decode()
    assert not Erasure.objects.exists()


def test_nobody_sees_the_person_from_that_moment_on(person: User) -> None:
    opening = OpenOpeningFactory(requires={"en": "B2"})
    rebuild()
    assert people_for(opening, reader=OfficerFactory()).ranked
    browser_of(person).post(PAGE, {"sure": "on"})
    assert people_for(opening, reader=OfficerFactory()).ranked == ()
    assert Profile.objects.get(user=person).state == ProfileState.HIDDEN
    assert not Consent.objects.live().filter(user=person).exists()


def test_asked_twice_is_asked_once(person: User, django_capture_on_commit_callbacks: Captured) -> None:
    browser = browser_of(person)
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            assert browser.post(PAGE, {"sure": "on"}).status_code == 302
    assert Erasure.objects.count() == 1
    assert len([one for one in mail.outbox if "will be erased" in one.subject]) == 1


def test_the_link_in_the_letter_calls_it_off_without_a_log_in(
    person: User, django_capture_on_commit_callbacks: Captured
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        browser_of(person).post(PAGE, {"sure": "on"})
    link = link_in(mail.outbox[0])
    stranger = Client()
    assert stranger.get(link).status_code == 200
    assert Erasure.objects.get().state == ErasureState.WAITING  # looking is not calling off
    assert "nothing is erased" in stranger.post(link).content.decode()
    assert "nothing is erased" in stranger.post(link).content.decode()  # a second click
    assert Erasure.objects.get().state == ErasureState.CANCELLED
    assert erase_due(timezone.now() + timedelta(days=8)) == 0
    assert User.objects.filter(pk=person.pk).exists()


def test_the_link_does_nothing_for_somebody_logged_in_as_another(person: User) -> None:
    row = ask_erasure(person, by=person)
    link = f"/en/erasure/{seal(row)}/"
    answer = browser_of(UserFactory(), fresh=False).post(link)
    assert answer.status_code == 403
    assert "This letter was written to somebody else" in answer.content.decode()
    row.refresh_from_db()
    assert row.state == ErasureState.WAITING
    assert browser_of(person, fresh=False).post(link).status_code == 200


def test_a_forged_link_answers_410_and_changes_nothing(person: User) -> None:
    row = ask_erasure(person, by=person)
    forged = seal(row).replace(":", "x:", 1)
    assert Client().post(f"/en/erasure/{forged}/").status_code == 410
    assert Client().post("/en/erasure/1/").status_code == 410
    row.refresh_from_db()
    assert row.state == ErasureState.WAITING


def test_after_the_erasure_the_link_says_that_it_is_over(person: User) -> None:
    row = ask_erasure(person, by=person)
    link = f"/en/erasure/{seal(row)}/"
    erase_due(timezone.now() + timedelta(days=8))
    answer = Client().post(link)
    assert answer.status_code == 410
    assert "erased already" in answer.content.decode()


def test_it_is_called_off_from_the_account_and_asked_again(person: User) -> None:
    browser = browser_of(person)
    browser.post(PAGE, {"sure": "on"})
    browser.post("/en/me/data/erasure/call-off/")
    browser.post("/en/me/data/erasure/call-off/")  # there is nothing any more, and the page says so
    browser.post(PAGE, {"sure": "on"})
    assert list(Erasure.objects.order_by("pk").values_list("state", flat=True)) == ["cancelled", "waiting"]


def test_a_signed_stay_has_to_end_first(person: User) -> None:
    stay = ExchangeFactory.create(introduction__profile=person.profile, ready=True)
    move(stay, ExchangeState.AGREED, table=EXCHANGE)
    page = browser_of(person).post(PAGE, {"sure": "on"})
    assert page.status_code == 409
    assert "End or cancel it first" in page.content.decode()
    assert not Erasure.objects.exists()
    assert Consent.objects.live().filter(user=person).count() == 2
    move(stay, ExchangeState.CANCELLED, table=EXCHANGE)
    assert browser_of(person).post(PAGE, {"sure": "on"}).status_code == 302


def test_who_signed_meanwhile_is_not_erased(person: User) -> None:
    ask_erasure(person, by=person)
    stay = ExchangeFactory.create(introduction__profile=person.profile, ready=True)
    move(stay, ExchangeState.AGREED, table=EXCHANGE)
    assert erase_due(timezone.now() + timedelta(days=8)) == 0
    assert User.objects.filter(pk=person.pk).exists()
    assert Exchange.objects.get().state == ExchangeState.AGREED


def test_who_cannot_be_erased_yet_is_told_once_and_officers_look_after_it(
    person: User, django_capture_on_commit_callbacks: Captured
) -> None:
    officer = OfficerFactory()
    row = ask_erasure(person, by=person)
    stay = ExchangeFactory.create(introduction__profile=person.profile, ready=True)
    move(stay, ExchangeState.AGREED, table=EXCHANGE)
    Erasure.objects.update(
        asked_at=timezone.now() - timedelta(days=8), due_at=timezone.now() - timedelta(days=1)
    )
    row.refresh_from_db()
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert [erase_due(timezone.now() + timedelta(minutes=n)) for n in (0, 1)] == [0, 0]
    letters = [one for one in mail.outbox if one.to == [person.email]]
    assert ["the host relies on it" in letter.body for letter in letters] == [True]
    assert f"from {date_format(stay.starts_on)} to {date_format(stay.ends_on)}" in letters[0].body
    assert Notice.objects.filter(user=officer).count() == 1
    page = browser_of(officer, fresh=False).get("/en/data/requests/").content.decode()
    assert f"Erasure No. {row.pk}" in page
    assert (row.asked_at + timedelta(days=30)).date().isoformat() in page
    assert (
        "Look after an erasure that waits" in browser_of(officer, fresh=False).get("/en/me/").content.decode()
    )
    move(stay, ExchangeState.CANCELLED, table=EXCHANGE)
    assert erase_due(timezone.now() + timedelta(hours=1)) == 1


def test_the_last_owner_of_an_institution_hands_it_over_first(person: User) -> None:
    mine = StaffMembershipFactory(user=person, role="owner")
    StaffMembershipFactory(institution=mine.institution, role="editor")
    with pytest.raises(NotYet):
        ask_erasure(person, by=person)


@pytest.fixture
def dealings(person: User) -> dict[str, Introduction]:
    """An offer that waits for the person, one that both said yes to, and a stay whose terms the host has signed."""
    found = {}
    for name in ("offered", "accepted", "agreeing"):
        opening = OpenOpeningFactory(places=2)
        host = StaffMembershipFactory(institution=opening.institution).user
        found[name] = invite(opening, person.profile, by=host)
        if name != "offered":
            accept_introduction(found[name], side=Side.PERSON, by=person)
        if name == "accepted":
            Exchange.objects.filter(introduction=found[name]).delete()
        if name == "agreeing":
            version = AgreementVersionFactory(exchange=found[name].exchange)
            SignatureFactory(version=version, side=Side.HOST, by=host)
    return found


def states(found: dict[str, Introduction]) -> list[str]:
    now = dict(Introduction.objects.values_list("pk", "state"))
    return [now[row.pk] for row in found.values()]


def test_what_runs_goes_on_for_the_week_and_is_there_after_a_call_off(
    person: User, dealings: dict[str, Introduction], django_capture_on_commit_callbacks: Captured
) -> None:
    before = states(dealings)
    with django_capture_on_commit_callbacks(execute=True):
        row = ask_erasure(person, by=person)
    look_after_all()
    assert states(dealings) == before == ["offered", "accepted", "accepted"]
    assert Signature.objects.count() == 1
    assert dealings["agreeing"].exchange.state == ExchangeState.PLANNED
    host = dealings["offered"].opening.institution.staff_memberships.get().user
    page = browser_of(host, fresh=False).get(f"/en/introductions/{dealings['offered'].pk}/").content.decode()
    assert "Nothing of the person is shown here any more." in page
    with pytest.raises(NotInReach):
        accept_introduction(dealings["offered"], side=Side.PERSON, by=person)

    with django_capture_on_commit_callbacks(execute=True):
        call_off(row, by=person)
    look_after_all()
    assert states(dealings) == before
    activate_profile(Profile.objects.get(user=person), by=person)
    agree(person, [Purpose.MATCHING, Purpose.INSTITUTIONS], by=person)
    accept_introduction(dealings["offered"], side=Side.PERSON, by=person)


def test_whoever_stays_hidden_after_calling_off_has_a_week_to_come_back(
    person: User, dealings: dict[str, Introduction], time_machine: Any
) -> None:
    call_off(ask_erasure(person, by=person), by=person)
    time_machine.move_to(timezone.now() + timedelta(days=8))
    look_after_all()
    assert states(dealings) == ["withdrawn", "accepted", "accepted"]


@pytest.mark.parametrize("purpose", [Purpose.MATCHING, Purpose.INSTITUTIONS])
def test_a_consent_withdrawn_after_calling_off_counts_at_once(
    person: User,
    dealings: dict[str, Introduction],
    purpose: Purpose,
    django_capture_on_commit_callbacks: Captured,
) -> None:
    call_off(ask_erasure(person, by=person), by=person)
    activate_profile(Profile.objects.get(user=person), by=person)
    agree(person, [Purpose.MATCHING, Purpose.INSTITUTIONS], by=person)
    look_after_all()
    assert states(dealings) == ["offered", "accepted", "accepted"]
    with django_capture_on_commit_callbacks(execute=True):
        take_back(person, purpose=purpose, by=person)
    assert states(dealings) == ["withdrawn", "accepted", "accepted"]


def test_what_runs_ends_with_the_person(person: User, dealings: dict[str, Introduction]) -> None:
    ask_erasure(person, by=person)
    assert erase_due(timezone.now() + timedelta(days=8)) == 1
    assert states(dealings) == ["declined", "withdrawn", "withdrawn"]
    assert Exchange.objects.get().state == ExchangeState.CANCELLED


def test_what_ends_and_who_still_sees_them_is_said_by_name_before_and_after_in_page_and_letters(
    person: User, dealings: dict[str, Introduction], django_capture_on_commit_callbacks: Captured
) -> None:
    names = [row.opening.label for row in dealings.values()]
    browser = browser_of(person)
    before = browser.get(PAGE).content.decode()
    assert all(name in before for name in names)
    assert "Who still sees you for these seven days" in before
    with django_capture_on_commit_callbacks(execute=True):
        after = browser.post(PAGE, {"sure": "on"}, follow=True).content.decode()
        browser.post("/en/me/data/erasure/call-off/")
    assert all(name in after for name in names)
    assert "Whoever deals with you already still sees you" in after
    asked, called_off = mail.outbox[-2:]
    assert all(name in letter.body for name in names for letter in (asked, called_off))
    assert f"/en/exchanges/{dealings['agreeing'].exchange.pk}/" in str(asked.body)


def test_whoever_has_signed_reads_what_the_hosts_signature_would_do(
    person: User, dealings: dict[str, Introduction]
) -> None:
    page = browser_of(person)
    assert "Once the host signs as well" not in page.get(PAGE).content.decode()
    SignatureFactory(version=AgreementVersion.objects.get(), side=Side.PERSON, by=person)
    assert "Once the host signs as well" in page.get(PAGE).content.decode()


def test_a_story_is_taken_back_at_once_and_the_call_off_says_that_it_does_not_return(
    person: User, django_capture_on_commit_callbacks: Captured
) -> None:
    outcome = reported(exchange__introduction__profile=person.profile)
    StoryWordsFactory(outcome=outcome, side=Side.HOST, text="We met.", language="en")
    agree_to_story(outcome, side=Side.PERSON, by=person)
    browser = browser_of(person)
    assert f"/en/outcomes/{outcome.pk}/" in browser.get(PAGE).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(PAGE, {"sure": "on"})
        outcome.refresh_from_db()
        assert outcome.person_released_at is None
        call_off(Erasure.objects.get(), by=person)
    letter = str(mail.outbox[-1].body)
    assert "do not return by themselves" in letter
    assert f"/en/outcomes/{outcome.pk}/" in letter


def test_nobody_asks_for_somebody_else(person: User) -> None:
    with pytest.raises(NotTheirErasure):
        ask_erasure(person, by=UserFactory())


def test_a_second_run_erases_nobody_twice(person: User) -> None:
    ask_erasure(person, by=person)
    later = timezone.now() + timedelta(days=8)
    assert [erase_due(later), erase_due(later)] == [1, 0]
    assert AuditEvent.objects.filter(verb="erased").count() == 1


def test_what_is_over_cannot_be_called_off(person: User) -> None:
    row = ask_erasure(person, by=person)
    call_off(row, by=person)
    with pytest.raises(IllegalTransition):
        call_off(row, by=person)


def test_one_that_fails_is_tried_again_and_stops_nobody_else(
    person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = MatchableProfileFactory().user
    for user in (person, other):
        ask_erasure(user, by=user)
    later, broken = timezone.now() + timedelta(days=8), person.pk

    def fails(user: User) -> None:
        if user.pk == broken:
            raise RuntimeError("not now")

    monkeypatch.setattr("privacy.domain.erasures.leave_what_runs", fails)
    with pytest.raises(RuntimeError):
        erase_due(later)
    assert [User.objects.filter(pk=one.pk).exists() for one in (person, other)] == [True, False]
    monkeypatch.undo()
    assert erase_due(later) == 1


def test_somebody_without_a_profile_is_erased_as_well() -> None:
    user = UserFactory(name="Only Reads")
    ask_erasure(user, by=user)
    assert erase_due(timezone.now() + timedelta(days=8)) == 1
    assert not User.objects.filter(pk=user.pk).exists()


def test_rows_are_held_in_their_order_and_the_user_last(person: User) -> None:
    """Of docs/decisions/0019: who tells the user of a step holds the row of the step."""
    with CaptureQueriesContext(connection) as captured, transaction.atomic():
        hold(person)
    order = ["matching_outcome", "matching_exchange", "matching_introduction", "experts_nomination"]
    held = [re.match(r'SELECT .*? FROM "(\w+)"', query["sql"]) for query in captured.captured_queries]
    tables = [found[1] for found in held if found]
    assert [table for table in tables if table in order] == order
    assert tables[-2:] == ["experts_profile", "accounts_user"]
