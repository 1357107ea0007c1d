"""How many suitable people stand in the stored list of each opening: numbers alone, kept for some minutes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from django.core.cache import cache

from bases.models import Opening
from experts.models import Profile
from matching.domain.refreshing import made
from matching.models import Match
from matching.types import Strength

KEPT = 600  # seconds; the lists themselves are made anew once an hour at most
_KEY = "attaches:suitable"


def suitable_people() -> Mapping[int, int]:
    """Opening that takes applications and has a stored list -> how many people in it fit, of those who are in the pool.

    Four queries, none while the numbers are kept.
    """
    known: Mapping[int, int] | None = cache.get(_KEY)
    if known is None:
        known = _counted()
        cache.set(_KEY, known, KEPT)
    return known


def forget_suitable() -> None:
    cache.delete(_KEY)


def _counted() -> Mapping[int, int]:
    """The pool is asked for once: to ask of each row whether its person still is in it took fifty times as long."""
    taking = list(Opening.objects.open().values_list("pk", flat=True))
    pool = set(Profile.objects.matchable().order_by().values_list("pk", flat=True))
    rows = Match.objects.filter(opening__in=Opening.objects.open().values("pk")).order_by()
    listed = dict.fromkeys([*made(taking), *rows.values_list("opening", flat=True).distinct()], 0)
    fits = [strength.value for strength in Strength if strength.fits]
    pairs = rows.filter(eligible=True, strength__in=fits).values_list("opening", "profile")
    return listed | Counter(opening for opening, profile in pairs if profile in pool)
