"""Who speaks for which side of an outcome, and who hears of its steps."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from accounts.audience import Visitor
from accounts.models import User
from bases.models import Opening
from bases.querysets import EDITORS
from experts.models import Profile
from matching.choices import Side
from matching.domain.sides import NotYourSide, speaks_for_host
from matching.models import Outcome


def opening_of(outcome: Outcome) -> Opening:
    return outcome.exchange.introduction.opening


def person_of(outcome: Outcome) -> Profile:
    return outcome.exchange.introduction.profile


def side_of(outcome: Outcome, user: Visitor) -> Side | None:
    """The side that `user` speaks for; whoever came speaks as the person, even if they write for the host as well."""
    if not isinstance(user, User):
        return None
    if person_of(outcome).user_id == user.pk:
        return Side.PERSON
    return Side.HOST if speaks_for_host(opening_of(outcome), by=user) else None


def require_side(outcome: Outcome, *, side: Side, by: User) -> None:
    """Raises NotYourSide."""
    if side_of(outcome, by) != side:
        raise NotYourSide(
            _(
                "Only the person themselves, or an owner or editor of the institution, does this for their side."
            )
        )


def people_of(outcome: Outcome, side: Side) -> Iterator[User]:
    """Who speaks for `side` and can be written to."""
    person = person_of(outcome).user
    if side == Side.PERSON:
        if person is not None and person.is_active:
            yield person
        return
    rows = opening_of(outcome).institution.staff_memberships.filter(role__in=EDITORS, user__is_active=True)
    for membership in rows.exclude(user=person).select_related("user").order_by("pk"):
        yield membership.user
