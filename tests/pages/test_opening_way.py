"""The pages on which an opening goes its way: state and steps for its team, queue and review for officers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import User
from bases.choices import OpeningStep, PublicationState, Sensitivity, StaffRole
from bases.models import Opening, OpeningEvent
from bases.opening_steps_form import state_of
from search.indexing import rebuild
from tests.factories import (
    MatchableProfileFactory,
    OfficerFactory,
    OpeningFactory,
    OpenOpeningFactory,
    StaffMembershipFactory,
)

pytestmark = pytest.mark.django_db


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def member(opening: Opening, role: str = StaffRole.EDITOR) -> Client:
    return logged_in(StaffMembershipFactory(institution=opening.institution, role=role).user)


def press(client: Client, opening: Opening, step: str, page: str = "state", **more: Any) -> Any:
    """The button of `step`, as the page shows it now."""
    fresh = Opening.objects.get(pk=opening.pk)
    data = {"seen": state_of(fresh), "step": step, "sure": "on"} | more
    return client.post(f"/en/openings/{opening.pk}/{page}/", data)


def stands(opening: Opening) -> tuple[str, str]:
    fresh = Opening.objects.get(pk=opening.pk)
    return fresh.publication, fresh.sensitivity


def test_from_draft_to_public_and_closed(letters_go_at_once: None) -> None:
    opening = OpeningFactory()
    team, officer = member(opening), logged_in(OfficerFactory())
    press(team, opening, "submit")
    queue = officer.get("/en/openings/review/").content.decode()
    assert f"/en/openings/{opening.pk}/review/" in queue
    press(officer, opening, "return", page="review", reason="Name the pay.")
    assert "Name the pay." in team.get(f"/en/openings/{opening.pk}/state/").content.decode()
    press(team, opening, "submit")
    answer = press(officer, opening, "publish", page="review")
    assert answer.url == "/en/openings/review/"
    assert stands(opening) == ("open", "clear")
    assert Client().get(f"/en/openings/{opening.pk}/").status_code == 200
    for step, state in (("pause", "paused"), ("resume", "open"), ("fill", "filled"), ("close", "closed")):
        assert press(team, opening, step).status_code == 302
        assert stands(opening)[0] == state
    html = team.get(f"/en/openings/{opening.pk}/state/").content.decode()
    assert html.count("a programme officer") == 3  # returned, cleared, published: not by name
    assert len(mail.outbox) == 3


def test_what_is_missing_leads_to_the_editor() -> None:
    opening = OpeningFactory(text__requirements=[])
    html = member(opening).get(f"/en/openings/{opening.pk}/state/").content.decode()
    assert f'href="/en/openings/{opening.pk}/edit/#id_requirements_en"' in html
    assert 'value="submit"' not in html
    assert press(member(opening), opening, "submit").status_code == 409


def test_a_stale_page_changes_nothing_and_says_so() -> None:
    opening = OpenOpeningFactory()
    team = member(opening)
    seen = state_of(opening)
    press(team, opening, "pause")
    answer = team.post(f"/en/openings/{opening.pk}/state/", {"seen": seen, "step": "fill"})
    assert answer.status_code == 409
    assert "Meanwhile this has moved on" in answer.content.decode()
    assert stands(opening)[0] == "paused"


def test_a_double_click_is_one_step() -> None:
    opening = OpenOpeningFactory()
    team, data = member(opening), {"seen": state_of(opening), "step": "pause"}
    answers = [team.post(f"/en/openings/{opening.pk}/state/", data).status_code for _ in range(2)]
    assert answers == [302, 302]
    assert OpeningEvent.objects.filter(opening=opening).count() == 1


@pytest.mark.parametrize("step", ["publish", "leap", "", "expire", "recall"])
def test_a_forged_step_changes_nothing(step: str) -> None:
    opening = OpeningFactory(publication=PublicationState.IN_REVIEW)
    answer = press(member(opening), opening, step)
    assert answer.status_code == 409
    assert "Choose one of the steps on this page." in answer.content.decode()
    assert stands(opening)[0] == "in_review"


def test_a_viewer_reads_and_takes_no_step() -> None:
    opening = OpenOpeningFactory()
    viewer = member(opening, StaffRole.VIEWER)
    html = viewer.get(f"/en/openings/{opening.pk}/state/").content.decode()
    assert 'name="step"' not in html
    assert press(viewer, opening, "pause").status_code == 403
    assert stands(opening)[0] == "open"


@pytest.mark.parametrize("reason", ["", "   "])
def test_withdrawing_needs_a_reason_and_keeps_the_page(reason: str) -> None:
    opening = OpenOpeningFactory()
    team = member(opening)
    answer = press(team, opening, "withdraw", reason=reason)
    assert answer.status_code == 200
    assert "Write why; the other side reads it." in answer.content.decode()
    assert stands(opening)[0] == "open"
    press(team, opening, "withdraw", reason="The laboratory moves.")
    assert stands(opening)[0] == "withdrawn"
    assert Client().get(f"/en/openings/{opening.pk}/").status_code == 410


def test_what_is_held_takes_two_officers() -> None:
    opening = OpeningFactory(publication=PublicationState.IN_REVIEW)
    first, second = logged_in(OfficerFactory()), logged_in(OfficerFactory())
    press(first, opening, "hold", page="review", reason="Dual use?")
    assert stands(opening) == ("in_review", "held")
    assert "Held as sensitive" in first.get("/en/openings/review/?held=1").content.decode()
    press(first, opening, "clear", page="review", reason="Civil.")
    again = press(first, opening, "clear", page="review", reason="Civil, truly.")
    assert stands(opening) == ("in_review", "held")
    assert again.status_code in (302, 409)
    press(second, opening, "clear", page="review", reason="I agree.")
    assert stands(opening) == ("in_review", "clear")
    press(second, opening, "publish", page="review")
    assert stands(opening) == ("open", "clear")


def test_an_officer_of_the_house_sees_no_buttons() -> None:
    opening = OpeningFactory(publication=PublicationState.IN_REVIEW)
    officer = OfficerFactory()
    StaffMembershipFactory(user=officer, institution=opening.institution)
    html = logged_in(officer).get(f"/en/openings/{opening.pk}/review/").content.decode()
    assert "Another officer decides" in html
    assert press(logged_in(officer), opening, "publish", page="review").status_code == 403


def test_an_unverified_institution_is_told_when_its_opening_cannot_be_published() -> None:
    opening = OpeningFactory(
        publication=PublicationState.IN_REVIEW, base__institution__verification="pending"
    )
    answer = press(logged_in(OfficerFactory()), opening, "publish", page="review")
    assert answer.status_code == 409
    assert "The institution is not verified" in answer.content.decode()
    assert stands(opening) == ("in_review", "unchecked")


def test_a_later_deadline_is_given_in_its_own_zone() -> None:
    opening = OpenOpeningFactory(
        deadline=timezone.now() + timedelta(days=3), deadline_zone="Pacific/Auckland"
    )
    team, was = member(opening), opening.local_deadline
    day = was.date() + timedelta(days=30)
    address = f"/en/openings/{opening.pk}/postpone/"
    early = team.post(address, {"later-day": f"{was.date():%Y-%m-%d}"})
    assert "Choose a day later than the deadline it has" in early.content.decode()
    assert team.post(address, {"later-day": f"{day:%Y-%m-%d}"}).status_code == 302
    moved = Opening.objects.get(pk=opening.pk).local_deadline
    assert (moved.date(), f"{moved:%H:%M}") == (day, f"{was:%H:%M}")


def test_the_queue_asks_as_often_for_many_as_for_few(
    django_assert_max_num_queries: Any, django_assert_num_queries: Any
) -> None:
    officer = logged_in(OfficerFactory())
    for _ in range(2):
        OpeningFactory(publication=PublicationState.IN_REVIEW)
    officer.get("/en/openings/review/")
    with django_assert_max_num_queries(60) as few:
        officer.get("/en/openings/review/")
    for _ in range(12):
        OpeningFactory(publication=PublicationState.IN_REVIEW)
    with django_assert_num_queries(len(few)):
        officer.get("/en/openings/review/")


def test_overdue_ones_stand_first_and_say_so() -> None:
    late, fresh = (OpeningFactory(publication=PublicationState.IN_REVIEW) for _ in range(2))
    OpeningEvent.objects.create(opening=fresh, step=OpeningStep.SUBMIT)
    OpeningEvent.objects.create(opening=late, step=OpeningStep.SUBMIT, at=timezone.now() - timedelta(days=9))
    html = logged_in(OfficerFactory()).get("/en/openings/review/").content.decode()
    assert html.index(f"/openings/{late.pk}/review/") < html.index(f"/openings/{fresh.pk}/review/")
    assert "working days overdue" in html


def test_the_editor_counts_who_would_fit() -> None:
    opening = OpeningFactory()
    MatchableProfileFactory()
    rebuild()
    team = member(opening)
    html = team.get(f"/en/openings/{opening.pk}/fit/", HTTP_HX_REQUEST="true").content.decode()
    assert "People who would fit" in html
    assert "<html" not in html
    pending = OpeningFactory(base__institution__verification="pending")
    html = member(pending).get(f"/en/openings/{pending.pk}/fit/", HTTP_HX_REQUEST="true").content.decode()
    assert "Counted once an officer has verified the institution." in html


def test_the_preview_is_what_visitors_see() -> None:
    opening = OpenOpeningFactory()
    html = member(opening).get(f"/en/openings/{opening.pk}/?preview=1").content.decode()
    assert "This is how visitors see it" in html
    assert "Read the shortlist" not in html
    assert (
        "This is how visitors see it"
        not in Client().get(f"/en/openings/{opening.pk}/?preview=1").content.decode()
    )


def test_sensitivity_stays_with_the_officers_after_a_change() -> None:
    opening = OpenOpeningFactory()
    team = member(opening)
    press(team, opening, "close")
    press(team, opening, "reopen")
    press(team, opening, "submit")
    assert stands(opening) == ("in_review", Sensitivity.UNCHECKED)


def test_words_that_changed_since_the_officer_looked_are_not_published() -> None:
    opening = OpeningFactory(publication=PublicationState.IN_REVIEW)
    team, officer = member(opening), logged_in(OfficerFactory())
    seen = state_of(opening)
    press(team, opening, "take_back")
    opening.texts.update(title="Other words")
    press(team, opening, "submit")
    data = {"seen": seen, "step": "publish"}
    answer = officer.post(f"/en/openings/{opening.pk}/review/", data)
    assert answer.status_code == 409
    assert stands(opening) == ("in_review", "unchecked")


def test_handing_in_twice_by_a_double_click_is_no_error() -> None:
    opening = OpeningFactory(declared="yes", declaration="Civil.", declaration_language="en")
    team, data = member(opening), {"seen": state_of(opening), "step": "submit"}
    answers = [team.post(f"/en/openings/{opening.pk}/state/", data).status_code for _ in range(2)]
    assert answers == [302, 302]


def test_an_officer_in_the_team_leaves_no_count_to_colleagues_that_is_not_theirs() -> None:
    opening = OpeningFactory()
    shown = MatchableProfileFactory()
    shown.user.consents.filter(purpose="institutions").delete()
    rebuild()
    officer = OfficerFactory()
    StaffMembershipFactory(user=officer, institution=opening.institution)
    address = f"/en/openings/{opening.pk}/fit/"
    first = logged_in(officer).get(address, HTTP_HX_REQUEST="true").content.decode()
    second = member(opening).get(address, HTTP_HX_REQUEST="true").content.decode()
    assert "data-people>1<" in first
    assert "data-people>0<" in second


def test_closing_asks_for_a_tick() -> None:
    opening = OpenOpeningFactory()
    team = member(opening)
    answer = press(team, opening, "close", sure="")
    assert "Tick this, if you mean it." in answer.content.decode()
    assert stands(opening)[0] == "open"


def test_the_first_officer_has_no_button_to_clear_twice() -> None:
    opening = OpeningFactory(publication=PublicationState.IN_REVIEW, sensitivity=Sensitivity.HELD)
    first = logged_in(OfficerFactory())
    press(first, opening, "clear", page="review", reason="Civil.")
    html = first.get(f"/en/openings/{opening.pk}/review/").content.decode()
    assert 'value="clear"' not in html
    assert "another officer has to agree" in html


@pytest.mark.parametrize("address", ["postpone", "copy"])
def test_an_address_of_a_button_leads_to_the_state(address: str) -> None:
    opening = OpenOpeningFactory()
    answer = member(opening).get(f"/en/openings/{opening.pk}/{address}/")
    assert answer.url == f"/en/openings/{opening.pk}/state/"


def test_a_refused_later_deadline_is_told_at_the_top_with_the_last_day_that_would_do() -> None:
    opening = OpenOpeningFactory(starts_until=timezone.localdate() + timedelta(days=70))
    html = (
        member(opening)
        .post(f"/en/openings/{opening.pk}/postpone/", {"later-day": "2099-01-01"})
        .content.decode()
    )
    assert 'role="alert"' in html
    assert f"At the latest {opening.starts_until}" in html


def test_the_desk_of_a_host_begins_with_what_is_to_be_done() -> None:
    public = OpenOpeningFactory(deadline=timezone.now() + timedelta(days=1))
    draft, waiting = (
        OpeningFactory(base=public.base, publication=state, deadline=timezone.now() + timedelta(days=90))
        for state in (PublicationState.DRAFT, PublicationState.IN_REVIEW)
    )
    html = member(public).get("/en/me/").content.decode()
    places = [html.index(f'/openings/{one.pk}/state/"') for one in (draft, waiting, public)]
    assert places == sorted(places)
