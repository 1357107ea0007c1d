"""One-table questions of the host side. `visible_to` decides what a user may see at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce, Length
from django.utils import timezone

from accounts.audience import Visitor, is_officer
from bases.choices import (
    BaseStatus,
    NationalityRule,
    OpeningStep,
    PublicationState,
    Sensitivity,
    StaffRole,
    Verification,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bases.models import Base, Institution, Opening, Project, RorRecord  # noqa: F401 – named in strings below
    from taxonomy.models import PriorityField

EDITORS = (StaffRole.OWNER, StaffRole.EDITOR)
PUBLISHED = Q(
    publication__in=[PublicationState.OPEN, PublicationState.FILLED],
    sensitivity=Sensitivity.CLEAR,
    institution__verification=Verification.VERIFIED,
)


def _staff(user: Visitor, path: str, roles: tuple[str, ...] = tuple(StaffRole.values)) -> Q:
    """Rows whose institution (reached by `path`) has `user` on its staff in one of `roles`."""
    prefix = f"{path}__" if path else ""
    return Q(**{f"{prefix}staff_memberships__user": user.pk, f"{prefix}staff_memberships__role__in": roles})


class InstitutionQuerySet(models.QuerySet["Institution"]):
    def verified(self) -> InstitutionQuerySet:
        return self.filter(verification=Verification.VERIFIED)

    def visible_to(self, user: Visitor) -> InstitutionQuerySet:
        """Verified ones; unverified ones only for their staff and officers."""
        if is_officer(user):
            return self
        shown = Q(verification=Verification.VERIFIED)
        if user.is_authenticated:
            shown |= Q(pk__in=self.model._default_manager.filter(_staff(user, "")).values("pk"))
        return self.filter(shown)


class RorQuerySet(models.QuerySet["RorRecord"]):
    def named(self, folded: str) -> RorQuerySet:
        """Organisations one of whose names holds this, as `bases.ror.fold` writes it: those that begin so first."""
        begins = Case(When(words__startswith=folded, then=0), default=1)
        return self.filter(words__contains=folded).order_by(begins, Length("name"), "name", "pk")


class BaseQuerySet(models.QuerySet["Base"]):
    def recognised(self) -> BaseQuerySet:
        return self.filter(status__in=[BaseStatus.RECOGNISED, BaseStatus.ON_NOTICE])

    def of_verified(self) -> BaseQuerySet:
        return self.filter(institution__verification=Verification.VERIFIED)

    def matchable(self) -> BaseQuerySet:
        return self.recognised().of_verified()

    def visible_to(self, user: Visitor) -> BaseQuerySet:
        """Recognised bases of verified institutions; others only for their staff and officers."""
        if is_officer(user):
            return self
        shown = Q(pk__in=self.model._default_manager.matchable().values("pk"))
        if user.is_authenticated:
            shown |= Q(pk__in=self.model._default_manager.filter(_staff(user, "institution")).values("pk"))
        return self.filter(shown)

    def staffed_by(self, user: Visitor) -> BaseQuerySet:
        """Bases whose people this user may read about: staff of their verified institution."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            pk__in=self.model._default_manager.filter(
                _staff(user, "institution"), institution__verification=Verification.VERIFIED
            ).values("pk")
        )

    def for_cards(self) -> BaseQuerySet:
        return self.select_related("institution").prefetch_related("texts", "institution__texts", "fields")


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, user: Visitor) -> ProjectQuerySet:
        """A project is as visible as its base."""
        bases: Any = self.model._meta.get_field("base").related_model
        return self.filter(base__in=bases.objects.visible_to(user))


def lets_in(country: str) -> Q:
    """The nationality rule of an opening lets in nationals of `country` (a code of two letters)."""
    named = Q(nationalities__contains=country)  # codes between commas
    return (
        Q(nationality_rule=NationalityRule.ANY)
        | (Q(nationality_rule=NationalityRule.ONLY) & named)
        | (Q(nationality_rule=NationalityRule.EXCEPT) & ~named)
    )


