"""Small counts of people are not told in tables, and not to be had from sums either.

Rows are groups of people, columns stages; the last row is the total of each column. Along a row counts never grow: who
reached a stage has reached the one before. What is small (fewer than FEWEST, none included) is hidden as such. Then the
table is read as a stranger would: from totals, from what is shown, and from what cannot grow they bound every hidden
count. As long as a small one could not be every number from 0 to FEWEST - 1, the smallest shown count of its column is
hidden as well, then the total of the column, and at last a count of another table of the same people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

FEWEST = 5  # people
UNKNOWN = 10**9

Table = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Cell:
    """`number`: None where it is not told. `small`: it is said to be fewer than FEWEST."""

    number: int | None
    small: bool = False


def suppress(table: Table) -> list[list[Cell]]:
    """`table`: a row for each group, a column for each stage. -> the same with the totals as last row."""
    if not table:
        return []
    totals = [sum(column) for column in zip(*table, strict=True)]
    (told,), total = suppress_together([table], totals, total_is_told=True)
    return [*told, total]


def suppress_together(
    tables: Sequence[Table], totals: Sequence[int], *, total_is_told: bool
) -> tuple[list[list[list[Cell]]], list[Cell]]:
    """Tables that group the same people differently, each with the same columns; `totals`: how many people stand in
    each. In a table somebody may be in several groups, or in none. -> the tables, and the totals."""
    rows = [list(row) for table in tables for row in table]
    starts = [sum(map(len, tables[:number])) for number in range(len(tables) + 1)]
    groups = [range(*ends) for ends in pairwise(starts)]
    full = [*rows, list(totals)]
    hidden = [[number < FEWEST for number in row] for row in full]
    if not total_is_told:
        hidden[-1] = [True] * len(totals)
    while (betrayed := _betrayed(full, hidden, groups)) is not None:
        row, column = betrayed
        hide = _next_to_hide(full, hidden, groups, row, column)
        if hide is None:
            break
        until = len(totals) if hide < len(rows) else column + 1  # later stages would bound a group from below
        hidden[hide][column:until] = [True] * (until - column)
    cells = [
        [
            Cell(None, number < FEWEST) if gone else Cell(number)
            for number, gone in zip(row, hides, strict=True)
        ]
        for row, hides in zip(full, hidden, strict=True)
    ]
    return [[cells[row] for row in group] for group in groups], cells[-1]


def _next_to_hide(
    full: list[list[int]], hidden: list[list[bool]], groups: list[range], row: int, column: int
) -> int | None:
    """A row that is shown in `column`, to hide for the sake of `row`; None: all are hidden."""
    own = [group for group in groups if row in group]
    others = [group for group in groups if row not in group]
    for candidates in (*own, [len(full) - 1], *others):
        if shown := [one for one in candidates if not hidden[one][column]]:
            return min(shown, key=lambda one: full[one][column])
    return None


def _betrayed(full: list[list[int]], hidden: list[list[bool]], groups: list[range]) -> tuple[int, int] | None:
    """The first small count that is bounded more narrowly than "fewer than FEWEST" says, where more can be hidden."""
    low, high = bounds(full, hidden, groups)
    for column in range(len(full[0])):
        if all(hides[column] for hides in hidden):
            continue
        for row in range(len(full)):
            small = hidden[row][column] and full[row][column] < FEWEST
            if small and (low[row][column] > 0 or high[row][column] < FEWEST - 1):
                return row, column
    return None


def bounds(
    full: list[list[int]], hidden: list[list[bool]], groups: list[range]
) -> tuple[list[list[int]], list[list[int]]]:
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
    while True:
        before = [list(row) for row in low], [list(row) for row in high]
        _narrow_along_rows(low, high)
        for column in range(columns):
            for group in groups:
                _narrow_by_total(full, low, high, group, column)
        if (low, high) == before:
            return low, high


def _narrow_along_rows(low: list[list[int]], high: list[list[int]]) -> None:
    """What follows from that counts never grow."""
    for least, most in zip(low, high, strict=True):
        for column in range(1, len(least)):
            most[column] = min(most[column], most[column - 1])
        for column in range(len(least) - 1, 0, -1):
            least[column - 1] = max(least[column - 1], least[column])


def _narrow_by_total(
    full: list[list[int]], low: list[list[int]], high: list[list[int]], group: range, column: int
) -> None:
    """What follows from the total. Whether the rows of a table make more or less than it is taken for known."""
    total = len(full) - 1
    together = sum(full[row][column] for row in group)
    least, most = sum(low[row][column] for row in group), sum(high[row][column] for row in group)
    if together <= full[total][column]:
        low[total][column] = max(low[total][column], least)
    if together >= full[total][column]:
        high[total][column] = min(high[total][column], most)
    for row in group:
        others_least, others_most = least - low[row][column], most - high[row][column]
        low[total][column] = max(low[total][column], low[row][column])
        high[row][column] = min(high[row][column], high[total][column])
        if together <= full[total][column]:
            high[row][column] = min(high[row][column], high[total][column] - others_least)
        if together >= full[total][column]:
            low[row][column] = max(low[row][column], low[total][column] - others_most)
