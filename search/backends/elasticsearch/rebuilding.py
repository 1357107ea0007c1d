"""A new version beside the one that serves; changes reach both; one request switches."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress

from search.backends.base import Construction, IndexUnavailable
from search.backends.elasticsearch.reading import WHOLE, Digests, Reader
from search.backends.elasticsearch.versions import Versions
from search.backends.elasticsearch.writing import BY_REBUILD, Action, deletes, puts, refresh, send
from search.types import Document

logger = logging.getLogger(__name__)


@contextmanager
def rebuilding(versions: Versions, serving: Reader, *, resume: bool) -> Iterator[Construction]:
    """See SearchBackend.rebuild.

    From the moment at which the alias of what is being filled exists, workers write to it as well (writing.py). What
    they wrote wins over what the rebuild read, in whichever order the two arrive. A version that was left half-built
    goes on being written to until it is resumed, or removed by the next rebuild.
    """
    names, state = versions.names, versions.state()
    going_on = resume and state.building is not None and names.fits(state.building)
    new = state.building if going_on and state.building else names.new()
    if not going_on:
        versions.remove(*(index for index in state.all if index not in (state.read, state.write)))
        versions.create(new, names.building)
    try:
        yield _UnderConstruction(versions, serving, resumed=going_on)
        refresh(versions, names.building)
        state = versions.state()
        old = [index for index in state.all if index != new]
        versions.change_aliases(
            {"add": {"index": new, "alias": names.read}},
            {"add": {"index": new, "alias": names.write}},
            {"remove": {"index": new, "alias": names.building}},
            *({"remove_index": {"index": index}} for index in old),
        )
    except IndexUnavailable:
        raise  # nothing can be tidied up now; --resume goes on, the next rebuild removes it
    except Exception:
        with suppress(IndexUnavailable):
            versions.remove(new)
        raise


class _UnderConstruction:
    """A version that is being filled, beside the one that serves."""

    def __init__(self, versions: Versions, serving: Reader, *, resumed: bool) -> None:
        self._versions, self._serving, self._resumed = versions, serving, resumed
        self._building = Reader(versions, versions.names.building)
        self._may_copy: bool | None = None

    def put(self, documents: Iterable[Document]) -> None:
        """Add or replace documents by id, unless a worker has done so meanwhile."""
        self._send(puts(documents, self._versions.slots))

    def delete(self, ids: Iterable[str]) -> None:
        """Remove documents, unless a worker has put them meanwhile."""
        self._send(deletes(ids))

    def copy(self, digests: Mapping[str, str]) -> set[str]:
        """See Construction.copy."""
        if not digests or not self._copies():
            return set()
        found = self._serving.digests_of(list(digests))
        same = sorted(id for id, digest in digests.items() if found.get(id) == digest)
        taken: set[str] = set()
        for at in range(0, len(same), WHOLE):
            documents = self._serving.documents(same[at : at + WHOLE])
            kept = [document for document in documents if document.digest == digests[document.id]]
            self.put(kept)
            taken |= {document.id for document in kept}
        return taken

    def held(self, digests: Mapping[str, str]) -> set[str]:
        """See Construction.held."""
        if not self._resumed:
            return set()
        refresh(self._versions, self._versions.names.building)
        found = self._building.digests_of(list(digests))
        return {id for id, digest in digests.items() if found.get(id) == digest}

    def digests(self, kind: str) -> Mapping[str, str]:
        """See Construction.digests."""
        refresh(self._versions, self._versions.names.building)
        return dict(Digests(self._building, kind).items())

    def _send(self, actions: list[Action]) -> None:
        send(self._versions, self._versions.names.building, actions, version=BY_REBUILD)

    def _copies(self) -> bool:
        if self._may_copy is None:
            try:
                self._may_copy = self._versions.readable()
            except IndexUnavailable as error:
                logger.warning("Nothing can be copied from the index that serves: %s", error)
                self._may_copy = False
        return self._may_copy
