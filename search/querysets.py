"""One-table questions about the outbox."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import models
from django.db.models.functions import Now

if TYPE_CHECKING:
    from search.models.job import IndexJob  # noqa: F401 – the base class names it


class IndexJobQuerySet(models.QuerySet["IndexJob"]):
    """Rows of the outbox."""

    def waiting(self) -> IndexJobQuerySet:
        """To be worked off: not set aside."""
        return self.filter(set_aside_at=None)

    def due(self) -> IndexJobQuerySet:
        """Waiting, and not for another attempt."""
        return self.waiting().filter(not_before__lte=Now())

    def aside(self) -> IndexJobQuerySet:
        """Failed so often through themselves that only a new change or a person starts them again."""
        return self.exclude(set_aside_at=None)

    def of(self, subjects: Collection[tuple[str, int]]) -> IndexJobQuerySet:
        """Rows of these (kind, number)."""
        wanted = models.Q(pk__in=[])
        for kind in {kind for kind, _ in subjects}:
            wanted |= models.Q(kind=kind, object_id__in=[id for other, id in subjects if other == kind])
        return self.filter(wanted)
