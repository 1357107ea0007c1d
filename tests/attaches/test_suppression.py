"""Small counts are not told, nor can one be had by subtraction."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from attaches.domain.suppression import FEWEST, suppressed

COUNTS = st.dictionaries(st.integers(), st.integers(min_value=0, max_value=30), max_size=8)


@given(COUNTS)
def test_no_small_count_is_told_and_the_others_are_right(counts: dict[int, int]) -> None:
    shown = suppressed(counts)
    assert shown.keys() == counts.keys()
    assert all(value is None or value == 0 or value >= FEWEST for value in shown.values())
    assert all(value is None or value == counts[key] for key, value in shown.items())


@given(COUNTS)
def test_never_is_one_count_alone_left_out_beside_others_that_are_told(counts: dict[int, int]) -> None:
    hidden = [key for key, value in suppressed(counts).items() if value is None]
    told = [key for key, value in suppressed(counts).items() if value]
    assert len(hidden) != 1 or not told


def test_nobody_is_no_secret() -> None:
    assert suppressed({"NO": 0, "SE": 7, "FI": 12}) == {"NO": 0, "SE": 7, "FI": 12}
    assert suppressed({"NO": 2, "SE": 7, "FI": 12}) == {"NO": None, "SE": None, "FI": 12}
