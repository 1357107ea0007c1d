import pytest

from search.text.tokens import english_stems, native_tokens


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("IL-6受体", "il-6"),
        ("CO2 和 CO₂", "co2"),
        ("用 C++ 编写", "c++"),
        ("5G网络", "5g"),
        ("CRISPR/Cas9 screens", "crispr/cas9"),
        ("Al–Cu alloys", "al-cu"),
        ("鈣鈦礦", "钙钛矿"),
        ("Müller’s cells", "muller"),
        ("lear\u200bning", "learn"),
    ],
)
def test_native_tokens_keep_what_people_type(text: str, token: str) -> None:
    assert token in native_tokens(text)


def test_compounds_are_found_whole_and_in_parts() -> None:
    assert native_tokens("CRISPR/Cas9") == ("crispr/cas9", "crispr", "cas9")
    assert native_tokens("single-cell") == ("single-cell", "singl", "cell")


@pytest.mark.parametrize("text", ["", "。，！?…—", "+++ --- ///", "\u200b\u200d", "the of and 的"])
def test_native_tokens_of_nothing_are_none(text: str) -> None:
    assert native_tokens(text) == ()


def test_long_chinese_words_come_with_the_shorter_ones_inside() -> None:
    assert set(native_tokens("太阳能电池")) >= {"太阳能", "电池"}


def test_english_stems_unite_word_forms_and_leave_out_stop_words_and_numbers() -> None:
    assert english_stems("The recognition of 12 recognised 图像") == ["recogn", "recogn"]


def test_designations_are_compared_as_a_whole_too() -> None:
    assert "il-6" in english_stems("IL-6")
    assert "il-6" not in english_stems("IL-10")
