"""Abbreviations and what they stand for."""

from __future__ import annotations

from search.text.acronyms import long_forms, spelled_out, unspelled

FORMS = long_forms(
    [
        ("laser-induced breakdown spectroscopy", "LIBS"),
        ("gas chromatography–mass spectrometry", "GC-MS"),
        ("density functional theory", "DFT"),
        ("design for testability", "DFT"),
        ("information technology", "IT"),
    ]
)


def said(text: str) -> str:
    return spelled_out(text, unspelled(text, FORMS))


def test_an_abbreviation_is_spelled_out_where_it_stands_first() -> None:
    assert said("LIBS in JET; LIBS again") == "LIBS (laser-induced breakdown spectroscopy) in JET; LIBS again"
    assert said("GC/MS of oils.") == "GC/MS (gas chromatography–mass spectrometry) of oils."
    assert said("用LIBS测量") == "用LIBS (laser-induced breakdown spectroscopy)测量"


def test_what_the_text_spells_out_itself_is_left() -> None:
    text = "Laser-induced breakdown spectroscopy (LIBS) of walls"
    assert said(text) == text


def test_what_may_mean_two_things_or_is_an_ordinary_word_is_left() -> None:
    for text in ("DFT of steel", "IT department", "two libs and a dft"):
        assert said(text) == text
