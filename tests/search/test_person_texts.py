from __future__ import annotations

import pytest

from search.documents import read_profile
from search.person_texts import telling
from search.text.repetition import once
from tests.factories import ProfileFactory, PublicationFactory

BIOGRAPHY = (
    "I study why perovskite tandem cells lose power outdoors, with electroluminescence images of modules."
)


def test_of_keywords_that_nothing_bears_out_the_first_five_count() -> None:
    words = [
        "tokamak",
        "perovskite",
        "wheat",
        "rice",
        "maize",
        "barley",
        "rye",
        "oat",
        "electroluminescence image",
    ]

    assert telling(words, biography=BIOGRAPHY, texts=[]) == [
        "tokamak", "perovskite", "wheat", "rice", "maize", "barley", "electroluminescence image",
    ]  # fmt: skip


def test_papers_bear_keywords_out_like_the_biography() -> None:
    words = ["wheat", "rice", "maize", "barley", "rye", "oat"]

    assert telling(words, biography=BIOGRAPHY, texts=["Oats in cold climates"]) == words
    assert telling(words, biography=BIOGRAPHY, texts=["Beans"]) == words[:5]


def test_chinese_keywords_are_borne_out_in_either_script() -> None:
    words = ["小麦", "水稻", "玉米", "大麦", "黑麦", "钙钛矿太阳能电池"]
    biography = "主要研究鈣鈦礦太陽能電池在戶外的衰減機理，並與氣象資料對照，分析三地組件的逐年變化。"

    assert telling(words, biography=biography, texts=[]) == words


def test_without_a_biography_twelve_keywords_count() -> None:
    words = [f"subject {number}" for number in range(30)]

    assert telling(words, biography="", texts=[]) == words[:12]


@pytest.mark.django_db
def test_a_paper_entered_twice_is_one_passage() -> None:
    profile = ProfileFactory()
    first = PublicationFactory(profile=profile, title="Deuterium in tungsten")
    PublicationFactory(profile=profile, title="DEUTERIUM in Tungsten.")
    PublicationFactory(profile=profile, title="Deuterium in beryllium")

    keys = [passage.key for passage in read_profile(profile).passages]

    assert keys.count(f"publication:{first.pk}") == 1
    assert sum(key.startswith("publication") for key in keys) == 2


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("plasma plasma plasma tungsten", "plasma tungsten"),
        ("等离子体等离子体等离子体与钨", "等离子体与钨"),
        ("perovskite; tandem cell; ageing; " * 9, "perovskite; tandem cell; ageing; "),
        ("We ran, and ran, and then we rested.", "We ran, and ran, and then we rested."),
        ("ha ha, said the reviewer", "ha ha, said the reviewer"),
    ],
)
def test_repetition_is_said_once(said: str, kept: str) -> None:
    assert once(said) == kept


def test_repetition_after_an_honest_text_is_found() -> None:
    text = f"{BIOGRAPHY} " + "laser; plasma; tokamak; divertor; " * 40

    assert once(text).count("tokamak") == 1
    assert once(text).startswith(BIOGRAPHY[:40])
