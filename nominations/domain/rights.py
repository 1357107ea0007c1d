"""Who takes which step of a nomination."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.audience import Visitor, attache_countries
from accounts.domain.errors import NotTheirStep
from accounts.models import User
from experts.models import Nomination
from nominations.domain.links import opens


def may_nominate(user: Visitor, country: str = "") -> bool:
    """Today, people who work in `country`; without one: in any country at all."""
    countries = attache_countries(user)
    return country in countries if country else bool(countries)


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
