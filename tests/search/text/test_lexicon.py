import pytest

from search.text.cedict import Dictionary
from search.text.lexicon import Lexicon, TermEntry
from search.text.segmentation import pieces, words

GENERAL = Dictionary(
    entries={
        "太阳能": "solar energy",
        "电池": "battery\x1fcell",
        "网络": "network",
        "互联网络": "internet",
        "人工智能": "AI",
    },
    simplified={},
)


def test_own_terms_win_over_the_dictionary_in_gloss() -> None:
    lexicon = Lexicon(
        [TermEntry("电池", "electrochemical cell", en_aliases=("accumulator",))], general=GENERAL
    )
    assert [gloss.text for gloss in lexicon.glosses("电池")] == ["electrochemical cell", "accumulator"]
    assert lexicon.is_own("电池")
    assert not lexicon.is_own("太阳能")


def test_own_terms_win_over_the_dictionary_in_segmentation() -> None:
    run = "太阳能电池"
    assert words(run, Lexicon(general=GENERAL)) == [("太阳能", 0), ("电池", 3)]
    assert words(run, Lexicon([TermEntry("能电池", "energy cell")], general=GENERAL)) == [("能电池", 2)]
    assert words(run, Lexicon([TermEntry("太阳能电池", "solar cell")], general=GENERAL)) == [
        ("太阳能电池", 0)
    ]


def test_a_word_does_not_tear_a_character_off_another() -> None:
    general = Dictionary(entries={"稳定性": "stability", "研究": "research", "稳": "steady"}, simplified={})
    lexicon = Lexicon([TermEntry("定性研究", "qualitative research")], general=general)
    assert words("稳定性研究", lexicon) == [("稳定性", 0), ("研究", 3)]
    assert words("作定性研究", lexicon) == [("定性研究", 1)]


@pytest.mark.parametrize(
    ("text", "term", "found"),
    [
        ("对抗原则", "抗原", ["对抗", "原则"]),
        ("卫星系统", "星系", ["卫星", "系统"]),
        ("抗原检测", "抗原", ["抗原", "检测"]),
    ],
)
def test_a_short_term_does_not_cut_two_usual_words(text: str, term: str, found: list[str]) -> None:
    lexicon = Lexicon([TermEntry(term, "antigen")])

    assert [word for word, _ in words(text, lexicon)] == found


def test_aliases_are_found_in_traditional_characters_too() -> None:
    lexicon = Lexicon(
        [TermEntry("钙钛矿太阳能电池", "perovskite solar cell", zh_aliases=("鈣鈦礦電池",))], general=GENERAL
    )
    assert lexicon.glosses("钙钛矿电池")[0].text == "perovskite solar cell"


def test_a_name_outranks_the_alias_of_another_term() -> None:
    terms = [TermEntry("甲乙", "first", zh_aliases=("丙丁",)), TermEntry("丙丁", "second")]
    assert Lexicon(terms, general=GENERAL).glosses("丙丁")[0].text == "second"


def test_pieces_keep_latin_script_and_marks_in_place() -> None:
    lexicon = Lexicon(general=GENERAL)
    found = [(piece.text, piece.known) for piece in pieces("基于C++的人工智能,IL-6。", lexicon)]
    assert found == [("C++", False), ("人工智能", True), (",", False), ("IL-6", False), ("。", False)]


def test_words_of_a_long_run_take_linear_time() -> None:
    assert len(words("人工智能" * 5000, Lexicon(general=GENERAL))) == 5000