class OpeningQuerySet(models.QuerySet["Opening"]):
    def published(self) -> OpeningQuerySet:
        """Cleared and public, of a verified institution; past their deadline or not."""
        return self.filter(PUBLISHED)

    def open(self) -> OpeningQuerySet:
        """Taking applications now."""
        return self.published().filter(publication=PublicationState.OPEN, deadline__gt=timezone.now())

    def late(self) -> OpeningQuerySet:
        """Public, and past their deadline: nobody has closed them yet."""
        return self.published().filter(publication=PublicationState.OPEN, deadline__lte=timezone.now())

    def once_public(self, *states: PublicationState) -> OpeningQuerySet:
        """In one of the states after having been public; nothing that must not be shown."""
        return self.filter(
            publication__in=states,
            published_at__isnull=False,
            sensitivity=Sensitivity.CLEAR,
            institution__verification=Verification.VERIFIED,
        )

    def over_or_paused(self) -> OpeningQuerySet:
        """Their page still tells the terms, though nobody can apply."""
        return self.once_public(PublicationState.CLOSED, PublicationState.PAUSED)

    def withdrawn(self) -> OpeningQuerySet:
        """Their page tells that they are gone, and no more."""
        return self.once_public(PublicationState.WITHDRAWN)

    def matchable(self) -> OpeningQuerySet:
        """May be in the index. The deadline is judged when a match is made: time passes without a save."""
        return self.published().filter(publication=PublicationState.OPEN)

    def visible_to(self, user: Visitor) -> OpeningQuerySet:
        """Published ones; the others only for their institution's staff and officers."""
        if is_officer(user):
            return self
        shown = PUBLISHED  # of the row itself and its institution, so no subquery: that took half the time of a list
        if user.is_authenticated:
            shown |= Q(pk__in=self.model._default_manager.filter(_staff(user, "institution")).values("pk"))
        return self.filter(shown)

    def in_fields(self, fields: Iterable[PriorityField]) -> OpeningQuerySet:
        """Openings in any of the fields, each once."""
        rows = self.model._default_manager.filter(fields__in=fields)
        return self.filter(pk__in=rows.values("pk"))

    def due(self) -> OpeningQuerySet:
        """To be closed: public or paused, and past their deadline."""
        states = [PublicationState.OPEN, PublicationState.PAUSED, PublicationState.FILLED]
        return self.filter(publication__in=states, deadline__lte=timezone.now())

    def in_review(self) -> OpeningQuerySet:
        return self.filter(publication=PublicationState.IN_REVIEW)

    def longest_waiting(self) -> OpeningQuerySet:
        """Those in review, by when they were handed in: `handed_in` of each row."""
        events: Any = self.model._meta.get_field("events").related_model
        last = events.objects.filter(opening=OuterRef("pk"), step=OpeningStep.SUBMIT).order_by("-at")
        since = Coalesce(Subquery(last.values("at")[:1]), F("created_at"))
        return self.in_review().annotate(handed_in=since).order_by("handed_in", "pk")

    def edited_by(self, user: Visitor) -> OpeningQuerySet:
        """Openings that this user writes: owners and editors of their institution, verified or not."""
        if not user.is_authenticated:
            return self.none()
        rows = self.model._default_manager.filter(_staff(user, "institution", EDITORS))
        return self.filter(pk__in=rows.values("pk"))

    def of_team(self, user: Visitor) -> OpeningQuerySet:
        """Openings of institutions whose team this user is in, verified or not."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            pk__in=self.model._default_manager.filter(_staff(user, "institution")).values("pk")
        )

    def staffed_by(self, user: Visitor) -> OpeningQuerySet:
        """Openings whose shortlist this user may read: staff of their verified institution."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            pk__in=self.model._default_manager.filter(
                _staff(user, "institution"), institution__verification=Verification.VERIFIED
            ).values("pk")
        )

    def for_desk(self) -> OpeningQuerySet:
        """What its host has to do comes first: drafts, then what waits for officers, then the rest by deadline."""
        turn = Case(
            When(publication=PublicationState.DRAFT, then=0),
            When(publication=PublicationState.IN_REVIEW, then=1),
            default=2,
        )
        return self.order_by(turn, "deadline", "pk")

    def for_cards(self) -> OpeningQuerySet:
        """With everything that one row of a list shows."""
        return self.select_related("institution", "base", "framework").prefetch_related(
            "texts", "institution__texts", "base__texts", "fields", "challenges", "required_languages"
        )
