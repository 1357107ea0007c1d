"""Lists that somebody follows are stored anew when the pool, the opening or the day has changed.

The page itself computes its list each time; what is stored tells the desk how many are new, and stands in where the
index cannot be used.
"""

from __future__ import annotations

from django.core.cache import cache
from django.utils import timezone

from bases.models import Opening
from matching.domain.engine import engine_version
from matching.domain.people import people_for
from matching.domain.references import digest
from matching.domain.rules.opening import held
from matching.domain.storing import store_matches
from search.backends.registry import get_backend
from search.documents import document_id

KEPT = 7 * 24 * 3600  # seconds that a mark is remembered; a list without one is computed again


def followed() -> list[int]:
    """Openings that take applications and whose list somebody has read."""
    rows = Opening.objects.open().filter(looks__isnull=False).distinct()
    return list(rows.order_by("pk").values_list("pk", flat=True))


def refresh(opening: Opening) -> bool:
    """-> whether it was stored anew. As the host's team sees it, but without anybody's verdicts: a person may read
    their stored match, and must not learn from it what was said of them. Raises IndexUnavailable and
    EncoderUnavailable."""
    members = opening.institution.staff_memberships.select_related("user").order_by("pk")
    member = members.first()
    if member is None or held(opening):
        return False
    key, mark = f"shortlist-stored:{opening.pk}", _mark(opening)
    if cache.get(key) == mark:
        return False
    store_matches(opening, people_for(opening, reader=member.user, plain=True))
    cache.set(key, mark, KEPT)
    return True


def _mark(opening: Opening) -> str:
    backend = get_backend()
    pool = sorted(backend.digests("profile").items())
    asked = backend.digests("opening").get(document_id("opening", opening.pk))
    return digest(repr((engine_version(), timezone.localdate(), opening.updated_at, asked, pool)))
