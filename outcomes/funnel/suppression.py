"""Small counts of a public table are not told, and not to be had from its totals either.

Rows are groups of people, columns stages; the last row is the total of each column. Along a row counts never grow: who
reached a stage has reached the one before. What is small (fewer than FEWEST, none included) is hidden as such. Then the
table is read as a stranger would: from totals, from what is shown, and from what cannot grow they bound every hidden
count. As long as a small one could not be every number from 0 to FEWEST - 1, the smallest shown count of its column is
hidden as well, and at last the total of the column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

FEWEST = 5  # people
UNKNOWN = 10**9


@dataclass(frozen=True, slots=True)
class Cell:
    """`number`: None where it is not told. `small`: it is said to be fewer than FEWEST."""

    number: int | None
    small: bool = False


def suppress(table: Sequence[Sequence[int]]) -> list[list[Cell]]:
    """`table`: a row for each group, a column for each stage. -> the same with the totals as last row."""
    if not table:
        return []
    full = [list(row) for row in table]
    full.append([sum(column) for column in zip(*full, strict=True)])
    hidden = [[number < FEWEST for number in row] for row in full]
    while (column := _betrayed(full, hidden)) is not None:
        shown = [row for row in range(len(full) - 1) if not hidden[row][column]]
        if shown:
            row = min(shown, key=lambda one: full[one][column])
            hidden[row][column:] = [True] * (len(full[0]) - column)  # later stages would bound it from below
        else:
            hidden[-1][column] = True
    return [
        [
            Cell(None, number < FEWEST) if gone else Cell(number)
            for number, gone in zip(row, hides, strict=True)
        ]
        for row, hides in zip(full, hidden, strict=True)
    ]


def _betrayed(full: list[list[int]], hidden: list[list[bool]]) -> int | None:
    """The first column in which a small count is bounded more narrowly than "fewer than FEWEST" says."""
    low, high = bounds(full, hidden)
    for column in range(len(full[0])):
        for row in range(len(full)):
            small = hidden[row][column] and full[row][column] < FEWEST
            could_hide_more = any(not hidden[one][column] for one in range(len(full)))
            if small and could_hide_more and (low[row][column] > 0 or high[row][column] < FEWEST - 1):
                return column
    return None


def bounds(full: list[list[int]], hidden: list[list[bool]]) -> tuple[list[list[int]], list[list[int]]]:
    """What a stranger knows of each cell at least and at most."""
    rows, columns = len(full), len(full[0])
    low = [[0] * columns for _ in range(rows)]
    high = [[UNKNOWN] * columns for _ in range(rows)]
    for row in range(rows):
        for column in range(columns):
            number = full[row][column]
            if not hidden[row][column]:
                low[row][column] = high[row][column] = number
            elif number < FEWEST:
                high[row][column] = FEWEST - 1
            else:
                low[row][column] = FEWEST
    while _narrow(low, high):
        pass
    return low, high


def _narrow(low: list[list[int]], high: list[list[int]]) -> bool:
    """One round of what follows from sums and from what cannot grow; whether anything did."""
    rows, columns = len(low), len(low[0])
    before = [list(row) for row in low], [list(row) for row in high]
    for row in range(rows):
        for column in range(1, columns):
            high[row][column] = min(high[row][column], high[row][column - 1])
            low[row][column - 1] = max(low[row][column - 1], low[row][column])
    for column in range(columns):
        groups = range(rows - 1)
        least, most = sum(low[row][column] for row in groups), sum(high[row][column] for row in groups)
        low[-1][column], high[-1][column] = max(low[-1][column], least), min(high[-1][column], most)
        for row in groups:
            others_least, others_most = least - low[row][column], most - high[row][column]
            low[row][column] = max(low[row][column], low[-1][column] - others_most)
            high[row][column] = min(high[row][column], high[-1][column] - others_least)
    return (low, high) != before
