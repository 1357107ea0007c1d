"""An introduction begins with the yes of one side, once, and only where it is possible."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from accounts.domain.consent import withdraw_consent
from accounts.models import AuditEvent, Purpose
from bases.choices import NationalityRule, PublicationState, StaffRole, Verification
from introductions.domain import beginning
from introductions.domain.beginning import express_interest, invite, put_forward
from introductions.domain.errors import (
    AlreadyIntroduced,
    NotInReach,
    OpeningFull,
    OpeningGone,
    RulesForbid,
    SaidNo,
    TooMany,
)
from introductions.domain.explaining import explained
from introductions.models import Message
from matching.choices import Initiator, IntroductionState, MatchState
from matching.domain.sides import NotYourSide
from matching.models import Introduction
from notices.models import Notice
from search.indexing import rebuild
from taxonomy.transitions import IllegalTransition
from tests.factories import (
    IntroductionFactory,
    MatchableProfileFactory,
    MatchFactory,
    NominationFactory,
    OfficerFactory,
    OpenOpeningFactory,
    StaffMembershipFactory,
)
from tests.introductions.people import invited

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair() -> Any:
    opening, profile = OpenOpeningFactory(), MatchableProfileFactory()
    host = StaffMembershipFactory(institution=opening.institution, role=StaffRole.EDITOR).user
    return opening, profile, host


def test_the_host_invites_and_the_person_is_told(pair: Any, letters_go_at_once: None) -> None:
    opening, profile, host = pair
    row = invite(opening, profile, by=host, words="Come to see our loop.", language="en")
    assert (row.state, row.initiator) == (IntroductionState.OFFERED, Initiator.HOST)
    assert row.host_accepted_at is not None
    assert row.person_accepted_at is None
    assert row.answer_due == row.host_accepted_at + timedelta(days=21)
    assert [letter.to for letter in mail.outbox] == [[profile.user.email]]
    assert profile.name not in mail.outbox[0].subject
    assert Notice.objects.filter(user=profile.user).count() == 1
    assert Message.objects.get(introduction=row).text == "Come to see our loop."
    assert AuditEvent.objects.filter(verb="introduction begun by the host", object_id=str(row.pk)).exists()


def test_the_person_expresses_interest(pair: Any, letters_go_at_once: None) -> None:
    opening, profile, host = pair
    row = express_interest(opening, profile, by=profile.user)
    assert (row.initiator, row.host_accepted_at) == (Initiator.PERSON, None)
    assert [letter.to for letter in mail.outbox] == [[host.email]]
    assert profile.name not in mail.outbox[0].body


def test_whom_an_attache_recommended_says_yes_for_themselves(pair: Any) -> None:
    opening, profile, _host = pair
    nomination = NominationFactory(profile=profile, opening=opening)
    row = put_forward(opening, profile, nomination=nomination, by=profile.user)
    assert (row.initiator, row.nomination) == (Initiator.ATTACHE, nomination)
    assert row.person_accepted_at is not None
    with pytest.raises(NotYourSide):
        put_forward(opening, MatchableProfileFactory(), nomination=nomination, by=nomination.nominated_by)


def test_sent_twice_it_is_one(pair: Any) -> None:
    opening, profile, host = pair
    assert invite(opening, profile, by=host) == invite(opening, profile, by=host)
    with pytest.raises(AlreadyIntroduced):
        express_interest(opening, profile, by=profile.user)
    assert Introduction.objects.count() == 1


def test_nobody_begins_it_for_another(pair: Any) -> None:
    opening, profile, host = pair
    viewer = StaffMembershipFactory(institution=opening.institution, role=StaffRole.VIEWER).user
    for user in (profile.user, viewer, OfficerFactory(), StaffMembershipFactory(role=StaffRole.OWNER).user):
        with pytest.raises(NotYourSide):
            invite(opening, profile, by=user)
    with pytest.raises(NotYourSide):
        express_interest(opening, profile, by=host)
    assert not Introduction.objects.exists()


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"publication": PublicationState.PAUSED}, OpeningGone),
        ({"publication": PublicationState.CLOSED}, OpeningGone),
        ({"nationality_rule": NationalityRule.ONLY, "nationalities": ["KE"]}, RulesForbid),
    ],
)
def test_an_opening_that_takes_nobody_is_refused_with_the_reason(
    pair: Any, change: dict[str, Any], error: type[IllegalTransition]
) -> None:
    opening, profile, host = pair
    for name, value in change.items():
        setattr(opening, name, value)
    type(opening).objects.filter(pk=opening.pk).update(**change)
    with pytest.raises(error):
        invite(opening, profile, by=host)
    with pytest.raises(error):
        express_interest(opening, profile, by=profile.user)
    assert not Introduction.objects.exists()


def test_a_host_that_lost_its_verification_introduces_nobody(pair: Any) -> None:
    opening, profile, _host = pair
    type(opening.institution).objects.filter(pk=opening.institution_id).update(
        verification=Verification.PENDING
    )
    opening.refresh_from_db()
    with pytest.raises(OpeningGone):
        express_interest(opening, profile, by=profile.user)


def test_a_full_opening_is_refused(pair: Any) -> None:
    opening, profile, host = pair
    IntroductionFactory(opening=opening, ready=True, state="accepted", came_from="offered")
    with pytest.raises(OpeningFull):
        invite(opening, profile, by=host)


@pytest.mark.parametrize("purpose", [Purpose.MATCHING, Purpose.INSTITUTIONS])
def test_whoever_took_a_consent_back_is_out_of_reach(pair: Any, purpose: Purpose) -> None:
    opening, profile, host = pair
    withdraw_consent(profile.user, purpose=purpose, by=profile.user)
    with pytest.raises(NotInReach):
        invite(opening, profile, by=host)
    with pytest.raises(NotInReach, match="shown to institutions"):
        express_interest(opening, profile, by=profile.user)


def test_an_unverified_address_cannot_apply(pair: Any) -> None:
    opening, profile, _host = pair
    type(profile.user).objects.filter(pk=profile.user.pk).update(email_verified_at=None)
    with pytest.raises(NotInReach, match="confirmed"):
        express_interest(opening, profile, by=profile.user)


def test_the_rank_of_that_moment_is_kept(pair: Any) -> None:
    opening, profile, host = pair
    rebuild()
    match = MatchFactory(opening=opening, profile=profile, rank=4)
    row = invite(opening, profile, by=host)
    kept = row.explanation
    assert kept["rank"] == 4
    assert {part["name"] for part in kept["parts"]} >= {"affinity"}
    assert kept["reasons"]
    match.refresh_from_db()
    assert match.state == MatchState.INTRODUCED
    profile.texts.update(biography="I have turned to the medieval history of bees.")
    rebuild()
    again = explained(Introduction.objects.get(pk=row.pk), own=False)
    assert again is not None
    assert again.score.total == kept["total"]
    assert again.match.rank == 4


def test_with_the_index_away_the_stored_list_explains(pair: Any) -> None:
    opening, profile, host = pair
    row = invite(opening, profile, by=host)  # the index knows nobody
    assert row.explanation == {}
    other = MatchableProfileFactory()
    MatchFactory(opening=opening, profile=other, rank=2, total=0.5)
    assert invite(opening, other, by=host).explanation["total"] == 0.5


def test_what_ended_can_be_begun_anew(pair: Any) -> None:
    opening, profile, host = pair
    IntroductionFactory(opening=opening, profile=profile, state="expired", came_from="offered")
    assert invite(opening, profile, by=host).state == IntroductionState.OFFERED


@pytest.mark.parametrize("no", ["decline", "withdraw"])
def test_whoever_said_no_is_left_in_peace_and_may_begin_anew(no: str) -> None:
    pair = invited()
    opening, profile = pair.introduction.opening, pair.introduction.profile
    if no == "withdraw":
        pair.press("person", "accept")
    pair.press("person", no)
    with pytest.raises(SaidNo, match="180 days"):
        invite(opening, profile, by=pair.host)
    with time_machine.travel(timezone.now() + timedelta(days=181)):
        type(opening).objects.filter(pk=opening.pk).update(
            deadline=timezone.now() + timedelta(days=9),
            starts_until=timezone.localdate() + timedelta(days=90),
        )
        fresh = type(opening).objects.get(pk=opening.pk)
        assert invite(fresh, profile, by=pair.host).state == IntroductionState.OFFERED
    other = invited()
    other.press("person", "decline")
    again = express_interest(other.introduction.opening, other.introduction.profile, by=other.person)
    assert again.state == IntroductionState.OFFERED


def test_nobody_begins_them_in_masses(monkeypatch: pytest.MonkeyPatch, pair: Any) -> None:
    opening, profile, host = pair
    monkeypatch.setattr(beginning, "MOST_A_DAY", 1)
    invite(opening, profile, by=host)
    with pytest.raises(TooMany, match="tomorrow"):
        invite(opening, MatchableProfileFactory(), by=host)
