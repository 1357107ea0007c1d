"""Around a stay: versions, signatures, letters, plans."""

from __future__ import annotations

from datetime import timedelta

import factory
from django.utils import timezone

from exchanges.choices import CheckItem, DueKind, ExchangeStep, LetterKind, Stage
from exchanges.models import (
    AgreementVersion,
    CalendarAddress,
    ChecklistItem,
    ExchangeEvent,
    IssuedLetter,
    Milestone,
    Reminder,
    Signature,
)
from matching.choices import Side
from taxonomy.choices import Language
from tests.factories.bases import in_days
from tests.factories.matching import ExchangeFactory
from tests.factories.users import UserFactory


class AgreementVersionFactory(factory.django.DjangoModelFactory[AgreementVersion]):
    """Proposed by the host, signed by nobody."""

    class Meta:
        model = AgreementVersion

    exchange = factory.SubFactory(ExchangeFactory)
    number = factory.LazyAttribute(lambda row: row.exchange.versions.count() + 1)
    starts_on = factory.LazyFunction(lambda: in_days(60))
    ends_on = factory.LazyFunction(lambda: in_days(150))
    duties = "Measure the laser line."
    pay = "A stipend of 12 000 yuan a month."
    ip = "Shared in equal parts."
    name = factory.LazyAttribute(lambda row: row.exchange.introduction.profile.name)
    language = Language.EN
    text = "The agreement."
    sha256 = "0" * 64
    side = Side.HOST


class SignatureFactory(factory.django.DjangoModelFactory[Signature]):
    class Meta:
        model = Signature

    version = factory.SubFactory(AgreementVersionFactory)
    side = Side.HOST
    name = "Lin Yue"
    sha256 = "0" * 64


class ExchangeEventFactory(factory.django.DjangoModelFactory[ExchangeEvent]):
    class Meta:
        model = ExchangeEvent

    exchange = factory.SubFactory(ExchangeFactory)
    step = ExchangeStep.PLAN
    side = "platform"


class MilestoneFactory(factory.django.DjangoModelFactory[Milestone]):
    class Meta:
        model = Milestone

    exchange = factory.SubFactory(ExchangeFactory)
    title = "First light"
    language = Language.EN
    due_on = factory.LazyFunction(lambda: in_days(80))


class ChecklistItemFactory(factory.django.DjangoModelFactory[ChecklistItem]):
    class Meta:
        model = ChecklistItem

    exchange = factory.SubFactory(ExchangeFactory)
    item = CheckItem.VISA
    side = Side.PERSON
    days = -21


class IssuedLetterFactory(factory.django.DjangoModelFactory[IssuedLetter]):
    class Meta:
        model = IssuedLetter

    exchange = factory.SubFactory(ExchangeFactory)
    kind = LetterKind.INVITATION
    name = "Marit Solvang"
    facts = factory.LazyFunction(dict)


class ReminderFactory(factory.django.DjangoModelFactory[Reminder]):
    class Meta:
        model = Reminder

    exchange = factory.SubFactory(ExchangeFactory)
    kind = DueKind.SIGN
    side = Side.HOST
    due_on = factory.LazyFunction(lambda: (timezone.now() + timedelta(days=3)).date())
    stage = Stage.SOON


class CalendarAddressFactory(factory.django.DjangoModelFactory[CalendarAddress]):
    class Meta:
        model = CalendarAddress

    user = factory.SubFactory(UserFactory)
