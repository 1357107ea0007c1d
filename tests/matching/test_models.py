"""Each named constraint, broken once on the real database."""

import pytest
from django.utils import timezone

from tests.factories import (
    BaseFactory,
    CandidateNoteFactory,
    CandidateVoteFactory,
    DeclaredConflictFactory,
    ExchangeFactory,
    FeedbackFactory,
    FollowFactory,
    IntroductionFactory,
    MatchableProfileFactory,
    MatchFactory,
    MergeRequestFactory,
    OutcomeFactory,
    RoundFactory,
    RoundPlaceFactory,
    SeenCandidateFactory,
    SetApartFactory,
    ShortlistLookFactory,
)
from tests.factories.bases import in_days
from tests.support.constraints import Attempt, again, assert_refused, constraints_of

REPORTED = {"host_reported_at": timezone.now()}


def twice_the_same_profile() -> None:
    profile = MatchableProfileFactory()
    SetApartFactory(first=profile, second=profile)


def merged_by_one() -> None:
    MergeRequestFactory(first_agreed_at=timezone.now(), taken_at=timezone.now())


def merged_with_itself() -> None:
    profile = MatchableProfileFactory()
    MergeRequestFactory(first=profile, second=profile)


CASES: dict[str, Attempt] = {
    "merge_has_one_order": merged_with_itself,
    "one_open_merge_per_pair": again(MergeRequestFactory, "first", "second"),
    "merge_needs_both_owners": merged_by_one,
    "one_thing_is_followed": lambda: FollowFactory(country="NO"),
    "field_followed_once": again(FollowFactory, "user", "field"),
    "country_followed_once": again(
        lambda **v: FollowFactory(**{"field_id": None, "country": "NO"} | v), "user"
    ),
    "base_followed_once": again(
        lambda **v: FollowFactory(**{"field_id": None, "base": BaseFactory()} | v), "user", "base"
    ),
    "person_followed_once": again(
        lambda **v: FollowFactory(**{"field_id": None, "person": MatchableProfileFactory()} | v),
        "user",
        "person",
    ),
    "one_match_per_opening_and_profile": again(MatchFactory, "opening", "profile"),
    "match_ranks_from_one": lambda: MatchFactory(rank=0),
    "match_total_is_a_share": lambda: MatchFactory(total=1.01),
    "match_transition_is_legal": lambda: MatchFactory(state="introduced"),
    "introduction_transition_is_legal": lambda: IntroductionFactory(state="accepted", ready=True),
    "introduction_initiator_is_known": lambda: IntroductionFactory(initiator="rumour"),
    "introduction_needs_both_sides": lambda: IntroductionFactory(
        state="accepted", came_from="offered", person_accepted_at=timezone.now()
    ),
    "introduction_reason_says_its_language": lambda: IntroductionFactory(reason="No time."),
    "one_live_introduction_per_pair": again(IntroductionFactory, "opening", "profile"),
    "one_verdict_per_pair_and_side": again(FeedbackFactory, "opening", "profile", "side"),
    "feedback_side_is_known": lambda: FeedbackFactory(side="rumour"),
    "only_not_relevant_has_a_reason": lambda: FeedbackFactory(reason=""),
    "only_not_relevant_has_words": lambda: FeedbackFactory(fits=True, words="So.", words_language="en"),
    "verdict_says_its_language": lambda: FeedbackFactory(words="Too far."),
    "note_says_something": lambda: CandidateNoteFactory(text=""),
    "one_vote_per_member": again(CandidateVoteFactory, "opening", "profile", "voter"),
    "vote_is_known": lambda: CandidateVoteFactory(vote="maybe"),
    "one_conflict_per_member": again(DeclaredConflictFactory, "opening", "profile", "member"),
    "conflict_says_why": lambda: DeclaredConflictFactory(reason=""),
    "one_look_per_opening_and_reader": again(ShortlistLookFactory, "opening", "reader"),
    "a_candidate_is_seen_once_per_look": again(SeenCandidateFactory, "look", "profile"),
    "exchange_transition_is_legal": lambda: ExchangeFactory(state="agreed", ready=True),
    "exchange_ends_after_start": lambda: ExchangeFactory(starts_on=in_days(9), ends_on=in_days(8)),
    "agreed_exchange_is_signed_and_dated": lambda: ExchangeFactory(
        state="agreed", came_from="planned", host_signed_at=timezone.now()
    ),
    "exchange_terms_say_their_language": lambda: ExchangeFactory(ip="Shared."),
    "exchange_reason_says_its_language": lambda: ExchangeFactory(reason="Illness."),
    "outcome_transition_is_legal": lambda: OutcomeFactory(state="complete", ready=True),
    "complete_outcome_has_both_reports": lambda: OutcomeFactory(
        state="complete", came_from="submitted", **REPORTED
    ),
    "released_outcome_has_both_yes": lambda: OutcomeFactory(
        state="released", came_from="complete", ready=True, host_released_at=None
    ),
    "round_transition_is_legal": lambda: RoundFactory(state="confirmed", ready=True),
    "confirmed_round_says_when": lambda: RoundFactory(state="confirmed", came_from="proposed"),
    "round_language_is_known": lambda: RoundFactory(language="fr"),
    "one_place_per_round_and_pair": again(RoundPlaceFactory, "round", "opening", "profile", alternate=1),
    "one_place_per_person_and_round": again(RoundPlaceFactory, "round", "profile"),
    "pair_apart_has_one_order": twice_the_same_profile,
    "one_decision_per_pair": again(SetApartFactory, "first", "second"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(CASES))
def test_constraint_is_kept_by_the_database(name: str) -> None:
    assert_refused("matching", name, CASES[name])


def test_every_constraint_is_tried() -> None:
    assert set(CASES) == set(constraints_of("matching"))


@pytest.mark.django_db
def test_introduction_may_be_offered_again_after_a_no() -> None:
    declined = IntroductionFactory(state="declined", came_from="offered")
    IntroductionFactory(opening=declined.opening, profile=declined.profile)
