"""Where pages keep what they worked out, and where a session is looked up first."""

from __future__ import annotations

from typing import Any

# Of the copy of a session in Redis; the session itself is a row of the database. Whoever logs out while Redis is away
# leaves a copy behind: it is good for no longer than this.
SECONDS_OF_A_SESSION = 300


def in_redis(url: str) -> dict[str, dict[str, Any]]:
    """CACHES for the Redis at `url`."""
    redis = {"BACKEND": "talentbridge.caching.ForgivingRedisCache", "LOCATION": url}
    sessions = {"KEY_PREFIX": "session", "OPTIONS": {"longest": SECONDS_OF_A_SESSION}}
    return {"default": redis, "sessions": redis | sessions}
