"""The desk of attachés."""

from __future__ import annotations

import factory

from attaches.models import HandedNomination, HandedPost, Handover, Suggestion
from tests.factories.bases import OpenOpeningFactory
from tests.factories.experts import MatchableProfileFactory, NominationFactory
from tests.factories.users import AttachePostFactory, UserFactory


class HandoverFactory(factory.django.DjangoModelFactory[Handover]):
    """Done a moment ago, by the giver."""

    class Meta:
        model = Handover

    giver = factory.SubFactory(UserFactory)
    successor = factory.SubFactory(UserFactory)
    by = factory.SelfAttribute("giver")


class HandedPostFactory(factory.django.DjangoModelFactory[HandedPost]):
    class Meta:
        model = HandedPost

    handover = factory.SubFactory(HandoverFactory)
    old = factory.SubFactory(AttachePostFactory)
    new = factory.SubFactory(AttachePostFactory)


class HandedNominationFactory(factory.django.DjangoModelFactory[HandedNomination]):
    class Meta:
        model = HandedNomination

    handover = factory.SubFactory(HandoverFactory)
    nomination = factory.SubFactory(NominationFactory)


class SuggestionFactory(factory.django.DjangoModelFactory[Suggestion]):
    class Meta:
        model = Suggestion

    opening = factory.SubFactory(OpenOpeningFactory)
    profile = factory.SubFactory(MatchableProfileFactory)
    by = factory.SubFactory(UserFactory)
