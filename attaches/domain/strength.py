"""What countries are known for: who could come from there, and who came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from accounts.audience import Grant, Visitor
from attaches.domain.grants import countries_in, people_in
from experts.models import Profile
from matching.choices import ExchangeState
from matching.models import Exchange

ByField = Mapping[str, frozenset[int]]  # field -> primary keys


@dataclass(frozen=True, slots=True)
class Strength:
    """`here`: people whom the reader may find; `completed`: stays."""

    here: ByField
    completed: ByField

    def those_in(self, fields: Collection[str]) -> frozenset[int]:
        return _in_any(self.here, fields)

    def people(self, fields: Collection[str]) -> int:
        return len(self.those_in(fields))

    def stays(self, fields: Collection[str]) -> int:
        return len(_in_any(self.completed, fields))


def strength_of(grants: Iterable[Grant], *, user: Visitor) -> Strength:
    """Two queries."""
    grants = tuple(grants)
    tags = Profile.fields.through.objects.filter(profile__in=people_in(grants, user=user).values("pk"))
    stays = Exchange.objects.filter(
        state=ExchangeState.COMPLETED, profile__country__in=countries_in(grants)
    ).order_by()
    return Strength(
        _by_field(tags.values_list("priorityfield_id", "profile_id")),
        _by_field(stays.values_list("introduction__opening__fields", "pk")),
    )


def _by_field(pairs: Iterable[tuple[str, int]]) -> ByField:
    found: dict[str, set[int]] = defaultdict(set)
    for field, key in pairs:
        found[field].add(key)
    return {field: frozenset(keys) for field, keys in found.items()}


def _in_any(by_field: ByField, fields: Collection[str]) -> frozenset[int]:
    """Each once, however many of the fields it has."""
    return frozenset[int]().union(*(by_field.get(field, frozenset()) for field in fields))
