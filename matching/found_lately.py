"""What words found a moment ago: a reader who filters, turns a page or changes the order asks the same words again."""

from __future__ import annotations

from hashlib import sha256

from django.conf import settings
from django.core.cache import cache

from matching.browse import Found, find_openings


def find_lately(words: str) -> Found:
    """At most FACETS_SECONDS old. Only ids are kept, which are read again from the database; nothing of a time when
    the index could not be asked, and no words: what somebody looks for is not to be read in a cache."""
    key = f"matching.found.{sha256(words.encode()).hexdigest()}"
    ids: tuple[int, ...] | None = cache.get(key) if settings.FACETS_SECONDS else None
    if ids is not None:
        return Found(ids)
    found = find_openings(words)
    if settings.FACETS_SECONDS and not found.trouble:
        cache.set(key, found.ids, settings.FACETS_SECONDS)
    return found
