"""From the settings to the index, one for each process."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from search.backends.base import SearchBackend, Slot
from search.engine import get_slots

_lock = Lock()
_backends: dict[tuple[str, str, tuple[tuple[str, Slot], ...]], SearchBackend] = {}


def get_backend() -> SearchBackend:
    """The index that SEARCH_BACKEND names, for views of the encoders that SEARCH_ENCODERS names."""
    slots = get_slots()
    path = settings.SEARCH_BACKEND
    key = (path, str(settings.SEARCH_INDEX_DIR), tuple(sorted(slots.items())))
    with _lock:
        if key not in _backends:
            _backends[key] = make_backend(path, slots)
        return _backends[key]


def make_backend(path: str, slots: Mapping[str, Slot]) -> SearchBackend:
    """The backend of a dotted path. Raises ImproperlyConfigured if there is none."""
    try:
        found = import_string(path)
        backend: SearchBackend = found.from_settings(slots)
    except (ImportError, AttributeError, ValueError) as error:
        raise ImproperlyConfigured(
            f"SEARCH_BACKEND={path!r} is no search backend ({error}): use search.backends.embedded.EmbeddedBackend."
        ) from error
    return backend


def reset() -> None:
    """Forget the backends of this process. For tests: an index in memory begins empty again."""
    with _lock:
        _backends.clear()
