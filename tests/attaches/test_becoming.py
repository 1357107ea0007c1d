"""What an attaché learns of those whom they nominated, and what not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.consent_texts import current_text
from accounts.domain.consent import withdraw_consent
from accounts.models import Consent, Purpose, User
from attaches.choices import Stage
from attaches.domain.becoming import Reached, became
from exchanges.choices import ExchangeStep
from exchanges.models import ExchangeEvent
from experts.models import Nomination, Profile, ProfileLook
from matching.choices import ExchangeState, IntroductionState, OutcomeState, Side
from matching.models import Exchange, Introduction
from tests.attaches.conftest import findable
from tests.factories import (
    ExchangeFactory,
    IntroductionFactory,
    NominationFactory,
    OpenOpeningFactory,
    OutcomeFactory,
    SeenCandidateFactory,
)
from tests.factories.bases import in_days
from tests.factories.outcomes import EvaluationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(db: None) -> Profile:
    return findable(name="Marit Solvang", user__email="marit@private.example")


@pytest.fixture
def nomination(attache: User, person: Profile) -> Nomination:
    row: Nomination = NominationFactory(
        nominated_by=attache,
        profile=person,
        opening=OpenOpeningFactory(),
        name=person.name,
        email="marit@private.example",
        state="accepted",
        came_from="sent",
        answered_at=timezone.now(),
    )
    return row


def stages(nomination: Nomination) -> list[Stage]:
    (line,) = became([nomination])
    return [step.stage for step in line.reached]


def introduced(nomination: Nomination, state: str = "offered", **fields: Any) -> Introduction:
    came_from = "" if state == "offered" else "offered"
    row: Introduction = IntroductionFactory(
        opening=nomination.opening,
        profile=nomination.profile,
        state=state,
        came_from=came_from,
        **({"person_accepted_at": timezone.now()} | fields),
    )
    return row


def test_each_stage_follows_from_what_happened(nomination: Nomination) -> None:
    assert stages(nomination) == [Stage.WAITING, Stage.CONSENTED]
    SeenCandidateFactory(look__opening=nomination.opening, profile=nomination.profile)
    assert stages(nomination)[-1] == Stage.SEEN
    row = introduced(nomination, IntroductionState.ACCEPTED, host_accepted_at=timezone.now())
    assert stages(nomination)[-1] == Stage.INTRODUCED
    exchange = ExchangeFactory(introduction=row, ready=True)
    assert stages(nomination)[-1] == Stage.INTRODUCED
    exchange.state, exchange.came_from = ExchangeState.AGREED, ExchangeState.PLANNED
    exchange.save()
    assert stages(nomination)[-1] == Stage.EXCHANGE
    outcome = OutcomeFactory(exchange=exchange, ready=True)
    assert stages(nomination)[-1] == Stage.EXCHANGE
    for state, before in ((OutcomeState.SUBMITTED, "due"), (OutcomeState.COMPLETE, "submitted")):
        outcome.state, outcome.came_from = state, before
        outcome.save()
    assert stages(nomination) == list(Stage)


def elsewhere(nomination: Nomination, **fields: Any) -> Introduction:
    """Accepted by both sides, for another opening, and begun without the nomination."""
    row: Introduction = IntroductionFactory(
        **{
            "profile": nomination.profile,
            "state": IntroductionState.ACCEPTED,
            "came_from": "offered",
            "ready": True,
        }
        | fields
    )
    return row


def test_what_came_later_by_another_way_is_told_apart(nomination: Nomination) -> None:
    row = elsewhere(nomination)
    SeenCandidateFactory(profile=nomination.profile)
    assert stages(nomination) == [Stage.WAITING, Stage.CONSENTED]
    (line,) = became([nomination])
    (later,) = line.later
    assert later.introduction == row
    assert [step.stage for step in later.reached] == [Stage.INTRODUCED]
    ExchangeFactory(introduction=row, state=ExchangeState.UNDER_WAY, came_from="agreed", ready=True)
    ((later,),) = [line.later for line in became([nomination])]
    assert [step.stage for step in later.reached] == [Stage.INTRODUCED, Stage.EXCHANGE]


def test_later_ones_are_told_only_to_whom_the_person_agreed_to_it(nomination: Nomination) -> None:
    elsewhere(nomination)
    Consent.objects.filter(purpose=Purpose.ATTACHES).update(version="2026-11")
    assert became([nomination])[0].later == ()
    Consent.objects.filter(purpose=Purpose.ATTACHES).update(version=current_text(Purpose.ATTACHES).version)
    assert len(became([nomination])[0].later) == 1
    withdraw_consent(nomination.profile.user, purpose=Purpose.ATTACHES, by=nomination.profile.user)
    assert became([nomination])[0].later == ()


def test_what_was_before_or_came_to_nothing_is_not_told(nomination: Nomination) -> None:
    before = elsewhere(nomination)
    Introduction.objects.filter(pk=before.pk).update(created_at=nomination.answered_at - timedelta(minutes=1))
    IntroductionFactory(profile=nomination.profile)
    IntroductionFactory(
        profile=nomination.profile, state="declined", came_from="offered", person_accepted_at=timezone.now()
    )
    assert became([nomination])[0].later == ()


def test_a_later_one_goes_back_to_the_last_nomination_alone(nomination: Nomination) -> None:
    second: Nomination = NominationFactory(
        profile=nomination.profile, state="accepted", came_from="sent", answered_at=timezone.now()
    )
    elsewhere(nomination)
    lines = became([nomination, second])
    assert [len(line.later) for line in lines] == [0, 1]


def test_the_page_says_by_which_way_and_how_far(
    client: Client, attache: User, nomination: Nomination
) -> None:
    elsewhere(nomination)
    client.force_login(attache)
    page = client.get("/en/attaches/nominations/").content.decode()
    assert "Since then, by another way" in page


def test_whoever_takes_the_consent_back_is_followed_no_further(
    nomination: Nomination, person: Profile
) -> None:
    introduced(nomination, IntroductionState.DECLINED, reason="No lab space.", reason_language="en")
    (line,) = became([nomination])
    assert [answer.reason for answer in line.answers] == ["No lab space."]
    assert line.over
    assert line.next is None
    withdraw_consent(person.user, purpose=Purpose.ATTACHES, by=person.user)
    (line,) = became([nomination])
    assert line.closed
    assert not line.answers
    assert stages(nomination) == [Stage.WAITING, Stage.CONSENTED]


def test_a_host_s_answer_is_told_only_to_whom_the_person_agreed_to_it(nomination: Nomination) -> None:
    introduced(nomination, IntroductionState.DECLINED, reason="No lab space.", reason_language="en")
    Consent.objects.filter(purpose=Purpose.ATTACHES).update(version="2026-11")
    (line,) = became([nomination])
    assert not line.answers
    assert not line.closed


def test_the_person_s_own_no_and_its_reason_stay_with_the_two_sides(nomination: Nomination) -> None:
    introduced(
        nomination,
        IntroductionState.DECLINED,
        reason="Family.",
        reason_language="en",
        host_accepted_at=timezone.now(),
        person_accepted_at=None,
    )
    (line,) = became([nomination])
    assert not line.answers


def test_an_unanswered_or_ended_nomination_tells_nothing_of_anybody(attache: User) -> None:
    sent: Nomination = NominationFactory(nominated_by=attache, state="sent", came_from="draft", ready=True)
    gone: Nomination = NominationFactory(nominated_by=attache, state="declined", came_from="sent")
    assert [len(line.reached) for line in became([sent, gone])] == [1, 0]


def test_the_page_shows_them_without_any_way_to_reach_them_and_notes_the_look(
    client: Client, attache: User, nomination: Nomination
) -> None:
    introduced(nomination, IntroductionState.DECLINED, reason="No lab space.", reason_language="en")
    client.force_login(attache)
    page = client.get("/en/attaches/nominations/").content.decode()
    assert "Marit Solvang" in page
    assert "No lab space." in page
    assert "private.example" not in page
    look = ProfileLook.objects.get(profile=nomination.profile)
    assert (look.reader, look.capacity) == (attache, "attache")


def test_nobody_reads_the_nominations_of_another(
    client: Client, attache: User, nomination: Nomination
) -> None:
    from tests.factories import AttachePostFactory

    client.force_login(AttachePostFactory(countries=["NO"]).user)
    assert "Marit Solvang" not in client.get("/en/attaches/nominations/").content.decode()
    assert not ProfileLook.objects.exists()


def test_many_cost_as_many_queries_as_one(
    client: Client, attache: User, nomination: Nomination, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    introduced(nomination)
    elsewhere(nomination)
    client.force_login(attache)
    client.get("/en/attaches/nominations/")
    with CaptureQueriesContext(connection) as few:
        client.get("/en/attaches/nominations/")
    for _ in range(3):
        profile = findable()
        row = NominationFactory(
            nominated_by=attache,
            profile=profile,
            opening=OpenOpeningFactory(),
            state="accepted",
            came_from="sent",
            answered_at=timezone.now(),
        )
        introduced(row)
        elsewhere(row)
    client.get("/en/attaches/nominations/")
    with CaptureQueriesContext(connection) as more:
        client.get("/en/attaches/nominations/")
    assert len(more) == len(few)


def test_whether_the_host_would_do_it_again_is_told_once_both_have_said_so(nomination: Nomination) -> None:
    row = introduced(nomination, IntroductionState.ACCEPTED, host_accepted_at=timezone.now())
    exchange = ExchangeFactory(
        introduction=row, state=ExchangeState.COMPLETED, came_from="under_way", ready=True
    )
    outcome = OutcomeFactory(exchange=exchange, due_on=in_days(20))
    EvaluationFactory(
        outcome=outcome, side=Side.HOST, again="yes", words="Brilliant, if late.", language="en"
    )
    (line,) = became([nomination])
    assert line.again == ""
    EvaluationFactory(outcome=outcome, side=Side.PERSON, again="no")
    (line,) = became([nomination])
    assert line.again == "Yes, gladly"
    Consent.objects.filter(purpose=Purpose.ATTACHES).update(version="2026-11")
    (line,) = became([nomination])
    assert line.again == ""


def test_a_stay_that_was_called_off_leads_no_further(nomination: Nomination) -> None:
    """The stage stays where it was; only another introduction could lead on."""
    row = introduced(nomination, IntroductionState.ACCEPTED, host_accepted_at=timezone.now())
    off = ExchangeFactory(introduction=row, ready=True)
    Exchange.objects.filter(pk=off.pk).update(
        state=ExchangeState.CANCELLED,
        came_from=ExchangeState.PLANNED,
        reason="No visa.",
        reason_language="en",
    )
    Introduction.objects.filter(pk=row.pk).update(
        state=IntroductionState.WITHDRAWN, came_from=IntroductionState.ACCEPTED
    )
    (line,) = became([nomination])
    assert (line.stage, line.over, line.next) == (Stage.INTRODUCED, True, None)

    second = introduced(nomination, IntroductionState.ACCEPTED, host_accepted_at=timezone.now())
    later = ExchangeFactory(introduction=second, ready=True)
    Exchange.objects.filter(pk=later.pk).update(
        state=ExchangeState.AGREED,
        came_from=ExchangeState.PLANNED,
        host_signed_at=timezone.now(),
        person_signed_at=timezone.now(),
    )
    (line,) = became([nomination])
    assert (line.stage, line.over) == (Stage.EXCHANGE, False)


def test_the_day_of_a_stay_is_that_of_the_first_agreement(nomination: Nomination) -> None:
    """A longer stay is signed anew."""
    row = introduced(nomination, IntroductionState.ACCEPTED, host_accepted_at=timezone.now())
    stay = ExchangeFactory(introduction=row, ready=True, state=ExchangeState.AGREED, came_from="planned")
    first = timezone.now() - timedelta(days=300)
    ExchangeEvent.objects.create(exchange=stay, step=ExchangeStep.AGREE, at=first)
    ExchangeEvent.objects.create(exchange=stay, step=ExchangeStep.EXTEND)
    (line,) = became([nomination])
    assert line.reached[-1] == Reached(Stage.EXCHANGE, first)
