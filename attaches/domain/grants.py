"""Where a reader finds and recommends people, narrowed as they ask for it."""

from __future__ import annotations

from collections.abc import Iterable

from accounts.audience import Grant, Visitor
from experts.models import Profile
from experts.querysets import ProfileQuerySet


def narrowed(grants: Iterable[Grant], *, country: str = "", field: str = "") -> tuple[Grant, ...]:
    """The same, of one country or one field where they are named; a grant that has nothing of it goes."""
    found = []
    for grant in grants:
        countries = grant.countries & {country} if country else grant.countries
        fields = grant.fields
        if field:
            fields = frozenset({field}) if fields is None or field in fields else frozenset()
        if countries and (fields is None or fields):
            found.append(Grant(countries, fields))
    return tuple(found)


def countries_in(grants: Iterable[Grant]) -> frozenset[str]:
    return frozenset(code for grant in grants for code in grant.countries)


def fields_in(grants: Iterable[Grant]) -> frozenset[str] | None:
    """None: every field, as soon as one of them is confined to none."""
    sets = [grant.fields for grant in grants]
    if any(fields is None for fields in sets):
        return None
    return frozenset(slug for fields in sets if fields for slug in fields)


def people_in(grants: Iterable[Grant], *, user: Visitor) -> ProfileQuerySet:
    """Whom `user` may find by their posts alone, whatever else they may see; but for themselves."""
    return Profile.objects.within_any(grants).exclude(user=user.pk)
