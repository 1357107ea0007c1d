"""What a stay does when its introduction is accepted, or withdrawn afterwards."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from django.urls import reverse

from accounts.models import User
from bases.choices import OpeningStep
from bases.models import OpeningEvent
from exchanges.domain.cancelling import follow_introduction
from exchanges.domain.planning import plan_exchange
from exchanges.domain.rights import people_of
from introductions import signals
from matching.choices import ExchangeState, Side
from matching.models import Exchange, Introduction
from notices.choices import Topic
from notices.domain.telling import tell


@receiver(signals.accepted)
def plan(introduction: Introduction, by: User | None = None, **kwargs: Any) -> None:
    plan_exchange(introduction, by=by)


@receiver(signals.ended)
def cancel(introduction: Introduction, by: User | None = None, **kwargs: Any) -> None:
    follow_introduction(introduction, by=by)


@receiver(post_save, sender=OpeningEvent, dispatch_uid="exchanges.opening")
def tell_of_opening(instance: OpeningEvent, **kwargs: Any) -> None:
    """Whoever is still agreeing on a stay hears that its opening is off the site, or held."""
    if instance.step not in (OpeningStep.WITHDRAW, OpeningStep.HOLD):
        return
    planned = Exchange.objects.filter(introduction__opening=instance.opening_id, state=ExchangeState.PLANNED)
    for exchange in planned.select_related("introduction__profile__user").order_by("pk"):
        for user in people_of(exchange, Side.PERSON):
            address = reverse("exchanges:exchange", args=[exchange.pk])
            tell(user, Topic.EXCHANGES, "exchange_opening_gone", address=address, opening=instance.opening)
