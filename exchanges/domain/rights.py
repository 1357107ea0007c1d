"""Who takes steps of a stay: the person, or whoever writes openings of the host. Nobody acts for both."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.audience import Visitor
from accounts.domain.errors import NotTheirStep
from accounts.models import User
from bases.domain.opening_rights import writes
from bases.models import Opening
from bases.querysets import EDITORS
from exchanges.choices import ExchangeStep
from exchanges.way import PLATFORM, WAY
from matching.choices import Side
from matching.models import Exchange


def side_of(exchange: Exchange, user: Visitor) -> Side | None:
    """Whoever goes speaks as the person, also where they are on the team of the host. One query at most."""
    if exchange.introduction.profile.user_id == user.pk and user.pk is not None:
        return Side.PERSON
    return Side.HOST if writes(user, exchange.introduction.opening) else None


def require_right(exchange: Exchange, step: ExchangeStep, *, by: User | None) -> str:
    """The side that `by` takes it for; None is the platform. Raises NotTheirStep, which says who may."""
    who = PLATFORM if by is None else side_of(exchange, by)
    allowed = WAY.rules[step].who
    if who not in allowed:
        raise NotTheirStep(_whose(allowed))
    return str(who)


def require_side(exchange: Exchange, *, by: User) -> Side:
    """For what either side may do beside the steps. Raises NotTheirStep."""
    side = side_of(exchange, by)
    if side is None:
        raise NotTheirStep(_whose(frozenset(Side)))
    return side


def _whose(allowed: frozenset[str]) -> str:
    if allowed >= {Side.HOST, Side.PERSON}:
        return _("The person, and owners and editors of the institution, do this.")
    if Side.PERSON in allowed:
        return _("Only the person whose stay it is does this.")
    return _("Owners and editors of the institution do this.")


def people_of(exchange: Exchange, side: Side) -> list[User]:
    """Accounts that speak for a side now, in the order of their keys."""
    introduction = exchange.introduction
    if side == Side.PERSON:
        return [user] if (user := introduction.profile.user) and user.is_active else []
    going = introduction.profile.user_id
    return [user for user in team_of(introduction.opening) if user.pk != going]


def team_of(opening: Opening) -> list[User]:
    """Who writes for the host, in the order of their keys."""
    team = User.objects.filter(
        is_active=True,
        staff_memberships__institution=opening.institution_id,
        staff_memberships__role__in=EDITORS,
    )
    return list(team.distinct().order_by("pk"))
