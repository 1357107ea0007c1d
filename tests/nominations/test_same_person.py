"""Names and places that may be one person's, in either script."""

from __future__ import annotations

from typing import Any

import pytest

from nominations.domain.same_person import Described, one_person, perhaps_one, worth_comparing
from search.text.pinyin import spelt

PLACE = "University of Varnamo"


def of(name: str, native: str = "", **more: Any) -> Described:
    return Described.of(name, native, **{"affiliation": PLACE, "email": "", "orcid": "", **more})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Zeng Yi", ""), ("Yi Zeng", "")),
        (("Zeng Yi", "曾毅"), ("Tseng I", "曾毅")),
        (("ZENG Yi", ""), ("曾毅", "")),
        (("Ouyang Nana", ""), ("欧阳娜娜", "")),
        (("Lü Wei", ""), ("吕伟", "")),
        (("Lv Wei", ""), ("吕伟", "")),
        (("Zhang Wei", "張偉"), ("Z. W.", "张伟")),
        (("Marit Solvang", ""), ("SOLVANG, Marit", "")),
        (("Marit Solvang", ""), ("Marit Solvangg", "")),
        (("Søren Ærø", ""), ("Soren Aero", "")),
        (("Anne-Marie Berg", ""), ("Annemarie Berg", "")),
    ],
)
def test_the_same_name_at_the_same_place_is_one_person(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert worth_comparing(one, other)
    assert one_person(of(*one), of(*other))
    assert one_person(of(*other), of(*one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (of("Marit Solvang"), of("Marit Berg")),
        (of("Li Wei"), of("Li Hua")),
        (of("Marit Solvang"), of("Marit Solvang", affiliation="Institute of Steel")),
        (of("Marit Solvang", orcid="0000-0002-1825-0097"), of("Marit Solvang", orcid="0000-0002-1694-233X")),
        (of("Marit Solvang", affiliation="", email="m@gmail.com"), of("Marit Solvang", email="s@gmail.com")),
    ],
)
def test_others_are_not(one: Described, other: Described) -> None:
    assert not one_person(one, other)


def test_places_are_alike_by_their_words_or_their_mail() -> None:
    assert one_person(
        of("Marit Solvang"), of("Marit Solvang", affiliation="Varnamo University of, Dept. of Physics")
    )
    elsewhere = of("Marit Solvang", affiliation="瓦尔纳莫大学", email="ms@uni-varnamo.no")
    assert one_person(of("Marit Solvang", email="marit@uni-varnamo.no"), elsewhere)


def test_an_initial_is_worth_a_question_and_no_more() -> None:
    assert perhaps_one(of("M. Solvang"), of("Marit Solvang"))
    assert not one_person(of("M. Solvang"), of("Marit Solvang"))


def test_characters_are_read_as_surnames_first_and_unknown_ones_not_at_all() -> None:
    assert spelt("曾毅") == {("zeng", "yi"), ("ceng", "yi")}
    assert ("shan", "yu") in spelt("单于")
    assert spelt("Li") == frozenset()
    assert spelt("") == frozenset()
