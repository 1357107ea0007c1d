from __future__ import annotations

import pytest

from search.text.lexicon import Lexicon, TermEntry
from search.text.own_pairs import own_pairs

LEXICON = Lexicon(
    [
        TermEntry("激光诱导击穿光谱", "laser-induced breakdown spectroscopy"),
        TermEntry("等离子体", "plasma"),
        TermEntry("氮化镓", "gallium nitride"),
    ]
)


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("外延生长氮化镓 (GaN) 器件", "氮化镓", "GaN"),
        ("采用激光诱导击穿光谱（LIBS）测量", "激光诱导击穿光谱", "LIBS"),
        (
            "We test plasma-facing material（面向等离子体材料）in a tokamak",
            "面向等离子体材料",
            "plasma-facing material",
        ),
        ("研究等离子体材料（plasma materials）", "等离子体材料", "plasma materials"),
        ("the LIBS（激光诱导击穿光谱）bench", "激光诱导击穿光谱", "LIBS"),
        ("採用雷射誘導擊穿光譜与氮化鎵（ＧａＮ）", "氮化镓", "GaN"),
    ],
)
def test_a_pair_is_found_with_both_its_ends(text: str, zh: str, en: str) -> None:
    assert TermEntry(zh, en) in own_pairs(text, LEXICON)


@pytest.mark.parametrize(
    "text",
    [
        "与课题组合作 (see below)",
        "去年（2024年）",
        "University of Varnamo（挪威）",
        "我们在北京 (Beijing Institute of Tests)",
        "",
    ],
)
def test_what_merely_stands_in_brackets_is_no_pair(text: str) -> None:
    assert own_pairs(text, LEXICON) == ()


def said(text: str, word: str) -> list[str]:
    return [gloss.text for gloss in LEXICON.with_terms(own_pairs(text, LEXICON)).glosses(word)]


def test_what_somebody_writes_out_comes_before_our_own_term() -> None:
    more = LEXICON.with_terms([TermEntry("等离子体", "ionised gas")])

    assert [gloss.text for gloss in more.glosses("等离子体")] == ["ionised gas", "plasma"]
    assert [gloss.text for gloss in LEXICON.glosses("等离子体")] == ["plasma"]


def test_what_somebody_writes_out_replaces_the_senses_of_the_dictionary() -> None:
    assert len(LEXICON.glosses("质量")) > 1
    assert said("样品质量 (mass)", "质量") == ["mass"]


def test_an_abbreviation_comes_after_what_it_stands_for() -> None:
    assert said("氮化镓 (GaN)", "氮化镓") == ["gallium nitride", "GaN"]


def test_an_abbreviation_of_several_words_is_spelt_out_by_them() -> None:
    assert said("自适应光学系统 (AOS)", "自适应光学系统") == ["adaptive optics system", "AOS"]
