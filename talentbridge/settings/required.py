"""What production must be told: one sentence for each missing key."""

from collections.abc import Mapping

import environ
from django.core.exceptions import ImproperlyConfigured


def required(env: environ.Env, keys: Mapping[str, str]) -> None:
    """Raise ImproperlyConfigured naming every key of `keys` that is unset or empty, with what to set it to."""
    missing = [f"Set {key} to {meaning}." for key, meaning in keys.items() if not env.str(key, default="").strip()]
    if missing:
        raise ImproperlyConfigured("Production is not configured. " + " ".join(missing))
