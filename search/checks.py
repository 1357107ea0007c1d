"""A wrong search setting gets one sentence, before anything runs."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from search import broker
from search.backends.registry import make_backend
from search.encoders.base import EncoderUnavailable
from search.encoders.place import HERE, WORKER
from search.engine import get_slots

SLOTS = frozenset({"text", "english"})


@register
def check_search(app_configs: object, **_: Any) -> list[CheckMessage]:
    """SEARCH_ENCODERS and SEARCH_BACKEND name what exists. Loads no weights and opens no index."""
    encoders = settings.SEARCH_ENCODERS
    if set(encoders) != SLOTS:
        found = ", ".join(sorted(encoders)) or "nothing"
        return [Error(f'SEARCH_ENCODERS has {found}; give it "text" and "english".', id="search.E001")]
    try:
        slots = get_slots()
    except EncoderUnavailable as error:
        return [Error(f"SEARCH_ENCODERS: {error}", id="search.E002")]
    try:
        make_backend(settings.SEARCH_BACKEND, slots)
    except ImproperlyConfigured as error:
        return [Error(str(error), id="search.E003")]
    return []


@register
def check_encoding(app_configs: object, **_: Any) -> list[CheckMessage]:
    """TALENTBRIDGE_ENCODE names a place where somebody encodes, VECTORS_DEADLINE a time that passes."""
    where, problems = settings.TALENTBRIDGE_ENCODE, []
    if where not in (HERE, WORKER):
        problems.append(
            Error(f"TALENTBRIDGE_ENCODE is {where!r}; give {HERE!r} or {WORKER!r}.", id="search.E006")
        )
    if where == WORKER and not broker.is_redis():
        problems.append(
            Error(
                "TALENTBRIDGE_ENCODE is 'worker', but no worker can be asked; let CELERY_BROKER_URL name a Redis, "
                "such as redis://localhost:6379/0.",
                id="search.E007",
            )
        )
    if settings.VECTORS_DEADLINE <= 0:
        problems.append(
            Error(f"VECTORS_DEADLINE is {settings.VECTORS_DEADLINE}; give seconds above 0.", id="search.E008")
        )
    return list(problems)


@register
def check_indexing(app_configs: object, **_: Any) -> list[CheckMessage]:
    """INDEX_TRIES and INDEX_SECONDS are counts that something can be done with."""
    return [
        Error(f"{name} is {getattr(settings, name)}; give at least 1.", id="search.E005")
        for name in ("INDEX_TRIES", "INDEX_SECONDS")
        if getattr(settings, name) < 1
    ]


@register(deploy=True)
def check_index_answers(app_configs: object, **_: Any) -> list[CheckMessage]:
    """With `check --deploy`: an index that lives elsewhere is asked whether it can be used."""
    if check_search(None):
        return []  # said already
    backend = make_backend(settings.SEARCH_BACKEND, get_slots())
    return [Error(problem, id="search.E004") for problem in getattr(backend, "problems", list)()]
