"""What runs here, in words: the version, and what the settings chose. No address, path or password."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from typing import Any

import django
from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search import broker
from search.encoders.base import EncoderUnavailable
from search.encoders.place import WORKER
from search.engine import get_slots
from talentbridge.backups.manifest import version

INDEXES = {
    "search.backends.elasticsearch.ElasticsearchBackend": "Elasticsearch",
    "search.backends.embedded.EmbeddedBackend": gettext_lazy("embedded, in a folder"),
    "search.backends.memory.MemoryBackend": gettext_lazy("in the memory of the process"),
}
# An encoder's id names its model and whatever changes its vectors.
SLOTS = {
    "text": gettext_lazy("Text encoder"),
    "english": gettext_lazy("English encoder"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One line: what it is, and which of its kind is in use."""

    name: str
    value: str
    is_code: bool = False  # an id, as the settings write it


def parts() -> list[Part]:
    """In the reader's language. Asks nothing but the database's own version."""
    index = INDEXES.get(settings.SEARCH_BACKEND, settings.SEARCH_BACKEND.rpartition(".")[2])
    in_workers = settings.TALENTBRIDGE_ENCODE == WORKER
    return [
        Part(_("TalentBridge"), version()),
        Part(_("Database"), _database(connection)),
        Part(_("Index"), str(index)),
        *_encoders(),
        Part(
            _("Vectors"),
            _("made by workers") if in_workers else _("made by the process that needs them"),
        ),
        Part(_("Tasks"), _("workers over Redis") if broker.is_redis() else _("at once, without workers")),
        Part(_("Cache"), "Redis" if settings.REDIS_URL else _("in the memory of the process")),
        Part("Python", f"{platform.python_version()}, Django {django.__version__}"),
    ]


def _database(connection: Any) -> str:
    if connection.vendor == "postgresql":
        major, minor = divmod(connection.pg_version, 10_000)
        return f"PostgreSQL {major}.{minor}"
    return f"SQLite {connection.Database.sqlite_version}"


def _encoders() -> list[Part]:
    try:
        slots = get_slots()
    except EncoderUnavailable:  # the list of dependencies says so
        return []
    return [
        Part(str(SLOTS.get(name, name)), f"{slot.encoder} [{slot.dimension}]", is_code=True)
        for name, slot in slots.items()
    ]
