"""Forms of one word, and words that only begin alike."""

from __future__ import annotations

import pytest

from matching.domain.kin import kin


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("recognition", "recogniser"),
        ("degrade", "degradation"),
        ("catalysis", "catalyst"),
        ("material", "materials"),
        ("sequencing", "sequence"),
        ("tungsten", "tungsten"),
    ],
)
def test_forms_of_one_word_are_kin(one: str, other: str) -> None:
    assert kin([one], [other])
    assert kin([other], [one])


@pytest.mark.parametrize(
    ("one", "other"), [("groundwater", "groundnut"), ("microbial", "microscope"), ("polymer", "polygon")]
)
def test_words_that_only_begin_alike_are_not(one: str, other: str) -> None:
    assert not kin([one], [other])


def test_one_of_several_is_enough() -> None:
    assert kin(["groundnut", "degrade"], ["groundwater", "degradation"])
    assert not kin([], ["degradation"])
