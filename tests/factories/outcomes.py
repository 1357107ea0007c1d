"""What both sides tell of a stay."""

from __future__ import annotations

import factory
from django.utils import timezone

from matching.choices import Side
from outcomes.choices import Again, FollowUp, OutcomeStep, WorkKind
from outcomes.models import Evaluation, OutcomeEvent, Report, ReportedWork, StoryWords
from taxonomy.choices import Language
from tests.factories.matching import OutcomeFactory


class ReportFactory(factory.django.DjangoModelFactory[Report]):
    """Of the host; sent once its outcome says so."""

    class Meta:
        model = Report

    outcome = factory.SubFactory(OutcomeFactory, ready=True)
    side = Side.HOST
    summary = "Two lasers were aligned, and three students learned how."
    language = Language.EN
    follow_up = FollowUp.PROJECT
    trainees = 3


class ReportedWorkFactory(factory.django.DjangoModelFactory[ReportedWork]):
    class Meta:
        model = ReportedWork

    report = factory.SubFactory(ReportFactory)
    kind = WorkKind.PUBLICATION
    title = "Mulch films and what remains of them"
    doi = "10.1000/mulch"
    key = factory.SelfAttribute("doi")


class EvaluationFactory(factory.django.DjangoModelFactory[Evaluation]):
    """Of the host, with nothing to complain of; open once the other side has sent its own."""

    class Meta:
        model = Evaluation

    outcome = factory.SubFactory(OutcomeFactory, ready=True)
    side = Side.HOST
    results = 4
    together = 5
    organised = 4
    again = Again.YES
    sent_at = factory.LazyFunction(timezone.now)


class StoryWordsFactory(factory.django.DjangoModelFactory[StoryWords]):
    class Meta:
        model = StoryWords

    outcome = factory.SubFactory(OutcomeFactory, ready=True)
    side = Side.HOST
    text = "She came for a month and stayed a friend."
    language = Language.EN


class OutcomeEventFactory(factory.django.DjangoModelFactory[OutcomeEvent]):
    class Meta:
        model = OutcomeEvent

    outcome = factory.SubFactory(OutcomeFactory, ready=True)
    step = OutcomeStep.BEGIN
    side = "platform"
