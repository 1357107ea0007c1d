"""Relations of many objects at once.

`prefetch_related` makes a manager and clones a queryset for each object and relation, which for the sixty people of a
list and their nine relations is most of the time that reading them takes (docs/benchmarks.md, "Speed").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model, QuerySet


def attach(rows: Sequence[Model], names: Iterable[str]) -> None:
    """As prefetch_related_objects(rows, *names) does, for relations to many: `row.texts.all()` asks nothing more."""
    if not rows:
        return
    for name in names:
        manager: Any = getattr(rows[0], name)
        found, owner_of, key_of, _, cache, _ = manager.get_prefetch_querysets(rows)
        related: defaultdict[Any, list[Model]] = defaultdict(list)
        for one in found:
            related[owner_of(one)].append(one)
        everything = found.model._default_manager.all()
        for row in rows:
            row.__dict__.setdefault("_prefetched_objects_cache", {})[cache] = _filled(
                everything, related[key_of(row)]
            )


def _filled(like: QuerySet[Model], rows: list[Model]) -> QuerySet[Model]:
    made: Any = type(like)(model=like.model, query=like.query, using=like.db)
    made._result_cache, made._prefetch_done = rows, True
    return made
