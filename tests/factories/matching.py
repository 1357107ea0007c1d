"""From a stored rank to the report of a visit. `ready=True`: every moment that a later state asks for is written."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import factory
from django.utils import timezone

from matching.choices import Initiator, Opinion, OpinionReason, Side, Vote
from matching.models import (
    CandidateNote,
    CandidateVote,
    DeclaredConflict,
    Exchange,
    FeedAddress,
    Feedback,
    Follow,
    Introduction,
    Match,
    MergeRequest,
    Outcome,
    Round,
    RoundPlace,
    SeenCandidate,
    SetApart,
    ShortlistLook,
)
from taxonomy.choices import Language
from tests.factories.bases import OpenOpeningFactory, in_days
from tests.factories.experts import MatchableProfileFactory
from tests.factories.users import OfficerFactory, UserFactory

NOW = factory.LazyFunction(timezone.now)


class MatchFactory(factory.django.DjangoModelFactory[Match]):
    class Meta:
        model = Match

    opening = factory.SubFactory(OpenOpeningFactory)
    profile = factory.SubFactory(MatchableProfileFactory)
    rank = 1
    total = 0.71
    parts = factory.LazyFunction(lambda: [{"name": "affinity", "value": 0.71, "weight": 1.0}])
    engine = "test-1"
    computed_at = NOW


class IntroductionFactory(factory.django.DjangoModelFactory[Introduction]):
    """Offered by the host, unanswered."""

    class Meta:
        model = Introduction

    class Params:
        ready = factory.Trait(host_accepted_at=NOW, person_accepted_at=NOW)

    opening = factory.SubFactory(OpenOpeningFactory)
    profile = factory.SubFactory(MatchableProfileFactory)
    initiator = Initiator.HOST
    answer_due = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))


class FeedbackFactory(factory.django.DjangoModelFactory[Feedback]):
    """The host calls somebody not relevant: their subject is another."""

    class Meta:
        model = Feedback

    class Params:
        fits = factory.Trait(verdict=Opinion.RELEVANT, reason="")

    opening = factory.SubFactory(OpenOpeningFactory)
    profile = factory.SubFactory(MatchableProfileFactory)
    side = Side.HOST
    verdict = Opinion.NOT_RELEVANT
    reason = OpinionReason.SUBJECT


class CandidateNoteFactory(factory.django.DjangoModelFactory[CandidateNote]):
    class Meta:
        model = CandidateNote

    opening = factory.SubFactory(OpenOpeningFactory)
    profile = factory.SubFactory(MatchableProfileFactory)
    text = "Ask about the laser before we decide."
    written_by = factory.SubFactory(UserFactory)
    sent = factory.LazyFunction(uuid4)


class CandidateVoteFactory(factory.django.DjangoModelFactory[CandidateVote]):
    class Meta:
        model = CandidateVote

    opening = factory.SubFactory(OpenOpeningFactory)
    profile = factory.SubFactory(MatchableProfileFactory)
    voter = factory.SubFactory(UserFactory)
    vote = Vote.YES


class DeclaredConflictFactory(factory.django.DjangoModelFactory[DeclaredConflict]):
    class Meta:
        model = DeclaredConflict

    opening = factory.SubFactory(OpenOpeningFactory)
    profile = factory.SubFactory(MatchableProfileFactory)
    member = factory.SubFactory(UserFactory)
    reason = "We shared an office for years."


class ShortlistLookFactory(factory.django.DjangoModelFactory[ShortlistLook]):
    """The first, begun and ended this moment."""

    class Meta:
        model = ShortlistLook

    opening = factory.SubFactory(OpenOpeningFactory)
    reader = factory.SubFactory(UserFactory)
    began_at = NOW
    at = NOW


class SeenCandidateFactory(factory.django.DjangoModelFactory[SeenCandidate]):
    class Meta:
        model = SeenCandidate

    look = factory.SubFactory(ShortlistLookFactory)
    profile = factory.SubFactory(MatchableProfileFactory)
    since = NOW


class ExchangeFactory(factory.django.DjangoModelFactory[Exchange]):
    """Being agreed, without dates."""

    class Meta:
        model = Exchange

    class Params:
        ready = factory.Trait(
            host_signed_at=NOW,
            person_signed_at=NOW,
            starts_on=factory.LazyFunction(lambda: in_days(60)),
            ends_on=factory.LazyFunction(lambda: in_days(90)),
        )

    introduction = factory.SubFactory(IntroductionFactory, ready=True)


class OutcomeFactory(factory.django.DjangoModelFactory[Outcome]):
    """Both reports are due."""

    class Meta:
        model = Outcome

    class Params:
        ready = factory.Trait(
            host_reported_at=NOW,
            person_reported_at=NOW,
            host_released_at=NOW,
            person_released_at=NOW,
        )

    exchange = factory.SubFactory(ExchangeFactory)


class RoundFactory(factory.django.DjangoModelFactory[Round]):
    class Meta:
        model = Round
        skip_postgeneration_save = True

    class Params:
        ready = factory.Trait(confirmed_at=NOW)

    name = "Spring round"
    language = Language.EN


class RoundPlaceFactory(factory.django.DjangoModelFactory[RoundPlace]):
    class Meta:
        model = RoundPlace

    round = factory.SubFactory(RoundFactory)
    opening = factory.SubFactory(OpenOpeningFactory)
    profile = factory.SubFactory(MatchableProfileFactory)
    affinity = 0.5


class SetApartFactory(factory.django.DjangoModelFactory[SetApart]):
    """An officer's word that two profiles are two people's; the first was registered first."""

    class Meta:
        model = SetApart

    first = factory.SubFactory(MatchableProfileFactory)
    second = factory.SubFactory(MatchableProfileFactory)
    decided_by = factory.SubFactory(OfficerFactory)


class FollowFactory(factory.django.DjangoModelFactory[Follow]):
    """Somebody follows the field of energy."""

    class Meta:
        model = Follow

    user = factory.SubFactory(UserFactory)
    field_id = "energy"


class FeedAddressFactory(factory.django.DjangoModelFactory[FeedAddress]):
    class Meta:
        model = FeedAddress

    user = factory.SubFactory(UserFactory)


class MergeRequestFactory(factory.django.DjangoModelFactory[MergeRequest]):
    """Asked, and answered by nobody; the first profile was registered first."""

    class Meta:
        model = MergeRequest

    first = factory.SubFactory(MatchableProfileFactory)
    second = factory.SubFactory(MatchableProfileFactory)
