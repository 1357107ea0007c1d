"""Nobody works out a small count from a public table, however they add, subtract and compare."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from taxonomy.suppression import FEWEST, Cell, suppress, suppress_together

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


groupings = st.tuples(
    st.lists(st.integers(0, MOST), min_size=1, max_size=2),
    st.lists(st.integers(0, 2), min_size=18, max_size=18),
)


def numbers_of(cells: list[list[Cell]]) -> list[range]:
    return [could_be(row[0]) for row in cells]


def test_two_small_fields_are_not_had_from_the_country() -> None:
    """In one country, each in one of three fields: the large field would leave few for the two."""
    for people, told in ((14, 14), (7, None)):
        tables = [[[people]], [[people - 2], [1], [1]]]
        (country, fields), _total = suppress_together(tables, [people], total_is_told=False)
        assert [row[0].number for row in country] == [told]
        assert [row[0].number for row in fields] == [None, None, None]


def test_a_country_where_nobody_is_hides_no_other() -> None:
    (countries,), _total = suppress_together([[[6], [0]]], [6], total_is_told=False)
    assert [row[0].number for row in countries] == [6, None]


def test_people_of_several_fields_hide_no_field_that_is_large() -> None:
    (_country, fields), _total = suppress_together([[[6]], [[6], [6], [0]]], [6], total_is_told=False)
    assert [row[0].number for row in fields] == [6, 6, None]


@settings(max_examples=150, deadline=None)
@given(groupings)
def test_no_small_count_can_be_worked_out_of_two_tables(drawn: tuple[list[int], list[int]]) -> None:
    """People of one or two countries, each in one of three fields: a reader who knows that learns no small count."""
    countries, of = drawn
    people = sum(countries)
    fields = [of[:people].count(number) for number in range(3)]
    tables = [[[one] for one in countries], [[one] for one in fields]]
    (first, second), _total = suppress_together(tables, [people], total_is_told=False)
    fits = [
        (*one, *other)
        for one in product(*numbers_of(first))
        for other in product(*numbers_of(second))
        if sum(one) == sum(other)
    ]
    for place, row in enumerate([*first, *second]):
        if row[0].number is not None:
            assert row[0].number >= FEWEST
        elif row[0].small:
            assert len({world[place] for world in fits}) >= 2, (drawn, first, second)
