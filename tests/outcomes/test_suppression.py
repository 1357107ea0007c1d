"""Nobody works out a small count from a public table, however they add, subtract and compare."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from outcomes.funnel.suppression import FEWEST, Cell, suppress

MOST = 9  # of a cell, in tables that are small enough to try everything


def falling(row: list[int]) -> list[int]:
    return sorted(row, reverse=True)


tables = st.integers(1, 2).flatmap(
    lambda columns: st.lists(
        st.lists(st.integers(0, MOST), min_size=columns, max_size=columns).map(falling),
        min_size=1,
        max_size=3,
    )
)


def could_be(cell: Cell) -> range:
    if cell.number is not None:
        return range(cell.number, cell.number + 1)
    return range(FEWEST) if cell.small else range(FEWEST, MOST * 3 + 1)


def readings(told: list[list[Cell]]) -> list[list[list[int]]]:
    """Every table that looks like this one."""
    rows = [
        [list(one) for one in product(*(could_be(cell) for cell in row)) if list(one) == falling(list(one))]
        for row in told[:-1]
    ]
    fits = []
    for table in product(*rows):
        totals = [sum(column) for column in zip(*table, strict=True)]
        if all(total in could_be(cell) for total, cell in zip(totals, told[-1], strict=True)):
            fits.append([*table, totals])
    return fits


def test_every_group_is_large_enough_so_nothing_is_hidden() -> None:
    assert suppress([[9, 5], [7, 6]]) == [
        [Cell(9), Cell(5)],
        [Cell(7), Cell(6)],
        [Cell(16), Cell(11)],
    ]


def test_a_single_small_count_takes_another_with_it() -> None:
    told = suppress([[3], [20], [30]])
    assert told == [[Cell(None, small=True)], [Cell(None)], [Cell(30)], [Cell(53)]]


def test_small_counts_that_fill_their_sum_take_another_with_them() -> None:
    """4 + 4 = 8 would say both."""
    told = suppress([[4], [4], [20]])
    assert [row[0].number for row in told] == [None, None, None, 28]


def test_a_hidden_count_is_not_bounded_by_the_stage_before_or_after() -> None:
    told = suppress([[20, 20], [3, 3], [10, 10]])
    for fits in ({reading[1][0] for reading in readings(told)}, {r[1][1] for r in readings(told)}):
        assert fits == set(range(FEWEST))


def test_an_empty_table_stays_empty() -> None:
    assert suppress([]) == []


@settings(max_examples=150, deadline=None)
@given(tables)
def test_no_small_count_can_be_worked_out(table: list[list[int]]) -> None:
    told = suppress(table)
    fits = readings(told)
    for row in range(len(told)):
        for column in range(len(told[0])):
            cell = told[row][column]
            if cell.number is not None:
                assert cell.number >= FEWEST
            elif cell.small:
                values = {reading[row][column] for reading in fits}
                assert len(values) >= 2, (table, told)
