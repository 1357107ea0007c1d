"""Lists that somebody follows are stored anew when the pool, the opening or the day has changed, once an hour at most.

The page itself computes its list each time; what is stored tells the desk how many are new, and stands in where the
index cannot be used.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.core.cache import cache
from django.utils import timezone

from accounts.models import Purpose
from bases.models import Opening
from experts.models import Profile
from experts.querysets import consented
from matching.domain.engine import engine_version
from matching.domain.people import people_for
from matching.domain.references import digest
from matching.domain.rules.opening import held
from matching.domain.storing import store_matches
from search.backends.registry import get_backend
from search.documents import document_id

FLOOR = timedelta(hours=1)  # between two lists of one opening
KEPT = 7 * 24 * 3600  # seconds that a mark is remembered; a list without one is computed again


def followed() -> list[Opening]:
    """Openings that take applications and whose list somebody has read."""
    rows = Opening.objects.open().filter(looks__isnull=False).distinct()
    return list(rows.order_by("pk"))


def due(openings: Sequence[Opening] | None = None) -> list[tuple[int, str]]:
    """Openings (ids) whose list is to be stored anew, each with the mark of what it will be made from: of those that
    somebody follows, unless others are named. The index is asked once for all of them. Raises IndexUnavailable."""
    openings = followed() if openings is None else openings
    if not openings:
        return []
    backend = get_backend()
    asked = backend.digests("opening")
    pool = digest(repr(sorted(backend.digests("profile").items())))
    same = (engine_version(), timezone.localdate(), pool)  # for all of them
    marks = {
        one.pk: digest(repr((*same, one.updated_at, asked.get(document_id("opening", one.pk)))))
        for one in openings
    }
    return [(pk, mark) for pk, mark in marks.items() if _is_due(pk, mark)]


def refresh(opening: Opening, mark: str) -> bool:
    """-> whether it was stored anew. With the people whom a host may see, but without anybody's verdicts: a person may
    read their stored match, and must not learn from it what was said of them. Raises IndexUnavailable and
    EncoderUnavailable."""
    if held(opening) or not _is_due(opening.pk, mark):
        return False
    shown = Profile.objects.filter(consented(Purpose.INSTITUTIONS))
    store_matches(opening, people_for(opening, among=shown, plain=True))
    cache.set(_key(opening.pk), (mark, timezone.now()), KEPT)
    return True


def made(keys: Iterable[int]) -> set[int]:
    """Those openings (ids) whose list was stored within the last days, whether anybody stands in it or not."""
    names = {_key(pk): pk for pk in keys}
    return {names[name] for name in cache.get_many(list(names))}


def _is_due(pk: int, mark: str) -> bool:
    """Something changed, and the list was not made within the last hour: one saved profile changes the pool of all."""
    stored = cache.get(_key(pk))
    return stored is None or (stored[0] != mark and stored[1] <= timezone.now() - FLOOR)


def _key(pk: int) -> str:
    return f"shortlist-made:{pk}"
