from __future__ import annotations

import pytest

from matching.domain.informative import informative_by
from matching.domain.meeting import Meeting, meet
from matching.domain.text_side import Side, weight_of
from matching.types import Marked
from search.text.lexicon import Lexicon, TermEntry
from search.text.terms import inner, spans
from search.types import Frequencies

LEXICON = Lexicon(
    [
        TermEntry("钙钛矿", "perovskite"),
        TermEntry("叠层电池", "tandem cell", en_aliases=("tandem solar cell",)),
        TermEntry("氢同位素", "hydrogen isotope"),
        TermEntry("氢同位素滞留", "hydrogen isotope retention"),
        TermEntry("同位素滞留", "isotope retention"),
    ]
)


def side(text: str, language: str = "en") -> Side:
    found = spans(text, LEXICON)
    return Side.of(text, language, found, inner=[part for span in found for part in inner(span, LEXICON)])


def all_tell(stem: str) -> float:
    return 1.0


def marked(text: Marked) -> list[str]:
    return [text.text[start:end] for start, end in text.marks]


def meeting(asked: str, has: str) -> Meeting:
    return meet(side(asked, "zh-hans"), side(has), all_tell)


def test_terms_meet_across_languages() -> None:
    found = meeting("有钙钛矿叠层电池的研究经历", "We age perovskite tandem cells outdoors.")

    assert marked(found.asked) == ["钙钛矿叠层电池"]
    assert marked(found.has) == ["perovskite tandem cells"]
    assert found.terms == (("钙钛矿叠层电池", "perovskite tandem cells"),)


def test_a_term_of_two_words_does_not_meet_one_of_them() -> None:
    found = meeting("研究氢同位素", "Hydrogen embrittlement of steel")

    assert (found.asked.marks, found.has.marks, found.terms, found.weight) == ((), (), (), 0)


@pytest.mark.parametrize("swapped", [False, True])
def test_a_term_within_a_longer_one_meets(swapped: bool) -> None:
    chinese, english = side("研究钨中氢同位素滞留", "zh-hans"), side("knowledge of hydrogen isotopes")
    found = meet(english, chinese, all_tell) if swapped else meet(chinese, english, all_tell)

    assert marked(found.has if swapped else found.asked) == ["氢同位素"]
    assert marked(found.asked if swapped else found.has) == ["hydrogen isotopes"]


def test_a_longer_term_is_marked_whole_where_it_is_said_whole() -> None:
    found = meeting("研究氢同位素滞留", "Hydrogen isotope retention in walls")

    assert marked(found.asked) == ["氢同位素滞留"]


def test_marks_are_sorted_within_the_text_and_apart() -> None:
    found = meet(
        side("plasma walls, tungsten and more plasma"),
        side("tungsten in a plasma; plasma-wall contact"),
        all_tell,
    )

    for text in (found.asked, found.has):
        ends = [0]
        for start, end in text.marks:
            assert ends[-1] <= start < end <= len(text.text)
            ends.append(end)


def test_each_term_is_paired_with_the_mark_that_shares_most() -> None:
    found = meet(side("tungsten targets; deuterium"), side("deuterium ions hit tungsten targets"), all_tell)

    assert found.terms == (("tungsten targets", "tungsten targets"), ("deuterium", "deuterium"))


def test_words_that_tell_nothing_are_not_marked() -> None:
    frequencies = Frequencies(passages=100, counts={"plasma": 60, "tungst": 4})
    informative = informative_by(frequencies)

    found = meet(
        side("experience with plasma and tungsten"), side("experience: plasma on tungsten"), informative
    )

    assert marked(found.asked) == ["tungsten"]
    assert marked(found.has) == ["tungsten"]


def test_letters_alone_and_words_of_reporting_tell_nothing() -> None:
    informative = informative_by(Frequencies(passages=1000, counts={}))

    found = meet(
        side("samples were rarely shown at 500 C in tungsten"),
        side("the latest specimens show tungsten at 90 C, rarely a sample"),
        informative,
    )

    assert found.terms == (("tungsten", "tungsten"),)


@pytest.mark.parametrize(
    ("count", "passages", "tells"), [(3, 3, True), (4, 4, False), (12, 100, True), (13, 100, False)]
)
def test_a_stem_tells_something_unless_it_is_common(count: int, passages: int, tells: bool) -> None:
    informative = informative_by(Frequencies(passages, {"plasma": count}))

    assert (informative("plasma") > 0) == tells


def test_a_stem_that_is_common_in_openings_alone_tells_nothing() -> None:
    informative = informative_by(Frequencies(100, {"shift": 2}), Frequencies(40, {"shift": 30}))

    assert informative("shift") == 0


def test_weight_of_a_side_is_never_less_than_what_meets() -> None:
    asked = side("plasma–wall interaction and hydrogen isotopes in tungsten")

    assert meet(asked, asked, all_tell).weight <= weight_of(asked, all_tell)
