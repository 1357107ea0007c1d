"""One-table questions of the host side. `visible_to` decides what a user may see at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Case, Q, When
from django.db.models.functions import Length
from django.utils import timezone

from accounts.audience import Visitor, is_officer
from bases.choices import BaseStatus, NationalityRule, PublicationState, Sensitivity, StaffRole, Verification

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

    def withdrawn(self) -> OpeningQuerySet:
        """Once public and closed since; nothing that must not be shown."""
        return self.filter(
            publication=PublicationState.CLOSED,
            published_at__isnull=False,
            sensitivity=Sensitivity.CLEAR,
            institution__verification=Verification.VERIFIED,
        )

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

    def staffed_by(self, user: Visitor) -> OpeningQuerySet:
        """Openings whose shortlist this user may read: staff of their verified institution."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            pk__in=self.model._default_manager.filter(
                _staff(user, "institution"), institution__verification=Verification.VERIFIED
            ).values("pk")
        )

    def for_cards(self) -> OpeningQuerySet:
        """With everything that one row of a list shows."""
        return self.select_related("institution", "base", "framework").prefetch_related(
            "texts", "institution__texts", "base__texts", "fields", "challenges", "required_languages"
        )
