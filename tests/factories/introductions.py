"""What happens within an introduction."""

from __future__ import annotations

import factory
from django.core.files.base import ContentFile

from introductions.choices import IntroductionStep
from introductions.models import Attachment, IntroductionEvent, Message
from matching.choices import Side
from taxonomy.choices import Language
from tests.factories.matching import IntroductionFactory


class IntroductionEventFactory(factory.django.DjangoModelFactory[IntroductionEvent]):
    class Meta:
        model = IntroductionEvent

    introduction = factory.SubFactory(IntroductionFactory)
    step = IntroductionStep.INVITE
    side = "host"


class MessageFactory(factory.django.DjangoModelFactory[Message]):
    """From the host."""

    class Meta:
        model = Message

    introduction = factory.SubFactory(IntroductionFactory)
    side = Side.HOST
    text = "When could you come?"
    language = Language.EN


class AttachmentFactory(factory.django.DjangoModelFactory[Attachment]):
    class Meta:
        model = Attachment

    message = factory.SubFactory(MessageFactory)
    name = "plan.pdf"
    kind = "application/pdf"
    size = 5
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-", name="plan.pdf"))
