"""One-table questions about the outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from search.models.job import IndexJob  # noqa: F401 – the base class names it


class IndexJobQuerySet(models.QuerySet["IndexJob"]):
    """Rows of the outbox."""

    def due(self) -> IndexJobQuerySet:
        """Not waiting for another attempt."""
        return self.filter(not_before__lte=timezone.now())
