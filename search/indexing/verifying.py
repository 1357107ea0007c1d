"""The last look at a new index before it serves: does it hold what was read from the database?"""

from __future__ import annotations

from collections.abc import Mapping

from search.backends.base import Construction, IndexUnavailable
from search.cache import chunks
from search.indexing.subjects import BATCH, make_documents, read_sources, subject_number
from search.models import IndexJob
from search.views import ViewBuilder


def verify(new: Construction, expected: Mapping[str, Mapping[str, str]], builder: ViewBuilder) -> None:
    """`expected`: kind -> id -> digest, as read while the index was filled.

    What differs has changed meanwhile, or was lost: it is read and put once more. Raises IndexUnavailable if the index
    still does not hold it.
    """
    for kind, digests in expected.items():
        found = new.digests(kind)
        wrong = [id for id in digests.keys() | found.keys() if digests.get(id) != found.get(id)]
        if wrong := _settled(new, kind, sorted(wrong), found, builder):
            found = new.digests(kind)
            if wrong := _settled(new, kind, wrong, found, builder):
                raise IndexUnavailable(
                    f"The new index does not hold {len(wrong)} documents as they were put, {wrong[0]} first; the old "
                    "one serves on. Run manage.py rebuild_index again."
                )


def _settled(
    new: Construction, kind: str, ids: list[str], found: Mapping[str, str], builder: ViewBuilder
) -> list[str]:
    """Make these say what the database says now -> those that did not. Whom the outbox names is left to a worker."""
    differing: list[str] = []
    for few in chunks(ids, BATCH):
        numbers = [subject_number(id) for id in few]
        waiting = set(
            IndexJob.objects.filter(kind=kind, object_id__in=numbers).values_list("object_id", flat=True)
        )
        sources = {source.id: source for source in read_sources(kind, numbers).values()}
        now = {id: source.digest(builder.encoder_ids) for id, source in sources.items()}
        wrong = [id for id in few if now.get(id) != found.get(id) and subject_number(id) not in waiting]
        new.delete(id for id in wrong if id not in sources)
        new.put(make_documents([sources[id] for id in wrong if id in sources], builder))
        differing += wrong
    return differing
