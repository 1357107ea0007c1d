"""The same question in pools of a handful, where no sample tells what a chance likeness is.

Seven made-up people on one subject, half of whom write Chinese, and an eighth who writes Chinese once and English once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from search.backends.base import Slot
from search.backends.memory import MemoryBackend
from search.corpus.ranking import index_experts, index_queries, scores
from search.corpus.reading import Entry
from search.views import ViewBuilder


def rank_in(
    pool: Sequence[Entry], person: Entry, opening: Entry, *, builder: ViewBuilder, slots: Mapping[str, Slot]
) -> int:
    """1 for the first; equals count as ahead of nobody."""
    backend, people = MemoryBackend(slots=slots), [*pool, person]
    index_experts(people, backend=backend, builder=builder, progress=lambda _: None)
    asked = index_queries([opening], builder=builder, progress=lambda _: None)
    [ranked] = scores(asked, [one.id for one in people], backend=backend, top=None, progress=lambda _: None)
    given = dict(ranked)
    return 1 + sum(score > given[person.id] for score in given.values())
