"""Which migrations the database lacks."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

Key = tuple[str, str]  # app, name


def missing_migrations() -> list[Key]:
    """In the order of their names. Raises DatabaseError."""
    applied = MigrationRecorder(connection).applied_migrations().keys()
    return sorted(
        key
        for key, replaced in _wanted().items()
        if key not in applied and not (replaced and replaced <= applied)
    )


@cache
def _wanted() -> Mapping[Key, frozenset[Key]]:
    """Every migration of this version -> those that it stands for, if it is a squashed one. Files do not change in a
    process's life, and reading them takes longer than all that /readyz asks together."""
    loader = MigrationLoader(None)
    return {key: frozenset(loader.disk_migrations[key].replaces) for key in loader.graph.nodes}
