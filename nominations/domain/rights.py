"""Who takes which step of a nomination."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from accounts.audience import Visitor, grants_of
from accounts.domain.errors import NotTheirStep
from accounts.models import User
from experts.models import Nomination
from nominations.domain.errors import BeyondFields
from nominations.domain.links import opens


def may_nominate(user: Visitor, country: str = "", fields: Collection[str] | None = None) -> bool:
    """Today, people who work in `country`; without one: in any country at all. `fields`: of their work, where an
    accredited intermediary is confined to some."""
    grants = grants_of(user)
    if not country:
        return bool(grants)
    if fields is None:
        return any(country in grant.countries for grant in grants)
    return any(grant.covers(country, fields) for grant in grants)


def require_grant(nomination: Nomination, *, by: User) -> None:
    """The country, and where the post has fields one of them, are theirs today. Raises NotTheirStep, BeyondFields."""
    country = nomination.country.code or ""
    if not country or not may_nominate(by, country):
        raise NotTheirStep(_("You recommend people who work in the countries of your post."))
    fields = set(nomination.fields.values_list("pk", flat=True))
    if nomination.opening:
        fields |= set(nomination.opening.fields.values_list("pk", flat=True))
    if not may_nominate(by, country, fields):
        raise BeyondFields(
            _("You are accredited for some fields: tick one of them, if it is one of this person's.")
        )


def require_nominator(nomination: Nomination, *, by: User) -> None:
    """Whoever nominated, whether or not they still hold the post. Raises NotTheirStep."""
    if nomination.nominated_by_id != by.pk:
        raise NotTheirStep(_("Only the attaché who recommended somebody does this."))


def is_of(nomination: Nomination, user: Visitor) -> bool:
    """Whether the nomination is about this user: of their profile, or to their verified address."""
    if not isinstance(user, User) or not user.is_active:
        return False
    if nomination.profile_id is not None:
        return nomination.profile is not None and nomination.profile.user_id == user.pk
    verified = user.email_verified_at is not None
    return verified and bool(nomination.email) and nomination.email.lower() == user.email.lower()


def require_person(nomination: Nomination, *, by: User | None, token: str = "") -> None:
    """The person themselves: logged in, or with nothing but the link of their letter. Raises NotTheirStep."""
    if is_of(nomination, by) if by is not None else opens(token, nomination):
        return
    raise NotTheirStep(_("Only the person who was recommended answers this."))
