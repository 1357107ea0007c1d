"""Answers and rounds: each side for itself."""

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from bases.choices import StaffRole, Verification
from introductions.domain.answering import accept_introduction, decline_introduction
from introductions.domain.errors import OpeningFull
from matching.choices import IntroductionState, RoundState, Side
from matching.domain.sides import NotYourSide
from matching.domain.steps import confirm_round
from matching.models import Exchange, Introduction, Match, Outcome, Round
from taxonomy.transitions import IllegalTransition
from tests.factories import (
    AdministratorFactory,
    IntroductionFactory,
    MatchableProfileFactory,
    MatchFactory,
    OfficerFactory,
    OutcomeFactory,
    RoundFactory,
    StaffMembershipFactory,
)

pytestmark = pytest.mark.django_db


def sides(introduction: Introduction) -> dict[Side, User]:
    membership = StaffMembershipFactory.create(
        institution=introduction.opening.institution, role=StaffRole.EDITOR
    )
    person = introduction.profile.user
    assert person is not None
    return {Side.HOST: membership.user, Side.PERSON: person}


@pytest.mark.parametrize("order", [(Side.HOST, Side.PERSON), (Side.PERSON, Side.HOST)])
def test_introduction_is_accepted_by_the_second_yes(order: tuple[Side, Side]) -> None:
    introduction = IntroductionFactory()
    who = sides(introduction)
    accept_introduction(introduction, side=order[0], by=who[order[0]])
    assert introduction.state == IntroductionState.OFFERED
    accept_introduction(introduction, side=order[0], by=who[order[0]])
    assert introduction.state == IntroductionState.OFFERED
    accept_introduction(introduction, side=order[1], by=who[order[1]])
    assert introduction.state == IntroductionState.ACCEPTED


def test_last_place_is_taken_once() -> None:
    first = IntroductionFactory(opening__places=1)
    second = IntroductionFactory(opening=first.opening)
    who = sides(first)
    for side in Side:
        accept_introduction(first, side=side, by=who[side])
    accept_introduction(second, side=Side.HOST, by=who[Side.HOST])

    with pytest.raises(OpeningFull, match="place of this opening is taken"):
        accept_introduction(second, side=Side.PERSON, by=second.profile.user)

    second.refresh_from_db()
    assert (second.state, second.person_accepted_at) == (IntroductionState.OFFERED, None)


def test_nobody_speaks_for_the_other_side() -> None:
    introduction = IntroductionFactory()
    who = sides(introduction)
    viewer = StaffMembershipFactory(institution=introduction.opening.institution, role=StaffRole.VIEWER).user
    elsewhere = StaffMembershipFactory(role=StaffRole.OWNER).user
    for side, users in {
        Side.PERSON: [
            who[Side.HOST],
            OfficerFactory(),
            AdministratorFactory(),
            MatchableProfileFactory().user,
        ],
        Side.HOST: [who[Side.PERSON], viewer, elsewhere, OfficerFactory(), AdministratorFactory()],
    }.items():
        for user in users:
            with pytest.raises(NotYourSide):
                accept_introduction(introduction, side=side, by=user)
    introduction.refresh_from_db()
    assert introduction.host_accepted_at is introduction.person_accepted_at is None


def test_no_of_one_side_ends_it() -> None:
    introduction = IntroductionFactory()
    who = sides(introduction)
    decline_introduction(
        introduction, side=Side.PERSON, by=who[Side.PERSON], reason="No time.", language="en"
    )
    assert (introduction.state, introduction.reason) == (IntroductionState.DECLINED, "No time.")
    with pytest.raises(IllegalTransition):
        accept_introduction(introduction, side=Side.HOST, by=who[Side.HOST])


def test_only_a_proposed_plan_is_confirmed() -> None:
    officer = OfficerFactory()
    with pytest.raises(IllegalTransition):
        confirm_round(RoundFactory(), by=officer)
    proposed = confirm_round(RoundFactory(state="proposed", came_from="running"), by=officer)
    assert proposed.state == RoundState.CONFIRMED
    assert proposed.confirmed_at is not None


def test_each_side_and_officers_see_what_is_between_them() -> None:
    outcome = OutcomeFactory()
    exchange = outcome.exchange
    introduction = exchange.introduction
    match = MatchFactory(opening=introduction.opening, profile=introduction.profile)
    insiders = [*sides(introduction).values(), OfficerFactory(), AdministratorFactory()]
    unverified = StaffMembershipFactory(institution__verification=Verification.PENDING).user
    strangers = [AnonymousUser(), StaffMembershipFactory().user, MatchableProfileFactory().user, unverified]
    for model, row in (
        (Match, match),
        (Introduction, introduction),
        (Exchange, exchange),
        (Outcome, outcome),
    ):
        for user in insiders:
            assert list(model.objects.visible_to(user)) == [row]
        for user in strangers:
            assert not model.objects.visible_to(user).exists()


def test_match_with_a_person_who_left_is_seen_by_nobody_else() -> None:
    match = MatchFactory()
    host = StaffMembershipFactory(institution=match.opening.institution).user
    match.profile.user.consents.filter(purpose="matching").delete()
    assert not Match.objects.visible_to(host).exists()
    assert not Match.objects.visible_to(OfficerFactory()).exists()
    assert list(Match.objects.visible_to(match.profile.user)) == [match]


def test_rounds_are_the_officers_matter() -> None:
    row = RoundFactory()
    assert list(Round.objects.visible_to(OfficerFactory())) == [row]
    for user in (AnonymousUser(), StaffMembershipFactory().user, MatchableProfileFactory().user):
        assert not Round.objects.visible_to(user).exists()
