"""Lines of equal height through a field of numbers (marching squares)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from demo.pictures.plate import Point

# Corners above the level, as bits (top left 1, top right 2, bottom right 4, bottom left 8) -> sides that a line joins.
_SIDES = {
    1: "lt", 2: "tr", 3: "lr", 4: "rb", 5: "ltrb", 6: "tb", 7: "lb",
    8: "bl", 9: "bt", 10: "trbl", 11: "br", 12: "rl", 13: "rt", 14: "tl",
}  # fmt: skip


def isolines(field: NDArray[np.float64], level: float, cell: float) -> list[list[Point]]:
    """Pieces of the line, each as long as it hangs together. `field`: [rows, columns], `cell` pixels apart."""
    above = field > level
    codes = above[:-1, :-1] * 1 + above[:-1, 1:] * 2 + above[1:, 1:] * 4 + above[1:, :-1] * 8
    joined: dict[tuple[int, int, bool], list[tuple[int, int, bool]]] = {}
    for row, column in zip(*np.nonzero((codes > 0) & (codes < 15)), strict=True):
        sides = _SIDES[int(codes[row, column])]
        for one, other in zip(sides[::2], sides[1::2], strict=True):
            start, end = (_edge(int(row), int(column), side) for side in (one, other))
            joined.setdefault(start, []).append(end)
            joined.setdefault(end, []).append(start)
    pieces = []
    while joined:
        start = next((edge for edge, ends in joined.items() if len(ends) == 1), next(iter(joined)))
        piece = [start]
        while ends := joined.get(piece[-1]):
            following = ends.pop()
            if not ends:
                del joined[piece[-1]]
            joined[following].remove(piece[-1])
            if not joined[following]:
                del joined[following]
            piece.append(following)
        pieces.append([_point(field, level, cell, edge) for edge in piece])
    return pieces


def _edge(row: int, column: int, side: str) -> tuple[int, int, bool]:
    """Of which corner it leaves, and whether downwards."""
    return (row + (side == "b"), column + (side == "r"), side in "lr")


def _point(field: NDArray[np.float64], level: float, cell: float, edge: tuple[int, int, bool]) -> Point:
    row, column, down = edge
    here = field[row, column]
    there = field[row + 1, column] if down else field[row, column + 1]
    share = float((level - here) / (there - here))
    return (column + (0 if down else share)) * cell, (row + (share if down else 0)) * cell
