"""Profiles that may be one person's. Found by keys that they share and by neighbours in the index, never by comparing
everybody with everybody; what the index says is judged again by what the database holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from django.db.models import QuerySet

from accounts.audience import Visitor
from experts.models import Profile
from matching.domain.apart import apart_of
from matching.domain.asked import asked_by_profile
from matching.domain.candidates import look, number
from matching.domain.resemblance import Resemblance, resemblance
from matching.domain.same_name import alike
from matching.domain.traces import Trace, traces
from search.backends.base import SearchBackend
from search.backends.registry import get_backend
from search.documents import document_id

NEIGHBOURS = 30
MOST_SHARING = 8  # a key that more people share tells nobody apart: a common name, a text from a template
FETCHED = 500  # documents in one go

Pair = tuple[int, int]  # profile ids, the smaller first


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two profiles that may be one person's, and why."""

    first: int
    second: int
    found: Resemblance


def possible_duplicates(*, reader: Visitor) -> list[Duplicate]:
    """Pairs of profiles that `reader` may see, the surest first; without those that somebody set apart.

    Reads every such profile once, so its time grows with their number alone. Raises IndexUnavailable.
    """
    known = traces(Profile.objects.visible_to(reader))
    sharing: defaultdict[str, list[int]] = defaultdict(list)
    for trace in known.values():
        for key in set(trace.keys()):
            sharing[key].append(trace.pk)
    pairs = {
        pair
        for people in sharing.values()
        if 1 < len(people) <= MOST_SHARING
        for pair in combinations(sorted(people), 2)
    }
    return _judged(pairs, known, common=_common(sharing))


def duplicates_of(profile: Profile, *, reader: Visitor) -> list[Duplicate]:
    """Profiles that `reader` may see and that may be this person's, too, the surest first.

    Asks the index for neighbours as well. Raises IndexUnavailable, and EncoderUnavailable for a profile that is not in
    the index as it is.
    """
    rows: QuerySet[Profile] = Profile.objects.visible_to(reader)
    if not rows.filter(pk=profile.pk).exists():
        return []
    backend = get_backend()
    near = look(backend, "profile", asked_by_profile(profile, backend), size=NEIGHBOURS)
    known = traces(rows)
    mine = known[profile.pk]
    keys = set(mine.keys())
    sharing: defaultdict[str, list[int]] = defaultdict(list)
    for trace in known.values():
        for key in keys.intersection(trace.keys()):
            sharing[key].append(trace.pk)
    others = {pk for people in sharing.values() if len(people) <= MOST_SHARING for pk in people}
    others |= {number(id) for id in near} & known.keys()
    pairs = {_pair(profile.pk, pk) for pk in others - {profile.pk}}
    return _judged(pairs, known, common=_common(sharing))


def _pair(one: int, other: int) -> Pair:
    return min(one, other), max(one, other)


def _common(sharing: Mapping[str, list[int]]) -> frozenset[str]:
    return frozenset(key for key, people in sharing.items() if len(people) > MOST_SHARING)


def _judged(pairs: Iterable[Pair], known: Mapping[int, Trace], *, common: frozenset[str]) -> list[Duplicate]:
    pairs = sorted(set(pairs) - apart_of(known))
    # The texts of people with different names are compared by nothing but their very words.
    worth = [(a, b) for a, b in pairs if alike(known[a].names, known[b].names)]
    likeness = _likeness(worth, get_backend())
    found = []
    for first, second in pairs:
        one, other = known[first], known[second]
        shared = {key for key in set(one.keys()) & set(other.keys()) if key.startswith("country:")}
        seen = resemblance(
            one, other, likeness=likeness.get((first, second), 0.0), common_name=bool(shared & common)
        )
        if seen.suspicious:
            found.append(Duplicate(first, second, seen))
    return sorted(found, key=lambda one: (-one.found.weight, one.first, one.second))


def _likeness(pairs: list[Pair], backend: SearchBackend) -> dict[Pair, float]:
    """Cosine of what both wrote of themselves, in the languages in which they are nearest; mean over the slots."""
    found: dict[Pair, float] = {}
    for start in range(0, len(pairs), FETCHED // 2):
        some = pairs[start : start + FETCHED // 2]
        block = backend.fetch(
            [document_id("profile", pk) for pk in sorted({pk for pair in some for pk in pair})]
        )
        rows: defaultdict[int, list[int]] = defaultdict(list)
        for row, (owner, key) in enumerate(zip(block.owners, block.keys, strict=True)):
            if key == "profile":
                rows[number(owner)].append(row)
        for one, other in some:
            if rows[one] and rows[other]:
                cosines = [matrix[rows[one]] @ matrix[rows[other]].T for matrix in block.vectors.values()]
                found[one, other] = float(np.mean(cosines, axis=0).max())
    return found
