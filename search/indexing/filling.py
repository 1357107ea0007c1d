"""Putting many documents into a new index without letting a few that cannot be indexed keep it from being made."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

from celery.exceptions import SoftTimeLimitExceeded
from django.db import InterfaceError, OperationalError

from search.backends.base import Construction, IndexUnavailable
from search.documents import Source
from search.errors import place_of
from search.indexing.jobs import is_outage, set_aside
from search.indexing.subjects import make_documents, subject_number
from search.views import ViewBuilder

logger = logging.getLogger(__name__)

# More subjects than this, and more than one in a hundred, or half of all: the trouble is not theirs, and the old index
# serves on.
FEW, SHARE = 20, 0.01


@dataclass
class Filler:
    """Fills `new`; `failed` holds whoever cannot be indexed, with the reason."""

    new: Construction
    builder: ViewBuilder
    failed: dict[tuple[str, str], Exception] = field(default_factory=dict)  # (kind, id)
    _tried: int = 0

    def put(self, sources: Sequence[Source]) -> None:
        """Embed and put them, each by itself where one fails. Raises IndexUnavailable, also where too many fail, and
        EncoderUnavailable."""
        self._tried += len(sources)
        self._put(sources)
        if len(self.failed) > max(FEW, SHARE * self._tried):
            self._refuse()

    def finish(self, *, held: int) -> None:
        """Set aside whoever failed; `held`: documents of the new index. Raises IndexUnavailable if half failed."""
        if self.failed and len(self.failed) >= held:
            self._refuse()
        for (kind, id), error in self.failed.items():
            set_aside(kind, subject_number(id), error)

    def _refuse(self) -> None:
        (_, id), error = next(iter(self.failed.items()))
        raise IndexUnavailable(
            f"{len(self.failed)} subjects cannot be indexed, {id} first ({type(error).__name__} at {place_of(error)}); "
            "that is no matter of single texts, so the old index serves on. Remove the cause, then run rebuild_index."
        )

    def _put(self, sources: Sequence[Source]) -> None:
        try:
            self.new.put(make_documents(sources, self.builder))
        except (OperationalError, InterfaceError, SoftTimeLimitExceeded):
            raise
        except Exception as error:
            if is_outage(error):
                raise
            if len(sources) > 1:
                for source in sources:
                    self._put([source])
                return
            [source] = sources
            logger.error("%s is left out: %s at %s", source.id, type(error).__name__, place_of(error))
            self.failed[source.kind, source.id] = error
