"""The process environment, read with types; a value that cannot be read is explained in one sentence."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured


class NotConfigured(ImproperlyConfigured):
    """The environment lacks something or holds a value that cannot be read; the message says what to set."""


class Environment(environ.Env):
    """`environ.Env` whose errors name the key, the value and what was expected."""

    def get_value(self, var: str, cast: Any = None, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().get_value(var, cast, *args, **kwargs)
        except (TypeError, ValueError) as error:
            expected = {int: "a whole number", float: "a number"}.get(cast, "another form")
            raise NotConfigured(
                f"{var} is {self.ENVIRON.get(var)!r}, expected {expected}: see .env.example."
            ) from error

    def db(
        self, var: str = "DATABASE_URL", default: Any = environ.Env.NOTSET, **kwargs: Any
    ) -> dict[str, Any]:
        with warnings.catch_warnings(
            action="ignore", category=UserWarning
        ):  # the refusal below says it better
            config: dict[str, Any] = super().db(var, default=default, **kwargs)
        if not config.get("ENGINE"):
            # The value itself may hold a password.
            raise NotConfigured(
                f"{var} does not begin with a database that is known: use sqlite:///file or postgres://user:…@host/name."
            )
        return config

    db_url = db


ROOT = Path(__file__).resolve().parents[2]

env = Environment()
Environment.read_env(ROOT / ".env")

# Everything the running site writes – database, index, media – lives here and is never in the repository.
VAR = Path(env.str("TALENTBRIDGE_VAR", default=str(ROOT / "var")))
