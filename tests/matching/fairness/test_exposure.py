"""What a place is worth, and when a gap between groups is more than chance."""

from __future__ import annotations

import random

import pytest

from matching.fairness.exposure import SMALLEST, Place, exposure, gap, shares


def lists(*, people: int, count: int, penalty: int, seed: int = 1) -> tuple[list[Place], dict[str, str]]:
    """So many lists of the same people in random order; those of group b stand `penalty` places lower."""
    draw = random.Random(seed)
    group_of = {str(i): "ab"[i % 2] for i in range(people)}
    places = []
    for number in range(count):
        at = {id: draw.randrange(people) + penalty * (group_of[id] == "b") for id in group_of}
        order = sorted(group_of, key=lambda id: (at[id], draw.random()))
        places += [Place(str(number), id, rank) for rank, id in enumerate(order, 1)]
    return places, group_of


@pytest.mark.parametrize(("rank", "worth"), [(1, 1.0), (3, 0.5), (7, 1 / 3), (None, 0.0)])
def test_a_place_is_worth_less_the_further_down(rank: int | None, worth: float) -> None:
    assert exposure(rank) == pytest.approx(worth)


def test_equals_share_what_their_places_are_worth() -> None:
    found = shares([Place("x", "one", 1), Place("x", "two", 3), Place("y", "one", 3), Place("y", "two", 1)])
    assert found == {"one": pytest.approx(1), "two": pytest.approx(1)}


def test_whoever_has_no_equal_in_a_list_is_not_compared_there() -> None:
    assert shares([Place("x", "alone", 9)]) == {}


def test_a_list_that_shows_none_of_the_equals_says_nothing() -> None:
    assert shares([Place("x", "one", None), Place("x", "two", None)]) == {}


def test_a_biased_order_is_found_out() -> None:
    places, group_of = lists(people=40, count=10, penalty=8)
    found = gap("group", shares(places), group_of)
    assert found.exceeds_chance
    assert found.ratio < 0.8
    assert found.interval[0] < found.ratio < found.interval[1]
    assert min(found.groups, key=lambda group: group.exposure).name == "b"


@pytest.mark.parametrize("seed", range(5))
def test_an_order_without_bias_is_not_accused(seed: int) -> None:
    places, group_of = lists(people=40, count=10, penalty=0, seed=seed)
    assert not gap("group", shares(places), group_of).exceeds_chance


def test_the_same_places_give_the_same_gap() -> None:
    places, group_of = lists(people=12, count=3, penalty=1)
    assert gap("group", shares(places), group_of) == gap("group", shares(places), group_of)


def test_a_small_group_is_not_shown() -> None:
    shown = {str(i): 1.0 for i in range(2 * SMALLEST + SMALLEST - 1)}
    group_of = {id: "abc"[int(id) // SMALLEST] for id in shown}
    found = gap("group", shown, group_of)
    assert [(group.name, group.people) for group in found.groups] == [("a", SMALLEST), ("b", SMALLEST)]
    assert found.left_out == 1


def test_one_group_alone_has_no_gap() -> None:
    found = gap("group", {str(i): 1.0 for i in range(9)}, {str(i): "a" for i in range(9)})
    assert (found.ratio, found.exceeds_chance) == (None, False)
