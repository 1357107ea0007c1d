"""One-table questions about people. `visible_to` decides whom a user may see at all."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.audience import Grant, Visitor, grants_of, is_administrator, is_officer
from accounts.consent_texts import intermediary_versions
from accounts.models import Consent, Purpose
from experts.choices import Audience, NominationState, ProfileState, Section

if TYPE_CHECKING:
    from experts.models import Nomination, Profile, Team  # noqa: F401 – named in strings below


def consented(purpose: Purpose, *, versions: Collection[str] | None = None) -> Exists:
    """The profile's user agrees to `purpose` now; to one of the `versions` of its wording, where they are given."""
    rows = Consent.objects.live().filter(user=OuterRef("user"), purpose=purpose)
    return Exists(rows if versions is None else rows.filter(version__in=versions))


class ProfileQuerySet(models.QuerySet["Profile"]):
    def matchable(self) -> ProfileQuerySet:
        """The pool, but for those who objected to being ranked by a program."""
        return self.in_pool().filter(objected_at__isnull=True)

    def in_pool(self) -> ProfileQuerySet:
        """Claimed, active, verified by e-mail, and agreed to be matched, by a program or by a person."""
        return self.filter(
            consented(Purpose.MATCHING),
            state=ProfileState.ACTIVE,
            user__is_active=True,
            user__email_verified_at__isnull=False,
        )

    def featured(self) -> ProfileQuerySet:
        """Of the pool, who agreed to be featured and shows their name to everyone."""
        named = {"visibility__section": Section.NAME, "visibility__audience": Audience.PUBLIC}
        return self.in_pool().filter(consented(Purpose.FEATURED), **named)

    def visible_to(self, user: Visitor) -> ProfileQuerySet:
        """Oneself; for others only people of the pool, and only who agreed to be seen by such a user."""
        if not user.is_authenticated:
            return self.none()
        if is_administrator(user):
            return self
        own = Q(user=user.pk)
        pool = self.model._default_manager.matchable()
        if is_officer(user):  # who look by hand at those who objected to the ranking
            people = self.model._default_manager.in_pool()
            return self.filter(own | Q(pk__in=people.values("pk")))
        shown = own
        if user.staff_memberships.filter(institution__verification="verified").exists():
            shown |= Q(pk__in=pool.filter(consented(Purpose.INSTITUTIONS)).values("pk"))
        for grant in grants_of(user):
            shown |= Q(pk__in=pool.within(grant).values("pk"))
        return self.filter(shown)

    def within_any(self, grants: Iterable[Grant]) -> ProfileQuerySet:
        """Of the pool, who is within one of the grants, and by no other way that their holder has."""
        pool, found = self.model._default_manager.matchable(), Q(pk__in=[])
        for grant in grants:
            found |= Q(pk__in=pool.within(grant).values("pk"))
        return self.filter(found)

    def within(self, grant: Grant) -> ProfileQuerySet:
        """In the countries of a post, and agreed to be found by its holder. Where the post is confined to fields: in
        one of them, and agreed in words that tell of intermediaries."""
        rows = self.filter(country__in=grant.countries)
        if grant.fields is None:
            return rows.filter(consented(Purpose.ATTACHES))
        tags: Any = self.model.fields.through
        tagged = tags.objects.filter(priorityfield__in=grant.fields).values("profile")
        return rows.filter(consented(Purpose.ATTACHES, versions=intermediary_versions()), pk__in=tagged)

    def for_matching(self) -> ProfileQuerySet:
        """With everything that eligibility, scoring and explanation read."""
        return self.select_related("user").prefetch_related(
            "texts", "publications", "fields", "challenges", "disciplines", "languages", "stays", "visibility"
        )


class TeamQuerySet(models.QuerySet["Team"]):
    def visible_to(self, user: Visitor) -> TeamQuerySet:
        """Those that `user` leads or belongs to; of no other does anybody learn."""
        if not user.is_authenticated:
            return self.none()
        joined = self.model._default_manager.filter(memberships__profile__user=user.pk)
        return self.filter(Q(lead__user=user.pk) | Q(pk__in=joined.values("pk")))


class NominationQuerySet(models.QuerySet["Nomination"]):
    def visible_to(self, user: Visitor) -> NominationQuerySet:
        """Who nominated and the person themselves; officers and administrators once the person has accepted."""
        if not user.is_authenticated:
            return self.none()
        shown = Q(nominated_by=user.pk) | Q(profile__user=user.pk)
        if is_officer(user):
            shown |= Q(state=NominationState.ACCEPTED)
        return self.filter(shown)

    def live(self) -> NominationQuerySet:
        """Those that wait for the person, or that they declined lately."""
        return self.filter(state__in=[NominationState.SENT, NominationState.DECLINED])
