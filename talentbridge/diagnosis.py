"""Why a database cannot be used, in the words of somebody who has to mend it: names and places, never a password."""

from __future__ import annotations

from typing import Any

OLDEST = 14  # PostgreSQL that Django 5.2 knows
PATIENCE = 5  # seconds


def database_problem(connection: Any) -> str:
    """Of a connection of Django: one sentence with the remedy; "" if it can be used, and for SQLite.

    Asks past the pool, which only says that it waited in vain.
    """
    if connection.vendor != "postgresql":
        return ""
    import psycopg

    known = connection.settings_dict
    where = f"PostgreSQL at {known['HOST'] or 'this host'}:{known['PORT'] or 5432}"
    wanted = {"host": known["HOST"], "port": known["PORT"], "user": known["USER"], "dbname": known["NAME"]}
    try:
        with psycopg.connect(
            **{key: value for key, value in wanted.items() if value},
            password=known["PASSWORD"] or None,
            connect_timeout=PATIENCE,
            **{key: value for key, value in known["OPTIONS"].items() if key.startswith("ssl")},
        ) as asked:
            version = asked.info.server_version // 10_000
    except psycopg.OperationalError as error:
        return _refusal(str(error), where=where, user=known["USER"], name=known["NAME"])
    except (psycopg.Error, UnicodeError) as error:
        return f"DATABASE_URL cannot be used ({type(error).__name__}): write it like postgres://user:password@host/name."
    if version < OLDEST:
        return f"{where} is of version {version}: install {OLDEST} or newer."
    return ""


def _refusal(said: str, *, where: str, user: str, name: str) -> str:
    last = (said.strip().splitlines() or ["no answer"])[-1].strip()
    if "authentication failed" in said or "no password supplied" in said:
        return f"{where} refuses the user {user!r} with this password: correct DATABASE_URL."
    if f'database "{name}" does not exist' in said:
        return f"{where} has no database {name!r}: create it (createdb), or correct DATABASE_URL."
    if "FATAL" in last:
        reason = last.partition("FATAL:")[2].strip()
        return f"{where} refuses us ({reason}): correct DATABASE_URL, or the server's settings."
    return f"{where} cannot be reached: start it, or correct DATABASE_URL."
