"""How the site uses PostgreSQL: a pool of connections in each process, and an end to every wait."""

from __future__ import annotations

from typing import Any

import environ

# Of a request that finds every connection of its process taken, or the server gone.
SECONDS_FOR_A_CONNECTION = 5.0
# A pool tries again after 1, 2, 4 … seconds. Were it to go on for minutes, it would answer nobody for as long again
# once the server is back; so it gives up soon, and the next request begins anew.
SECONDS_OF_RETRIES = 2.0


def with_pool_and_timeouts(database: dict[str, Any], env: environ.Env) -> dict[str, Any]:
    """`database` with what the environment says of PostgreSQL; options of its address (`?sslmode=require`) stay."""
    most = env.int("DATABASE_POOL_MAX", default=8)
    timeouts = {
        "statement_timeout": env.int("DATABASE_STATEMENT_TIMEOUT", default=60_000),
        "lock_timeout": env.int("DATABASE_LOCK_TIMEOUT", default=10_000),
        "idle_in_transaction_session_timeout": env.int("DATABASE_IDLE_TIMEOUT", default=120_000),
    }
    options = dict(database.get("OPTIONS", {}))
    given = [str(options["options"])] if options.get("options") else []
    options["options"] = " ".join([*(f"-c {name}={value}" for name, value in timeouts.items()), *given])
    if most > 0:
        fewest = min(env.int("DATABASE_POOL_MIN", default=1), most)
        options["pool"] = {
            "min_size": fewest,
            "max_size": most,
            "timeout": SECONDS_FOR_A_CONNECTION,
            "reconnect_timeout": SECONDS_OF_RETRIES,
        }
        # A pool keeps connections by itself: Django refuses both together.
        database = database | {"CONN_MAX_AGE": 0}
    return database | {"OPTIONS": options, "CONN_HEALTH_CHECKS": True}
