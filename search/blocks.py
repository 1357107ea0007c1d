"""Passages of several documents as one table."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

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
        stems=[stems for block in blocks for stems in block.stems],
    )
