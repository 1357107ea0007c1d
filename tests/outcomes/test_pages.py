"""What both sides see and send on their pages, and what they get who send something else."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.domain.editing import mark_of
from accounts.models import User
from bases.choices import StaffRole
from exchanges.choices import ExchangeStep
from exchanges.models import ExchangeEvent
from matching.choices import OutcomeState, Side
from matching.models import Outcome
from outcomes.buttons import mark
from outcomes.choices import OutcomeStep
from outcomes.domain.evaluations import send_evaluation
from outcomes.domain.parties import opening_of
from outcomes.domain.reports import read_report
from outcomes.models import Evaluation, Report, ReportedWork
from tests.factories import (
    AdministratorFactory,
    OfficerFactory,
    OutcomeFactory,
    StaffMembershipFactory,
    StoryWordsFactory,
)
from tests.outcomes.conftest import SAID, reported, send, voices

SECRET = "Planted words that nobody may read yet."


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(outcome: Outcome, name: str = "outcome") -> str:
    return reverse(f"outcomes:{name}", args=[outcome.pk])


def form_of(outcome: Outcome, side: Side, *works: dict[str, str], **other: Any) -> dict[str, Any]:
    data = {
        "seen": mark_of(read_report(outcome, side)),
        "summary": "Two lasers were aligned.",
        "trainees": "2",
        "follow_up": "project",
        "plans": "",
        "language": "en",
        "works-TOTAL_FORMS": str(len(works)),
        "works-INITIAL_FORMS": "0",
        "works-MIN_NUM_FORMS": "0",
        "works-MAX_NUM_FORMS": "50",
        "send": "1",
    }
    for number, work in enumerate(works):
        data |= {f"works-{number}-{name}": value for name, value in work.items()}
    return {name: value for name, value in (data | other).items() if value is not None}


def evaluating(**other: str) -> dict[str, str]:
    said = {"results": "4", "together": "5", "organised": "3", "again": "yes", "words": "", "language": "en"}
    return said | {"sure": "on"} | other


def test_a_report_is_kept_as_a_draft_that_the_other_side_does_not_see(outcome: Outcome) -> None:
    who = voices(outcome)
    person = as_user(who[Side.PERSON])

    answer = person.post(
        at(outcome, "report"), form_of(outcome, Side.PERSON, summary=SECRET, send=None), follow=True
    )

    assert SECRET in answer.content.decode()
    outcome.refresh_from_db()
    assert outcome.state == OutcomeState.DUE
    for other in (who[Side.HOST], OfficerFactory(), AdministratorFactory()):
        assert SECRET not in as_user(other).get(at(outcome)).content.decode()
    assert SECRET in person.get(at(outcome, "report")).content.decode()


def test_both_reports_complete_the_outcome_and_the_other_side_is_told(
    outcome: Outcome, letters_go_at_once: None
) -> None:
    who = voices(outcome)
    paper = {"kind": "publication", "title": "", "doi": "https://doi.org/10.1000/ABC", "number": ""}

    first = as_user(who[Side.HOST]).post(at(outcome, "report"), form_of(outcome, Side.HOST, paper))
    assert first.status_code == 302
    assert [letter.to for letter in mail.outbox] == [[who[Side.PERSON].email]]
    second = as_user(who[Side.PERSON]).post(at(outcome, "report"), form_of(outcome, Side.PERSON, paper))
    assert second.status_code == 302

    outcome.refresh_from_db()
    assert outcome.state == OutcomeState.COMPLETE
    assert list(ReportedWork.objects.values_list("doi", flat=True)) == ["10.1000/abc"] * 2
    assert list(outcome.events.values_list("step", "side")) == [
        (OutcomeStep.REPORT, Side.HOST),
        (OutcomeStep.COMPLETE, Side.PERSON),
    ]


def test_a_report_sent_twice_is_one(outcome: Outcome) -> None:
    who = voices(outcome)
    for side in Side:
        data = form_of(outcome, side)
        for _ in range(2):
            assert as_user(who[side]).post(at(outcome, "report"), data).status_code == 302
    assert outcome.events.count() == 2


def test_a_report_is_corrected_until_both_are_in(outcome: Outcome) -> None:
    host = as_user(voices(outcome)[Side.HOST])
    send(outcome, Side.HOST)

    host.post(at(outcome, "report"), form_of(outcome, Side.HOST, summary="Three lasers."))
    assert Report.objects.get().summary == "Three lasers."
    send(outcome, Side.PERSON)
    late = host.post(at(outcome, "report"), form_of(outcome, Side.HOST, summary="Four lasers."))

    assert late.status_code == 409
    assert "the reports stay as they are" in late.content.decode()
    assert Report.objects.get(side=Side.HOST).summary == "Three lasers."


def test_two_of_the_team_at_once_lose_nothing(outcome: Outcome) -> None:
    who = voices(outcome)[Side.HOST]
    stale = form_of(outcome, Side.HOST, summary="From the other window.")
    as_user(who).post(at(outcome, "report"), form_of(outcome, Side.HOST, summary="Mine.", send=None))

    answer = as_user(who).post(at(outcome, "report"), stale)

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Mine." in page
    assert "From the other window." in page
    assert Report.objects.get().summary == "Mine."


@pytest.mark.parametrize(
    ("row", "error"),
    [
        ({"kind": "publication", "title": "A", "doi": "11.1000/x"}, "A DOI looks like"),
        ({"kind": "publication", "title": "A", "doi": "not a doi"}, "A DOI looks like"),
        ({"kind": "publication", "title": "A", "doi": "10.1000/" + "x" * 300}, "At most"),
        ({"kind": "publication", "title": "x" * 301, "doi": ""}, "At most"),
        ({"kind": "", "title": "Something", "doi": ""}, "Choose the kind"),
        ({"kind": "patent", "title": "", "doi": ""}, "Write the title"),
        ({"kind": "patent", "title": "!!!", "doi": ""}, "in letters"),
        ({"kind": "castle", "title": "A", "doi": ""}, "Select a valid choice"),
    ],
)
def test_a_work_that_cannot_be_is_told_beside_its_row(
    outcome: Outcome, row: dict[str, str], error: str
) -> None:
    host = as_user(voices(outcome)[Side.HOST])

    answer = host.post(at(outcome, "report"), form_of(outcome, Side.HOST, {"number": ""} | row))

    assert answer.status_code == 200
    assert error in answer.content.decode()
    assert not Report.objects.exists()


def test_bad_reports_change_nothing(outcome: Outcome) -> None:
    host = as_user(voices(outcome)[Side.HOST])
    twice = {"kind": "publication", "title": "", "doi": "10.1000/a", "number": ""}
    for data in (
        form_of(outcome, Side.HOST, summary=""),
        form_of(outcome, Side.HOST, summary="x" * 5001),
        form_of(outcome, Side.HOST, trainees="-1"),
        form_of(outcome, Side.HOST, trainees="many"),
        form_of(outcome, Side.HOST, trainees="1000"),
        form_of(outcome, Side.HOST, follow_up="war"),
        form_of(outcome, Side.HOST, language="tlh"),
        form_of(outcome, Side.HOST, twice, twice),
        form_of(outcome, Side.HOST, **{"works-TOTAL_FORMS": "9999"}),
        {"send": "1"},
    ):
        assert host.post(at(outcome, "report"), data).status_code == 200
    outcome.refresh_from_db()
    assert outcome.state == OutcomeState.DUE
    assert not Report.objects.exists()


def test_nobody_else_reports(outcome: Outcome) -> None:
    institution = opening_of(outcome).institution
    viewer = StaffMembershipFactory(institution=institution, role=StaffRole.VIEWER).user
    stranger = voices(OutcomeFactory.create())[Side.PERSON]
    for user, status in ((viewer, 403), (OfficerFactory(), 403), (stranger, 404)):
        for name in ("report", "evaluation", "story"):
            assert as_user(user).post(at(outcome, name), form_of(outcome, Side.HOST)).status_code == status
    assert not Report.objects.exists()


def test_evaluations_stay_closed_until_both_are_sent(outcome: Outcome) -> None:
    who = voices(outcome)
    sent = as_user(who[Side.HOST]).post(at(outcome, "evaluation"), evaluating(words=SECRET), follow=True)
    assert "You read the other side&#x27;s once both are open." in sent.content.decode()
    evaluation = Evaluation.objects.get()
    administrator = AdministratorFactory()
    looking = (who[Side.PERSON], OfficerFactory(), administrator)

    assert SECRET in as_user(who[Side.HOST]).get(at(outcome)).content.decode()
    for user in looking:
        assert SECRET not in as_user(user).get(at(outcome)).content.decode()
        assert not Evaluation.objects.visible_to(user).exists()
    change = reverse("admin:outcomes_evaluation_change", args=[evaluation.pk])
    assert as_user(administrator).get(change).status_code == 302
    listed = as_user(administrator).get(reverse("admin:outcomes_evaluation_changelist")).content.decode()
    assert f"/evaluation/{evaluation.pk}/" not in listed

    answer = as_user(who[Side.PERSON]).post(at(outcome, "evaluation"), evaluating(), follow=True)
    assert "Both evaluations are open now, and stand below." in answer.content.decode()
    assert "The person about the host" in answer.content.decode()
    for user in looking:
        assert SECRET in as_user(user).get(at(outcome)).content.decode()
    assert SECRET in as_user(administrator).get(change).content.decode()


def test_evaluations_open_when_their_days_have_passed_and_close_for_writing(outcome: Outcome) -> None:
    who = voices(outcome)
    as_user(who[Side.HOST]).post(at(outcome, "evaluation"), evaluating(words=SECRET))
    Outcome.objects.update(due_on=timezone.localdate())
    person = as_user(who[Side.PERSON])
    assert SECRET not in person.get(at(outcome)).content.decode()

    Outcome.objects.update(due_on=timezone.localdate() - timedelta(days=1))

    assert SECRET in person.get(at(outcome)).content.decode()
    late = person.post(at(outcome, "evaluation"), evaluating())
    assert late.status_code == 409
    assert "none is written any more" in late.content.decode()
    assert Evaluation.objects.count() == 1


def test_evaluations_open_and_close_at_one_moment_whatever_clock_the_reader_has_chosen(
    outcome: Outcome,
) -> None:
    who = voices(outcome)
    Outcome.objects.update(due_on=date(2026, 12, 20))  # ends in Beijing at 16:00 UTC
    person = who[Side.PERSON]
    with time_machine.travel(datetime(2026, 12, 20, 15, 30, tzinfo=UTC)):
        as_user(who[Side.HOST]).post(at(outcome, "evaluation"), evaluating(words=SECRET))
        person.time_zone = "Pacific/Kiritimati"  # there it is the next day
        person.save()
        page = as_user(person).get(at(outcome)).content.decode()
        assert SECRET not in page
        assert at(outcome, "evaluation") in page
    with time_machine.travel(datetime(2026, 12, 20, 16, 30, tzinfo=UTC)):
        person.time_zone = "America/Los_Angeles"  # there it is still the day
        person.save()
        assert SECRET in as_user(person).get(at(outcome)).content.decode()
        assert as_user(person).post(at(outcome, "evaluation"), evaluating()).status_code == 409


def test_an_evaluation_sent_twice_is_one_and_a_bad_one_is_none(outcome: Outcome) -> None:
    host = as_user(voices(outcome)[Side.HOST])
    for bad in (
        evaluating(results="6"),
        evaluating(results=""),
        evaluating(sure=""),
        evaluating(words="x" * 3001),
        evaluating(again="never"),
        {},
    ):
        assert host.post(at(outcome, "evaluation"), bad).status_code == 200
    assert not Evaluation.objects.exists()
    for _ in range(2):
        assert host.post(at(outcome, "evaluation"), evaluating()).status_code == 302
    assert Evaluation.objects.count() == 1


def agreeing(outcome: Outcome, step: str = "agree") -> dict[str, str]:
    outcome.refresh_from_db()
    return {"step": step, "seen": mark(outcome), "sure": "on"}


def test_a_story_is_released_by_both_and_taken_back_by_either(db: None) -> None:
    outcome = reported()
    who = voices(outcome)
    nothing = as_user(who[Side.HOST]).post(at(outcome), agreeing(outcome))
    assert nothing.status_code == 409
    StoryWordsFactory(outcome=outcome, side=Side.PERSON)

    for side in Side:
        data = agreeing(outcome)
        for _ in range(2):  # a double click
            assert as_user(who[side]).post(at(outcome), data).status_code == 302
    outcome.refresh_from_db()
    assert outcome.state == OutcomeState.RELEASED

    as_user(who[Side.HOST]).post(at(outcome), agreeing(outcome, "take_back"))
    outcome.refresh_from_db()
    assert (outcome.state, outcome.host_released_at) == (OutcomeState.COMPLETE, None)
    assert outcome.person_released_at is not None


def test_nobody_agrees_to_words_that_were_changed_meanwhile(db: None) -> None:
    outcome = reported()
    who = voices(outcome)
    words = StoryWordsFactory(outcome=outcome, side=Side.PERSON)
    seen = agreeing(outcome)
    data = {"text": "Other words.", "language": "en", "seen": mark_of({"text": words.text, "language": "en"})}
    as_user(who[Side.PERSON]).post(at(outcome, "story"), data)

    answer = as_user(who[Side.HOST]).post(at(outcome), seen)

    assert answer.status_code == 409
    assert "Meanwhile this has moved on" in answer.content.decode()
    outcome.refresh_from_db()
    assert outcome.host_released_at is None


def test_changed_words_ask_both_to_agree_anew(db: None) -> None:
    outcome = reported()
    who = voices(outcome)
    words = StoryWordsFactory(outcome=outcome, side=Side.PERSON)
    as_user(who[Side.HOST]).post(at(outcome), agreeing(outcome))
    data = {"text": "Other words.", "language": "en", "seen": mark_of({"text": words.text, "language": "en"})}
    as_user(who[Side.PERSON]).post(at(outcome, "story"), data)
    outcome.refresh_from_db()
    assert outcome.host_released_at is None


@pytest.mark.parametrize("step", ["agree", "take_back", "reconsider", "release", "complete", "remind", ""])
def test_forged_steps_change_nothing(outcome: Outcome, step: str) -> None:
    who = voices(outcome)
    for user, most in ((who[Side.HOST], 409), (OfficerFactory(), 409)):
        status = as_user(user).post(at(outcome), agreeing(outcome, step)).status_code
        assert status in (403, most)
    outcome.refresh_from_db()
    assert outcome.state == OutcomeState.DUE
    assert not outcome.events.exists()


def test_the_page_asks_the_database_as_often_for_one_work_as_for_three(outcome: Outcome) -> None:
    client = as_user(voices(outcome)[Side.HOST])
    asked = []
    for titles in ("a", "abc"):
        works = [{"kind": "patent", "title": title, "doi": "", "number": ""} for title in titles]
        send(outcome, Side.HOST, works=works)
        client.get(at(outcome))
        with CaptureQueriesContext(connection) as captured:
            client.get(at(outcome))
        asked.append(len(captured))
    assert asked[0] == asked[1]


def test_the_list_shows_what_is_mine_and_what_is_overdue(outcome: Outcome) -> None:
    person = as_user(voices(outcome)[Side.PERSON])
    label = at(outcome)
    assert label in person.get(reverse("outcomes:outcomes")).content.decode()
    assert label not in person.get(reverse("outcomes:outcomes") + "?late=1").content.decode()
    Outcome.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    assert label in person.get(reverse("outcomes:outcomes") + "?late=1").content.decode()
    stranger = as_user(voices(OutcomeFactory.create())[Side.PERSON])
    assert label not in stranger.get(reverse("outcomes:outcomes")).content.decode()


def test_a_report_waits_on_the_desk_until_it_is_sent(outcome: Outcome) -> None:
    person = as_user(voices(outcome)[Side.PERSON])
    assert "Report what came of the stay" in person.get("/en/me/").content.decode()
    send(outcome, Side.PERSON)
    assert "Report what came of the stay" not in person.get("/en/me/").content.decode()


def test_an_evaluation_waits_on_the_desk_until_it_is_sent(outcome: Outcome) -> None:
    for side in Side:
        send(outcome, side)
    for side, user in voices(outcome).items():
        client = as_user(user)
        assert "Say how the stay went" in client.get("/en/me/").content.decode()
        send_evaluation(outcome, side=side, by=user, **SAID)
        assert "Say how the stay went" not in client.get("/en/me/").content.decode()


def test_days_of_a_stay_that_ended_early_are_those_at_the_base(outcome: Outcome) -> None:
    ExchangeEvent.objects.create(
        exchange=outcome.exchange, step=ExchangeStep.END_EARLY, day=date(2027, 2, 3), reason="", side="host"
    )
    client = as_user(voices(outcome)[Side.PERSON])
    for path in (at(outcome), reverse("outcomes:outcomes")):
        page = client.get(path).content.decode()
        assert "3 Feb 2027" in page
        assert "25 Feb 2027" not in page
