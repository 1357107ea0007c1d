"""One-table questions about matches and what follows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db import models
from django.db.models import Case, Q, When

from accounts.audience import Visitor, is_officer
from bases.models import Opening
from experts.models import Profile
from matching.choices import OutcomeState, Side
from taxonomy.site_clock import site_today

if TYPE_CHECKING:
    from matching.models import Exchange, Feedback, Introduction, Match, Outcome, Round  # noqa: F401 – named in strings below


class MatchQuerySet(models.QuerySet["Match"]):
    def visible_to(self, user: Visitor) -> MatchQuerySet:
        """The staff of the opening's institution and officers, of people they may see; and the person themselves, once
        the opening is public."""
        if not user.is_authenticated:
            return self.none()
        people = self.filter(profile__in=Profile.objects.visible_to(user))
        if is_officer(user):
            return people
        mine = Q(profile__user=user.pk, opening__in=Opening.objects.visible_to(user))
        return people.filter(Q(opening__in=Opening.objects.staffed_by(user)) | mine)

    def standing(self) -> MatchQuerySet:
        """Stored as eligible, of people who are in the pool at this moment."""
        return self.filter(eligible=True, profile__in=Profile.objects.matchable())

    def for_explanation(self) -> MatchQuerySet:
        """With the texts that evidence stands in."""
        return self.select_related("profile", "opening__institution", "opening__base").prefetch_related(
            "profile__texts",
            "profile__publications",
            "profile__visibility",
            "opening__texts",
            "opening__institution__texts",
            "opening__base__texts",
        )


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def visible_to(self, user: Visitor) -> FeedbackQuerySet:
        """What a host said: its staff and officers, but nobody of themselves. What a person said: the person alone,
        never the host."""
        if not user.is_authenticated:
            return self.none()
        hosts = Q(side=Side.HOST) & ~Q(
            profile__user=user.pk
        )  # whoever works at the host may stand in its list
        if not is_officer(user):
            hosts &= Q(opening__in=Opening.objects.staffed_by(user))
        return self.filter(hosts | Q(side=Side.PERSON, profile__user=user.pk))


TeamRow = TypeVar("TeamRow", bound=models.Model)


class TeamQuerySet(models.QuerySet[TeamRow]):
    """Of what a host's team says among themselves about a candidate of an opening."""

    def visible_to(self, user: Visitor) -> Self:
        """The staff of the opening's institution, and never of themselves: no candidate reads what is said of them."""
        return self.filter(opening__in=Opening.objects.staffed_by(user)).exclude(profile__user=user.pk)


class IntroductionQuerySet(models.QuerySet["Introduction"]):
    def visible_to(self, user: Visitor) -> IntroductionQuerySet:
        if not user.is_authenticated:
            return self.none()
        if is_officer(user):
            return self
        return self.filter(Q(opening__in=Opening.objects.staffed_by(user)) | Q(profile__user=user.pk))


class ExchangeQuerySet(models.QuerySet["Exchange"]):
    def visible_to(self, user: Visitor) -> ExchangeQuerySet:
        if not user.is_authenticated:
            return self.none()
        if is_officer(user):
            return self
        return self.filter(
            Q(introduction__opening__in=Opening.objects.staffed_by(user))
            | Q(introduction__profile__user=user.pk)
        )


class OutcomeQuerySet(models.QuerySet["Outcome"]):
    def visible_to(self, user: Visitor) -> OutcomeQuerySet:
        """An outcome is as visible as its exchange."""
        exchanges: Any = self.model._meta.get_field("exchange").related_model
        return self.filter(exchange__in=exchanges.objects.visible_to(user))

    def released(self) -> OutcomeQuerySet:
        """May be told in public: both sides said so, and neither took it back."""
        return self.filter(
            state=OutcomeState.RELEASED, host_released_at__isnull=False, person_released_at__isnull=False
        )

    def waiting_first(self) -> OutcomeQuerySet:
        """Those whose reports are missing, the earliest deadline first; then the latest."""
        over = Q(state__in=[OutcomeState.COMPLETE, OutcomeState.RELEASED])
        return self.order_by(Case(When(over, then=1), default=0), "due_on", "-pk")

    def overdue(self) -> OutcomeQuerySet:
        """A report is missing though its day has passed. Whoever has left owes none."""
        late = self.filter(state__in=[OutcomeState.DUE, OutcomeState.SUBMITTED], due_on__lt=site_today())
        return late.exclude(exchange__profile__user=None, host_reported_at__isnull=False)

    def for_stories(self) -> OutcomeQuerySet:
        return self.select_related("exchange__introduction__opening").prefetch_related(
            "exchange__introduction__opening__texts"
        )


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, user: Visitor) -> RoundQuerySet:
        """Rounds are prepared and confirmed by officers."""
        return self if is_officer(user) else self.none()
