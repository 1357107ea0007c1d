"""Yes, no and withdrawal on the page: who, when, and what the other side then sees."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.domain.consent import agree, withdraw_consent
from accounts.models import AuditEvent, Purpose
from bases.choices import PublicationState, StaffRole
from bases.domain.publication import withdraw_opening
from bases.models import Opening
from experts.choices import Where
from experts.models import ProfileLook
from introductions import signals
from introductions.buttons import mark
from introductions.domain.answering import accept_introduction, withdraw_introduction
from introductions.domain.clock import look_after_all
from introductions.domain.errors import OpeningGone, StayStands
from introductions.models import IntroductionEvent
from matching.choices import IntroductionState, Side
from matching.models import Feedback, Introduction
from taxonomy.transitions import IllegalTransition
from tests.factories import (
    ExchangeFactory,
    IntroductionFactory,
    NominationFactory,
    OfficerFactory,
    StaffMembershipFactory,
)
from tests.introductions.people import Both, invited, logged_in, met

pytestmark = pytest.mark.django_db


def test_contact_data_is_shown_after_both_said_yes_and_not_before(letters_go_at_once: None) -> None:
    pair = invited()
    profile, mark_of_person = pair.introduction.profile, pair.person.email
    before = pair.read("host")
    assert mark_of_person not in before
    assert profile.name not in before
    assert pair.host.email not in pair.read("person")

    assert pair.press("person", "accept").status_code == 302

    assert pair.fresh.state == IntroductionState.ACCEPTED
    after = pair.read("host")
    assert mark_of_person in after
    assert profile.name in after
    pair.press("host", "withdraw")
    assert pair.fresh.state == IntroductionState.WITHDRAWN
    gone = pair.read("host")
    assert mark_of_person not in gone
    assert profile.name not in gone


def test_the_person_reads_who_of_the_host_took_part() -> None:
    pair = met()
    IntroductionEvent.objects.create(introduction=pair.introduction, step="invite", side="host", by=pair.host)
    bystander = StaffMembershipFactory(institution=pair.introduction.opening.institution).user
    html = pair.read("person")
    assert pair.host.email in html
    assert bystander.email not in html


def test_an_officer_sees_where_it_stands_but_neither_addresses_nor_messages() -> None:
    pair = met()
    logged_in(pair.host).post(f"{pair.address}messages/", {"text": "Bring the samples.", "sent": SENT})
    html = logged_in(OfficerFactory()).get(pair.address).content.decode()
    assert pair.person.email not in html
    assert "Bring the samples." not in html
    assert "Both sides accepted" in html


SENT = "5c9c8a52-6f0e-4c7e-9a43-9e0b4f2b8e01"


def test_others_find_no_such_page() -> None:
    pair = invited()
    stranger = StaffMembershipFactory(role=StaffRole.OWNER).user
    assert logged_in(stranger).get(pair.address).status_code == 404
    assert logged_in(stranger).post(pair.address, {"step": "accept"}).status_code == 404
    assert Client().get(pair.address).status_code == 302


def test_no_with_its_reasons() -> None:
    pair = invited()
    answer = pair.press("person", "decline", reason="I am expecting a child.", because="dates")
    assert answer.status_code == 302
    row = pair.fresh
    assert (row.state, row.reason, row.reason_language) == ("declined", "I am expecting a child.", "en")
    assert "I am expecting a child." in pair.read("host")
    verdict = Feedback.objects.get(profile=row.profile, opening=row.opening)
    assert (verdict.side, verdict.verdict, verdict.reason) == ("person", "not_relevant", "dates")
    assert "expecting" not in str(list(AuditEvent.objects.values_list("before", "after")))


def test_a_stale_page_changes_nothing_and_says_so() -> None:
    pair = invited()
    seen = mark(pair.fresh)
    pair.press("host", "withdraw")
    answer = logged_in(pair.person).post(pair.address, {"step": "accept", "seen": seen})
    assert answer.status_code == 409
    assert "Meanwhile this has moved on" in answer.content.decode()
    assert pair.fresh.state == IntroductionState.WITHDRAWN


def test_a_double_click_is_one_yes(letters_go_at_once: None) -> None:
    pair = invited()
    data = {"step": "accept", "seen": mark(pair.fresh)}
    person = logged_in(pair.person)
    assert [person.post(pair.address, data).status_code for _ in range(2)] == [302, 302]
    assert IntroductionEvent.objects.filter(introduction=pair.introduction, step="accept").count() == 1


@pytest.mark.parametrize("step", ["accept", "decline", "withdraw", "expire", "remind", "close", "leap", ""])
@pytest.mark.parametrize("state", ["declined", "withdrawn", "expired"])
def test_what_has_ended_stays_as_it_is(step: str, state: str) -> None:
    pair = Both(invited().introduction)
    Introduction.objects.filter(pk=pair.introduction.pk).update(state=state, came_from="offered")
    for side in Side:
        assert pair.press(side, step).status_code == 409
    assert pair.fresh.state == state
    assert not IntroductionEvent.objects.exists()


def test_a_viewer_of_the_host_reads_and_does_not_answer() -> None:
    pair = invited()
    viewer = logged_in(
        StaffMembershipFactory(institution=pair.introduction.opening.institution, role=StaffRole.VIEWER).user
    )
    assert "<button" not in viewer.get(pair.address).content.decode().split("<main")[1]
    assert viewer.post(pair.address, {"step": "withdraw", "seen": mark(pair.fresh)}).status_code == 403
    assert pair.fresh.state == IntroductionState.OFFERED


def test_each_side_withdraws_only_what_it_said() -> None:
    pair = invited()
    with pytest.raises(IllegalTransition, match="decline instead"):
        withdraw_introduction(pair.fresh, side=Side.PERSON, by=pair.person)
    withdraw_introduction(pair.fresh, side=Side.HOST, by=pair.host)
    assert pair.fresh.state == IntroductionState.WITHDRAWN


def test_what_follows_is_told_to_upper_apps_in_the_same_transaction() -> None:
    heard: list[str] = []

    def hear(introduction: Introduction, **_more: object) -> None:
        heard.append(introduction.state)

    signals.accepted.connect(hear)
    signals.ended.connect(hear)
    try:
        pair = invited()
        pair.press("person", "accept")
        pair.press("person", "withdraw")
        invited().press("person", "decline")
    finally:
        signals.accepted.disconnect(hear)
        signals.ended.disconnect(hear)
    assert heard == ["accepted", "withdrawn"]


def test_nobody_withdraws_from_a_stay_that_has_begun() -> None:
    pair = met()
    ExchangeFactory(introduction=pair.introduction, ready=True, state="under_way", came_from="agreed")
    with pytest.raises(StayStands):
        withdraw_introduction(pair.fresh, side=Side.PERSON, by=pair.person)
    assert pair.fresh.state == IntroductionState.ACCEPTED


def test_an_opening_closed_in_the_middle_can_still_be_accepted_one_withdrawn_cannot() -> None:
    pair = invited()
    opening = pair.introduction.opening
    type(opening).objects.filter(pk=opening.pk).update(publication=PublicationState.CLOSED)
    assert pair.press("person", "accept").status_code == 302
    other = invited()
    type(opening).objects.filter(pk=other.introduction.opening_id).update(
        publication=PublicationState.WITHDRAWN
    )
    with pytest.raises(OpeningGone):
        accept_introduction(other.fresh, side=Side.PERSON, by=other.person)
    assert other.fresh.person_accepted_at is None


def test_with_its_opening_what_waits_ends_at_once(letters_go_at_once: None) -> None:
    pair = invited()
    withdraw_opening(pair.introduction.opening, by=pair.host, reason="No funds.", language="en")
    assert pair.fresh.state == IntroductionState.WITHDRAWN
    assert [event.step for event in IntroductionEvent.objects.filter(introduction=pair.introduction)] == [
        "close"
    ]
    assert any(letter.to == [pair.person.email] for letter in mail.outbox)


def test_whoever_recommended_hears_of_it_without_names_if_the_person_agreed(letters_go_at_once: None) -> None:
    nomination = NominationFactory(state="accepted", came_from="sent")
    silent = invited(nomination=nomination, initiator="attache")
    silent.press("person", "decline")
    assert nomination.nominated_by.email not in [one.to[0] for one in mail.outbox]
    pair = invited(nomination=nomination, initiator="attache")
    agree(pair.person, [Purpose.ATTACHES], by=pair.person)
    pair.press("person", "decline", reason="No time.")
    [letter] = [one for one in mail.outbox if one.to == [nomination.nominated_by.email]]
    assert pair.introduction.profile.name not in letter.subject + letter.body
    assert "No time." not in letter.body
    notice = nomination.nominated_by.notices.get()
    assert notice.address == f"/nominations/{nomination.pk}/", (
        "its own page, not the desk that everybody opens"
    )


@pytest.mark.parametrize("side", list(Side))
def test_the_list_and_the_desk_say_whose_turn_it_is(side: Side) -> None:
    pair = invited()
    client = logged_in(pair.user(side))
    listed = client.get("/en/introductions/").content.decode()
    desk = client.get("/en/me/").content.decode()
    assert ("Your turn" in listed) == (side == Side.PERSON)
    assert ("Answer an invitation" in desk) == (side == Side.PERSON)
    assert pair.introduction.opening.label in listed


@pytest.mark.parametrize("purpose", [Purpose.MATCHING, Purpose.INSTITUTIONS])
def test_a_consent_taken_back_binds_the_yes_of_the_host_at_once(purpose: Purpose) -> None:
    pair = Both(IntroductionFactory(person_accepted_at=timezone.now()))
    pair.person.consents.filter(purpose=purpose).update(withdrawn_at=timezone.now())  # nobody hears of it
    assert pair.press("host", "accept").status_code == 409
    assert pair.fresh.state == IntroductionState.OFFERED
    assert pair.person.email not in pair.read("host")
    look_after_all()
    assert pair.fresh.state == IntroductionState.WITHDRAWN


def test_what_has_ended_shows_the_host_nothing_that_is_written_later() -> None:
    pair = invited()
    pair.press("person", "decline")
    pair.introduction.profile.texts.update(headline="Now a beekeeper of renown")
    html = pair.read("host")
    assert "beekeeper" not in html
    assert "Nothing of the person is shown here any more." in html
    assert "beekeeper" not in logged_in(OfficerFactory()).get(pair.address).content.decode()


def test_a_viewer_reads_no_addresses_and_is_told_of_no_turn() -> None:
    pair, waits = met(), Both(IntroductionFactory(person_accepted_at=timezone.now()))
    for one in (pair, waits):
        institution = one.introduction.opening.institution
        viewer = logged_in(StaffMembershipFactory(institution=institution, role=StaffRole.VIEWER).user)
        html = viewer.get(one.address).content.decode()
        assert one.person.email not in html
        assert "It is your turn." not in html
        assert "Your turn" not in viewer.get("/en/introductions/?of=host").content.decode()


def test_a_page_that_was_loaded_anew_is_no_double_click() -> None:
    pair = invited()
    pair.press("person", "accept")
    fresh = pair.press("person", "accept")  # with the mark of now
    assert fresh.status_code == 409


def test_a_look_with_the_name_is_noted_as_one() -> None:
    pair = invited()
    pair.read("host")
    pair.press("person", "accept")
    pair.read("host")
    look = ProfileLook.objects.get(profile=pair.introduction.profile, where=Where.INTRODUCTION)
    assert not look.blind


@pytest.mark.parametrize("number", ["9" * 30, "²", "-1", "1e3"])
def test_a_number_that_is_none_finds_nothing(number: str) -> None:
    pair = invited()
    answer = logged_in(pair.host).get("/en/introductions/", {"opening": number})
    assert answer.status_code == 200
    assert pair.introduction.opening.label not in answer.content.decode()


@pytest.mark.parametrize("side", list(Side))
def test_a_deadline_holds_before_the_clock_has_ended_it(side: Side) -> None:
    moment = "host_accepted_at" if side == Side.PERSON else "person_accepted_at"
    pair = Both(
        IntroductionFactory(**{moment: timezone.now()}, answer_due=timezone.now() - timedelta(minutes=1))
    )
    assert pair.press(side, "accept").status_code == 409
    assert pair.fresh.state == IntroductionState.OFFERED
    html = pair.read(side)
    assert "Nobody answered in time." in html
    assert 'value="accept"' not in html


def test_a_stay_under_way_is_the_next_step_itself() -> None:
    pair = met()
    stay = ExchangeFactory(introduction=pair.introduction, ready=True, state="under_way", came_from="agreed")
    page = pair.read("person")
    assert "The stay goes on, on its own page" in page
    assert "Agreement on the stay" not in page
    assert f"/en/exchanges/{stay.pk}/" in page


def test_one_whose_stay_is_over_is_no_longer_going_on() -> None:
    pair = met()
    ExchangeFactory(introduction=pair.introduction, ready=True, state="completed", came_from="under_way")
    client = logged_in(pair.host)
    title = pair.introduction.opening.label
    assert title not in client.get("/en/introductions/?of=host").content.decode().split("<main")[1]
    ended = client.get("/en/introductions/?of=host&past=1").content.decode()
    assert title in ended
    assert "Agreement on the stay" not in ended


def test_where_all_have_ended_the_list_leads_to_them() -> None:
    pair = invited()
    pair.press("person", "decline")
    page = logged_in(pair.person).get("/en/introductions/").content.decode()
    assert "Nothing is going on at the moment." in page
    assert "Ended (1)" in page
    assert "You have no introduction yet." not in page


def test_a_closed_opening_is_said_where_an_introduction_waits() -> None:
    pair = invited()
    assert "it can be answered" not in pair.read("person")
    Opening.objects.filter(pk=pair.introduction.opening_id).update(publication=PublicationState.PAUSED)
    assert "it can be answered" in pair.read("person")


def test_whoever_took_a_consent_back_reads_that_it_ended_by_that(letters_go_at_once: None) -> None:
    pair = invited()
    withdraw_consent(pair.person, purpose=Purpose.INSTITUTIONS, by=pair.person)
    [mine] = [letter for letter in mail.outbox if letter.to == [pair.person.email]]
    assert "by your consents or your profile" in mine.body
