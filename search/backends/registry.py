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
    place = f"{settings.SEARCH_INDEX_DIR} {settings.ELASTICSEARCH_URL} {settings.ELASTICSEARCH_PREFIX}"
    key = (path, place, tuple(sorted(slots.items())))
    with _lock:
        if key not in _backends:
            _backends[key] = make_backend(path, slots)
        return _backends[key]


def make_backend(path: str, slots: Mapping[str, Slot]) -> SearchBackend:
    """The backend of a dotted path. Raises ImproperlyConfigured if there is none."""
    try:
        found = import_string(path)
        backend: SearchBackend = found.from_settings(slots)
    except ModuleNotFoundError as error:
        if error.name != "elasticsearch":
            raise _no_backend(path, error) from error
        raise ImproperlyConfigured(
            f"SEARCH_BACKEND={path!r} needs the Elasticsearch client: pip install 'talentbridge[production]'."
        ) from error
    except ValueError as error:
        if not path.startswith("search.backends.elasticsearch."):
            raise _no_backend(path, error) from error
        raise ImproperlyConfigured(f"{error}.") from error
    except (ImportError, AttributeError) as error:
        raise _no_backend(path, error) from error
    return backend


def _no_backend(path: str, error: Exception) -> ImproperlyConfigured:
    return ImproperlyConfigured(
        f"SEARCH_BACKEND={path!r} is no search backend ({error}): use search.backends.embedded.EmbeddedBackend."
    )


def reset() -> None:
    """Forget the backends of this process. For tests: an index in memory begins empty again."""
    with _lock:
        _backends.clear()
