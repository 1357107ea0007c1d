"""What people decided about their data."""

from __future__ import annotations

from datetime import timedelta

import factory
from django.core.files.base import ContentFile
from django.utils import timezone

from privacy.choices import ExportState, RequestKind, RequestState
from privacy.domain import asking
from privacy.models import (
    DataExport,
    DataRequest,
    DataRequestEvent,
    Erasure,
    HandReview,
    NameLeft,
    RetentionRun,
)
from tests.factories.bases import OpenOpeningFactory
from tests.factories.experts import MatchableProfileFactory
from tests.factories.users import UserFactory


class DataExportFactory(factory.django.DjangoModelFactory[DataExport]):
    """Ready, for a week."""

    class Meta:
        model = DataExport

    user = factory.SubFactory(UserFactory)
    state = ExportState.READY
    file = factory.LazyFunction(lambda: ContentFile(b"PK", name="export.zip"))
    ready_at = factory.LazyFunction(timezone.now)
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))


class ErasureFactory(factory.django.DjangoModelFactory[Erasure]):
    class Meta:
        model = Erasure

    user = factory.SubFactory(UserFactory)
    due_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))


class UnconfirmedRequestFactory(factory.django.DjangoModelFactory[DataRequest]):
    """From somebody without an account."""

    class Meta:
        model = DataRequest

    kind = RequestKind.CORRECTION
    email = factory.Sequence(lambda n: f"asks{n}@example.org")
    language = "en"
    text = "The year of my doctorate is wrong."
    text_language = "en"


class DataRequestFactory(UnconfirmedRequestFactory):
    """Confirmed, and waiting for an officer."""

    class Meta:
        model = DataRequest
        skip_postgeneration_save = True

    @factory.post_generation
    def confirmed(self: DataRequest, create: bool, extracted: object, **_: object) -> None:  # type: ignore[misc]
        if self.state == RequestState.UNCONFIRMED:
            asking.confirm(self)


class DataRequestEventFactory(factory.django.DjangoModelFactory[DataRequestEvent]):
    class Meta:
        model = DataRequestEvent

    request = factory.SubFactory(UnconfirmedRequestFactory)
    step = "confirm"


class NameLeftFactory(factory.django.DjangoModelFactory[NameLeft]):
    """In a text that is gone."""

    class Meta:
        model = NameLeft

    table, column, key_column, key = "bases_openingtext", "title", "id", "0"
    spans = factory.LazyFunction(lambda: [[0, 3]])
    seal = "0" * 64


class HandReviewFactory(factory.django.DjangoModelFactory[HandReview]):
    class Meta:
        model = HandReview

    profile = factory.SubFactory(MatchableProfileFactory, objected_at=factory.LazyFunction(timezone.now))
    opening = factory.SubFactory(OpenOpeningFactory)
    fits = True
    words = "The method is what the base needs."
    words_language = "en"


class RetentionRunFactory(factory.django.DjangoModelFactory[RetentionRun]):
    class Meta:
        model = RetentionRun

    figures = {"looks": 3}
