"""Passages of several documents as one table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from search.bags import Bags, joined_bags
from search.types import PassageBlock


def joined(blocks: Sequence[PassageBlock]) -> PassageBlock:
    """Several blocks as one; none as an empty one."""
    return PassageBlock(
        owners=[owner for block in blocks for owner in block.owners],
        keys=[key for block in blocks for key in block.keys],
        languages=[language for block in blocks for language in block.languages],
        vectors={
            part: np.concatenate([block.vectors[part] for block in blocks]) for part in blocks[0].vectors
        }
        if blocks
        else {},
        stems=_joined_stems(blocks),
    )


def _joined_stems(blocks: Sequence[PassageBlock]) -> Sequence[Mapping[str, float]]:
    packed = [block.stems for block in blocks if isinstance(block.stems, Bags)]
    if packed and len(packed) == len(blocks) and len({id(bags.vocabulary) for bags in packed}) == 1:
        return joined_bags(packed)
    return [stems for block in blocks for stems in block.stems]
