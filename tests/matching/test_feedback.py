"""A side's verdicts move its own list for one opening or person, and taken back they leave nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import AuditEvent, Consent, User
from bases.choices import StaffRole
from bases.models import Opening
from experts.models import Profile
from introductions.domain.answering import decline_introduction
from matching.choices import Initiator, IntroductionState, MatchState, Opinion, OpinionReason, Side
from matching.domain.feedback import say, take_back
from matching.domain.matcher import openings_for, people_for
from matching.domain.sides import NotYourSide
from matching.domain.verdicts import Said, said_by_host, said_by_person
from matching.models import Feedback
from matching.types import Shortlist
from tests.factories import (
    FeedbackFactory,
    IntroductionFactory,
    MatchableProfileFactory,
    MatchFactory,
    OfficerFactory,
    OpenOpeningFactory,
    StaffMembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
Index = Callable[[], object]

LASER = "Laser light measures tungsten walls of a plasma"
MINING = "Mining of tungsten ore with rock drills"


def person(headline: str, biography: str, **changes: Any) -> Profile:
    return MatchableProfileFactory(text__headline=headline, text__biography=biography, **changes)


def names(found: Shortlist[Any]) -> list[int]:
    return [one.subject.pk for one in found.ranked]


def told(found: Shortlist[Any]) -> list[Any]:
    """Everything of a list that a reader could see."""
    return [
        (one.subject.pk, one.rank, one.score, one.eligibility, one.evidence, one.moved, one.place)
        for one in (*found.ranked, *found.ineligible, *found.aside)
    ]


@pytest.fixture
def opening() -> Opening:
    return OpenOpeningFactory()


@pytest.fixture
def host(opening: Opening) -> User:
    return StaffMembershipFactory(institution=opening.institution, role=StaffRole.EDITOR).user


@pytest.fixture
def crowd(opening: Opening, indexed: Index) -> list[Profile]:
    """Two who drill, two who shine lasers; all write of tungsten."""
    found = [
        person(MINING, "I drill for tungsten ore. Rock drills and mining machines are my trade."),
        person(MINING, "I drill for tungsten ore in rock. Mining machines and drills wear out."),
        person(LASER, "I shine laser light on tungsten. Plasma walls hold deuterium."),
        person(LASER, "I shine laser light on walls of tungsten. The plasma leaves deuterium."),
    ]
    indexed()
    return found


def affinity(found: Shortlist[Any], subject: Any) -> float:
    return next(one.score.affinity for one in found.ranked if one.subject.pk == subject.pk)


def test_not_relevant_sets_one_aside_and_lowers_those_like_them(
    opening: Opening, host: User, crowd: list[Profile]
) -> None:
    before = people_for(opening)
    say(
        opening, crowd[0], side=Side.HOST, verdict=Opinion.NOT_RELEVANT, reason=OpinionReason.SUBJECT, by=host
    )

    after = people_for(opening)

    assert [one.subject.pk for one in after.aside] == [crowd[0].pk]
    assert crowd[0].pk not in names(after)
    assert set(names(after)) == set(names(before)) - {crowd[0].pk}
    assert after.verdicts == 1
    assert affinity(after, crowd[1]) < affinity(before, crowd[1])


def test_fits_raises_those_like_them_past_others(opening: Opening, host: User, crowd: list[Profile]) -> None:
    last = people_for(opening).ranked[-1].subject
    twin = crowd[1] if last == crowd[0] else crowd[0]
    before = names(people_for(opening))
    say(opening, twin, side=Side.HOST, verdict=Opinion.RELEVANT, by=host)

    after = people_for(opening)

    assert twin.pk in names(after)
    assert affinity(after, last) > affinity(people_for(opening, plain=True), last)
    for one in after.ranked:
        assert one.moved == before.index(one.subject.pk) + 1 - one.rank
        assert one.place == before.index(one.subject.pk)


def test_a_reason_beside_the_subject_moves_nobody_else(
    opening: Opening, host: User, crowd: list[Profile]
) -> None:
    before = people_for(opening)
    gone = before.ranked[1].subject
    for reason in set(OpinionReason) - {OpinionReason.SUBJECT}:
        say(opening, gone, side=Side.HOST, verdict=Opinion.NOT_RELEVANT, reason=reason, by=host)
        after = people_for(opening)
        assert names(after) == [key for key in names(before) if key != gone.pk]
        assert [one.moved for one in after.ranked] == [0, 0, 0]
        assert [affinity(after, one.subject) for one in after.ranked] == [
            affinity(before, one.subject) for one in after.ranked
        ]


def test_taken_back_the_list_is_what_it_was_to_the_last_bit(
    opening: Opening, host: User, crowd: list[Profile]
) -> None:
    before = told(people_for(opening))
    say(
        opening, crowd[0], side=Side.HOST, verdict=Opinion.NOT_RELEVANT, reason=OpinionReason.SUBJECT, by=host
    )
    say(opening, crowd[2], side=Side.HOST, verdict=Opinion.RELEVANT, by=host)
    assert told(people_for(opening)) != before
    assert told(people_for(opening, plain=True)) == before

    for profile in (crowd[0], crowd[2]):
        assert take_back(opening, profile, side=Side.HOST, by=host)

    assert told(people_for(opening)) == before
    assert Feedback.objects.count() == 0
    assert not take_back(opening, crowd[0], side=Side.HOST, by=host)


def test_no_other_opening_hears_of_it_not_even_of_the_same_host(
    opening: Opening, host: User, crowd: list[Profile], indexed: Index
) -> None:
    others = [OpenOpeningFactory(base=opening.base), OpenOpeningFactory()]
    indexed()
    before = [told(people_for(other)) for other in others]
    FeedbackFactory(opening=opening, profile=crowd[0])
    FeedbackFactory(opening=opening, profile=crowd[3], fits=True)

    assert [told(people_for(other)) for other in others] == before


def test_sides_do_not_hear_each_other(opening: Opening, crowd: list[Profile]) -> None:
    before = told(people_for(opening))
    mine = told(openings_for(crowd[0], reader=crowd[0].user))
    FeedbackFactory(opening=opening, profile=crowd[0], side=Side.PERSON)
    assert told(people_for(opening)) == before
    assert told(openings_for(crowd[0], reader=crowd[0].user)) != mine

    Feedback.objects.all().delete()
    FeedbackFactory(opening=opening, profile=crowd[0], side=Side.HOST)
    assert told(openings_for(crowd[0], reader=crowd[0].user)) == mine


def test_a_person_moves_their_own_list_and_nobody_else_reads_it(
    opening: Opening, crowd: list[Profile], indexed: Index
) -> None:
    me, other = crowd[2], crowd[3]
    near = [OpenOpeningFactory() for _ in range(2)]
    indexed()
    before, theirs = openings_for(me, reader=me.user), told(openings_for(other, reader=other.user))
    say(opening, me, side=Side.PERSON, verdict=Opinion.NOT_RELEVANT, reason=OpinionReason.SUBJECT, by=me.user)

    after = openings_for(me, reader=me.user)

    assert [one.subject.pk for one in after.aside] == [opening.pk]
    assert sorted(names(after)) == sorted(one.pk for one in near)
    assert affinity(after, near[0]) < affinity(before, near[0])
    assert told(openings_for(other, reader=other.user)) == theirs
    assert openings_for(me, reader=OfficerFactory()).verdicts == 0
    assert told(openings_for(me, reader=me.user, plain=True)) == told(before)


def test_whoever_withdrew_consent_takes_no_part(opening: Opening, host: User, crowd: list[Profile]) -> None:
    FeedbackFactory(opening=opening, profile=crowd[0], fits=True)
    Consent.objects.filter(user=crowd[0].user).delete()

    found = people_for(opening)

    assert found.verdicts == 0
    assert told(found) == told(people_for(opening, plain=True))


def test_a_verdict_goes_with_the_person(opening: Opening, crowd: list[Profile]) -> None:
    FeedbackFactory(opening=opening, profile=crowd[0])
    crowd[0].delete()
    assert Feedback.objects.count() == 0


def test_somebody_set_aside_whom_a_rule_excludes_can_still_be_taken_back(indexed: Index) -> None:
    opening = OpenOpeningFactory(career_stages=["R1"])
    far = person("Historian of porcelain trade", "I read letters of merchants.")
    indexed()
    FeedbackFactory(opening=opening, profile=far, reason=OpinionReason.LEVEL)

    found = people_for(opening)

    assert [one.subject.pk for one in found.aside] == [far.pk]
    assert found.ineligible == ()


@pytest.mark.parametrize(
    ("made", "liked", "aside"),
    [
        (lambda pair: IntroductionFactory(**pair), True, False),  # invited by the host
        (lambda pair: IntroductionFactory(**pair, state="declined", came_from="offered"), True, False),
        (lambda pair: IntroductionFactory(**pair, state="withdrawn", came_from="offered"), False, False),
        (lambda pair: IntroductionFactory(**pair, initiator=Initiator.PERSON), False, False),
        (lambda pair: IntroductionFactory(**pair, initiator=Initiator.PERSON, ready=True), True, False),
        (lambda pair: MatchFactory(**pair), False, False),
        (
            lambda pair: MatchFactory(**pair, state=MatchState.SHORTLISTED, came_from=MatchState.PROPOSED),
            True,
            False,
        ),
        (
            lambda pair: MatchFactory(**pair, state=MatchState.DISMISSED, came_from=MatchState.PROPOSED),
            False,
            True,
        ),
    ],
)
def test_what_a_host_did_counts_as_a_verdict(
    opening: Opening, made: Callable[[Any], object], liked: bool, aside: bool
) -> None:
    profile = MatchableProfileFactory()
    made({"opening": opening, "profile": profile})

    said = said_by_host(opening)

    assert (profile.pk in said.liked, profile.pk in said.aside) == (liked, aside)
    assert said.off_subject == frozenset()


def test_the_word_given_in_the_list_counts_before_the_deed(opening: Opening) -> None:
    profile = MatchableProfileFactory()
    IntroductionFactory(opening=opening, profile=profile)
    FeedbackFactory(opening=opening, profile=profile)
    key = frozenset({profile.pk})
    assert said_by_host(opening) == Said(frozenset(), key, key)


def test_interest_of_a_person_counts_as_theirs_alone(opening: Opening) -> None:
    profile = MatchableProfileFactory()
    IntroductionFactory(opening=opening, profile=profile, initiator=Initiator.PERSON)
    assert said_by_person(profile).liked == {opening.pk}
    assert not said_by_host(opening)


def test_a_host_who_declines_for_the_subject_says_so_in_the_list(opening: Opening, host: User) -> None:
    asked = IntroductionFactory(opening=opening, initiator=Initiator.PERSON)

    decline_introduction(asked, side=Side.HOST, by=host, because=OpinionReason.SUBJECT)

    assert asked.state == IntroductionState.DECLINED
    assert said_by_host(opening).off_subject == {asked.profile_id}


def test_said_twice_it_is_one_row_and_one_event(opening: Opening, host: User) -> None:
    profile = MatchableProfileFactory()
    for _ in range(2):
        say(opening, profile, side=Side.HOST, verdict=Opinion.RELEVANT, by=host)
    assert Feedback.objects.count() == AuditEvent.objects.filter(verb="verdict given").count() == 1

    say(opening, profile, side=Side.HOST, verdict=Opinion.NOT_RELEVANT, reason=OpinionReason.PLACE, by=host)
    assert Feedback.objects.get().reason == OpinionReason.PLACE

    take_back(opening, profile, side=Side.HOST, by=host)
    verbs = list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["verdict given", "verdict given", "verdict taken back"]


def test_nobody_speaks_for_another_side(opening: Opening, host: User) -> None:
    profile = MatchableProfileFactory()
    viewer = StaffMembershipFactory(institution=opening.institution, role=StaffRole.VIEWER).user
    stranger = StaffMembershipFactory(role=StaffRole.OWNER).user
    for by in (viewer, stranger, profile.user, OfficerFactory(), UserFactory()):
        with pytest.raises(NotYourSide):
            say(opening, profile, side=Side.HOST, verdict=Opinion.RELEVANT, by=by)
        with pytest.raises(NotYourSide):
            take_back(opening, profile, side=Side.HOST, by=by)
    with pytest.raises(NotYourSide):
        say(opening, profile, side=Side.PERSON, verdict=Opinion.RELEVANT, by=host)
    assert Feedback.objects.count() == 0


@pytest.mark.parametrize(
    ("verdict", "reason"), [(Opinion.RELEVANT, OpinionReason.SUBJECT), (Opinion.NOT_RELEVANT, None)]
)
def test_only_not_relevant_has_a_reason(
    opening: Opening, host: User, verdict: Opinion, reason: OpinionReason | None
) -> None:
    with pytest.raises(ValueError, match="only not_relevant has one"):
        say(opening, MatchableProfileFactory(), side=Side.HOST, verdict=verdict, reason=reason, by=host)


def test_a_host_s_word_is_for_its_staff_and_officers_and_a_person_s_for_themselves(
    opening: Opening, host: User
) -> None:
    profile = MatchableProfileFactory()
    theirs = FeedbackFactory(opening=opening, profile=profile, side=Side.HOST)
    own = FeedbackFactory(opening=opening, profile=profile, side=Side.PERSON)
    seen = Feedback.objects.visible_to
    assert list(seen(host)) == list(seen(OfficerFactory())) == [theirs]
    assert list(seen(profile.user)) == [own]
    assert list(seen(StaffMembershipFactory().user)) == []
