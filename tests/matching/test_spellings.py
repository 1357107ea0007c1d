"""One term in many spellings: it meets, and it is marked as its author wrote it."""

from __future__ import annotations

import pytest

from matching.domain.meeting import Meeting, meet
from matching.domain.text_side import Side
from matching.types import Marked
from search.text.language import detect
from search.text.lexicon import Lexicon, TermEntry
from search.text.terms import spans

LEXICON = Lexicon(
    [
        TermEntry("氮化镓", "gallium nitride", en_aliases=("GaN",)),
        TermEntry("钙钛矿", "perovskite"),
        TermEntry("白细胞介素6", "interleukin-6", ("白介素",), ("IL-6",)),
        TermEntry("等离子体", "plasma"),
        TermEntry("扫描电子显微镜", "scanning electron microscopy", ("扫描电镜",), ("SEM",)),
        TermEntry(
            "气相色谱-质谱联用", "gas chromatography–mass spectrometry", ("气质联用",), ("GC-MS", "GC/MS")
        ),
    ]
)


def meeting(asked: str, has: str) -> Meeting:
    sides = [Side.of(text, detect(text), spans(text, LEXICON)) for text in (asked, has)]
    return meet(sides[0], sides[1], lambda stem: 1.0)


def marked(text: Marked) -> list[str]:
    return [text.text[start:end] for start, end in text.marks]


@pytest.mark.parametrize(
    ("asked", "has", "left", "right"),
    [
        ("Al–Cu alloys", "ageing of Al-Cu", ["Al–Cu"], ["Al-Cu"]),
        ("CRISPR/Cas9 screens", "编辑采用CRISPR-Cas9", ["CRISPR/Cas9"], ["CRISPR-Cas9"]),
        ("IL-6 in serum", "小鼠IL6水平", ["IL-6"], ["IL6"]),
        ("IL-6 in serum", "小鼠白介素", ["IL-6"], ["白介素"]),
        ("SEM of dust", "scanning electron microscopy", ["SEM"], ["scanning electron microscopy"]),
        ("扫描电镜", "SEM images", ["扫描电镜"], ["SEM"]),
        (
            "GC-MS",
            "mass spectrometry after gas chromatography",
            ["GC-MS"],
            ["mass spectrometry", "gas chromatography"],
        ),
        ("COVID-19 cohorts", "COVID19病房", ["COVID-19"], ["COVID19"]),
        (
            "gallium nitride devices",
            "氮化镓 (GaN) 器件",
            ["gallium nitride devices"],
            ["氮化镓", "GaN", "器件"],
        ),
        ("GaN epitaxy", "生长氮化镓（GaN）", ["GaN"], ["氮化镓", "GaN"]),
        ("perovskite absorbers", "研究鈣鈦礦電池", ["perovskite"], ["鈣鈦礦"]),
        ("钙钛矿电池", "鈣鈦礦電池", ["钙钛矿电池"], ["鈣鈦礦電池"]),
        ("LIBS of tungsten", "ＬＩＢＳ测量", ["LIBS"], ["ＬＩＢＳ"]),
        ("µ-XRF maps", "μ-XRF成像", ["µ-XRF"], ["μ-XRF"]),
        ("CO₂ reduction", "CO2还原", ["CO₂ reduction"], ["CO2还原"]),
        ("β-Ga₂O₃ films", "β‑Ga2O3薄膜", ["β-Ga₂O₃ films"], ["β‑Ga2O3薄膜"]),
        ("plasma physics", "研究等離子體", ["plasma"], ["等離子體"]),
    ],
)
def test_a_term_meets_in_any_spelling(asked: str, has: str, left: list[str], right: list[str]) -> None:
    found = meeting(asked, has)

    assert (marked(found.asked), marked(found.has)) == (left, right)


@pytest.mark.parametrize(
    ("asked", "has"), [("IL-6 in serum", "IL-8 in plasma"), ("CO2", "CO"), ("Cas9", "Cas12"), ("5G", "4G")]
)
def test_another_designation_is_another_thing(asked: str, has: str) -> None:
    assert meeting(asked, has).terms == ()
