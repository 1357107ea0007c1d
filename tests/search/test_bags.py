"""Bags by number are the bags they were made from."""

from __future__ import annotations

import numpy as np
import pytest

from search.bags import Bags, Counts, Vocabulary, joined_bags
from search.stems import StemTable
from search.types import Frequencies

PLAIN = [{"plasma": 2.0, "heat": 0.5}, {}, {"heat": 1.0, "laser": 3.0}]


@pytest.fixture
def vocabulary() -> Vocabulary:
    words = Vocabulary()
    words.extend(["heat", "plasma", "unused"])
    words.extend(["laser"])
    return words


def packed(words: Vocabulary) -> Bags:
    numbers = [words.number(stem) for bag in PLAIN for stem in bag]
    weights = [weight for bag in PLAIN for weight in bag.values()]
    return Bags(words, np.array(numbers, np.int32), np.array(weights, np.float32), np.array([0, 2, 2, 4]))


def test_bags_read_as_dictionaries(vocabulary: Vocabulary) -> None:
    bags = packed(vocabulary)

    assert list(bags) == PLAIN
    assert (len(bags), bags[0], bags[-1], bags[1:]) == (3, PLAIN[0], PLAIN[2], PLAIN[1:])
    assert list(bags.of(np.array([2, 0]))) == [PLAIN[2], PLAIN[0]]
    assert list(joined_bags([bags, bags.of(np.array([1, 0]))])) == [*PLAIN, PLAIN[1], PLAIN[0]]
    with pytest.raises(IndexError):
        bags[3]


def test_counts_know_what_occurs_and_nothing_else(vocabulary: Vocabulary) -> None:
    counts = Counts(vocabulary, np.array([2, 1, 0, 5]))

    assert counts == {"heat": 2, "plasma": 1, "laser": 5}
    assert len(counts) == 3
    assert counts.get("unused", 0) == counts.get("unheard", 0) == 0


def test_cosines_are_the_same_to_the_last_bit(vocabulary: Vocabulary) -> None:
    counts = {"heat": 40, "plasma": 3, "laser": 1}
    numbered = Frequencies(100, Counts(vocabulary, np.array([40, 3, 0, 1])))
    plain, by_number = StemTable(PLAIN, Frequencies(100, counts)), StemTable(packed(vocabulary), numbered)

    for query in ({"plasma": 1.0, "laser": 2.0, "unheard": 9.0}, {"heat": 0.1}, {"unused": 1.0}, {}):
        assert plain.cosines(query).tolist() == by_number.cosines(query).tolist()
