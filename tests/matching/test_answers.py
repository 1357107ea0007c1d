"""Which sentence of a person answers a requirement, and when none does."""

from __future__ import annotations

import pytest

from matching.domain.answers import Answers
from matching.domain.asking import is_example
from matching.domain.clauses import Clause
from matching.domain.points import best_points, is_only_named, laid_out
from matching.domain.quotes import OPENING, PROFILE, Quotable
from matching.domain.text_side import Side
from matching.types import Bilingual, Evidence, Place
from search.text.language import detect
from search.text.lexicon import Lexicon, TermEntry
from search.text.terms import spans
from search.types import IndexedPassage, View

LEXICON = Lexicon(
    [
        TermEntry("电致发光", "electroluminescence"),
        TermEntry("光致发光", "photoluminescence"),
        TermEntry("组件", "module"),
    ]
)
NEAR_IT = 0.1  # likeness of the passage to the requirement: too little without a term


def side(text: str, language: str, within: str = "") -> Side:
    return Side.of(text, language, spans(text, LEXICON))


def clause(text: str, *, typed: bool = False) -> Clause:
    view = View(language=detect(text), vectors={}, stems={}, tokens=())
    return Clause(
        side(text, view.language),
        IndexedPassage("requirement:0", view),
        place=None if typed else Place(OPENING, view.language, "requirement:0", 0, len(text)),
    )


def answer(
    asked: str, *sentences: str, far: bool = False, described: bool = False, typed: bool = False
) -> Evidence:
    body = " ".join(sentences)
    has = Quotable.of(PROFILE, Bilingual("个人简介", "Biography"), detect(body), title="", body=body)
    # Every word weighs what a word does that two of a hundred texts have.
    answers = Answers(side, lambda stem: 4.0, far=far)
    return answers.to(clause(asked, typed=typed), [(NEAR_IT, has)], described=described)


@pytest.mark.parametrize(
    ("some", "every"),
    [
        ("掌握电致发光、光致发光等组件诊断手段", "掌握电致发光、光致发光和组件诊断手段"),
        (
            "module tests such as photoluminescence or ellipsometry",
            "module tests, photoluminescence and ellipsometry",
        ),
        (
            "thermography, ellipsometry or photoluminescence of modules",
            "thermography and photoluminescence of modules",
        ),
    ],
)
def test_of_examples_and_alternatives_one_is_enough(some: str, every: str) -> None:
    said = "Our photoluminescence bench is old."

    assert answer(some, said).has
    assert answer(every, said).similarity < answer(some, said).similarity


def test_the_word_for_all_examples_is_none_of_them() -> None:
    asked = "掌握电致发光、光致发光等组件诊断手段"

    assert (
        answer(asked, "We sell modules.").similarity < answer(asked, "We sell photoluminescence.").similarity
    )


@pytest.mark.parametrize(
    ("text", "at", "example"),
    [
        ("研究钨、铼等金属", 2, True),
        ("研究钨、铼等金属", 6, False),
        ("研究钨、等离子体诊断", 2, False),
        ("有国际、国内等级证书", 2, False),
        ("metals such as tungsten", 15, True),
        ("metals such as tungsten", 0, False),
    ],
)
def test_plasma_and_grades_are_no_lists(text: str, at: int, example: bool) -> None:
    assert is_example(text, at) is example


def test_one_word_is_no_evidence_where_whole_texts_are_far_from_each_other() -> None:
    said = "We print on ellipsometry glass."

    assert answer("ellipsometry", said).has
    assert not answer("ellipsometry", said, far=True).has
    assert not answer("ellipsometry", said, described=True).has
    assert answer("ellipsometry of glass", said, far=True).has


def test_what_no_sentence_speaks_of_is_left_open() -> None:
    found = answer("photoluminescence and thermography", "We use photoluminescence daily.")

    assert found.left_open == ("thermography",)


def test_what_another_sentence_speaks_of_is_not_left_open() -> None:
    found = answer(
        "photoluminescence and thermography", "We use photoluminescence daily.", "Thermography was my start."
    )

    assert found.left_open == ()


def test_of_alternatives_none_is_left_open() -> None:
    assert answer("photoluminescence or thermography", "We use photoluminescence daily.").left_open == ()


def test_a_keyword_alone_is_named_and_counts_for_nothing() -> None:
    words = Quotable.of_keywords(["photoluminescence", "cooking"], "en")
    answers = Answers(side, lambda stem: 4.0, keywords=[words])

    found = answers.to(clause("掌握光致发光"), [])

    assert is_only_named(found)
    assert (found.has and found.has.text, found.similarity) == ("photoluminescence", 0.0)
    assert not best_points([found])
    layout = laid_out([found], [])
    assert (layout.named, layout.met, layout.missing) == ((found,), 0, ())


def test_a_keyword_about_something_else_is_not_named() -> None:
    answers = Answers(side, lambda stem: 4.0, keywords=[Quotable.of_keywords(["cooking"], "en")])

    assert answers.to(clause("掌握光致发光"), []).has is None


@pytest.mark.parametrize("far", [False, True])
def test_a_question_of_one_term_is_answered_by_whoever_says_it(far: bool) -> None:
    assert answer("光致发光", "We use photoluminescence daily.", far=far, typed=True).terms == (
        ("光致发光", "photoluminescence"),
    )
    assert answer("光致发光", "We cook daily.", far=far, typed=True).has is None
