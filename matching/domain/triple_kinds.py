"""The legs of a triple and their parts as people read of them: name, share, and one sentence in both languages.

What the texts say is two thirds of the total, most of it what the person and the project work on: a place can be
opened, a subject cannot be changed. The rest orders triples whose subjects are about equally near; a base that has no
place now loses less than a tenth of the whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from matching.domain.part_kinds import DATA, PartKind, kinds_in, read

RESEARCH, STAY, HOME = "research", "stay", "home"
_ROWS = read(DATA / "legs.toml")

LEGS: Mapping[str, PartKind] = kinds_in(_ROWS)
# leg -> part -> what it is. Weights are shares of the leg where every part applies.
PARTS: Mapping[str, Mapping[str, PartKind]] = MappingProxyType(
    {leg: kinds_in(row["parts"]) for leg, row in _ROWS.items()}
)
