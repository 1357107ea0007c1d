"""Passages of several documents as one table."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from search.bags import Bags, joined_bags
from search.types import IndexedPassage, PassageBlock


def block_of(documents: Mapping[str, Sequence[IndexedPassage]]) -> PassageBlock:
    """Documents by id as one block; those without a passage are left out."""
    rows = [(id, passage) for id, passages in documents.items() for passage in passages]
    slots = rows[0][1].view.vectors if rows else {}
    return PassageBlock(
        owners=[id for id, _ in rows],
        keys=[passage.key for _, passage in rows],
        languages=[passage.view.language for _, passage in rows],
        vectors={slot: np.stack([passage.view.vectors[slot] for _, passage in rows]) for slot in slots},
        stems=[passage.view.stems for _, passage in rows],
    )


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


def without(block: PassageBlock, owners: Collection[str]) -> PassageBlock:
    """The block without the passages of these documents."""
    if not owners:
        return block
    return rows_of(block, [row for row, owner in enumerate(block.owners) if owner not in owners])


def rows_of(block: PassageBlock, rows: Sequence[int]) -> PassageBlock:
    """These rows of a block, in this order."""
    return PassageBlock(
        owners=[block.owners[row] for row in rows],
        keys=[block.keys[row] for row in rows],
        languages=[block.languages[row] for row in rows],
        vectors={slot: matrix[list(rows)] for slot, matrix in block.vectors.items()},
        stems=_stems_of(block, rows),
    )


def _stems_of(block: PassageBlock, rows: Sequence[int]) -> Sequence[Mapping[str, float]]:
    if isinstance(block.stems, Bags):
        return block.stems.of(np.array(rows, np.int64))
    return [block.stems[row] for row in rows]
