from search.text.cedict import simplify
from search.text.characters import plain, visible, visible_with_offsets


def test_visible_removes_hidden_characters() -> None:
    assert visible("ma\u200bchine lear\u00adning\ufeff\u202e\x00") == "machine learning"


def test_visible_makes_compatibility_forms_ordinary() -> None:
    assert visible("Ｃ＋＋ CO₂") == "C++ CO2"


def test_plain_folds_case_accents_and_dashes() -> None:
    assert plain("Müller Al–Cu") == plain("Mu\u0308ller AL-CU") == "muller al-cu"


def test_offsets_lead_back_to_the_original() -> None:
    text = "a\u200bb㎏c"
    readable, offsets = visible_with_offsets(text)
    assert readable == "abkgc"
    assert [text[offset] for offset in offsets[:-1]] == ["a", "b", "㎏", "㎏", "c"]
    assert offsets[-1] == len(text)


def test_simplify_folds_traditional_characters_and_keeps_the_length() -> None:
    assert simplify("機器學習與鈣鈦礦 ABC") == "机器学习与钙钛矿 ABC"
    assert simplify("显著的皇后") == "显著的皇后"
