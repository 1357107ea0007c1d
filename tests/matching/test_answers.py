"""Which sentence of a person answers a requirement, and when none does."""

from __future__ import annotations

import pytest

from matching.domain.answers import Answers, is_example
from matching.domain.clauses import Clause
from matching.domain.meeting import Side
from matching.domain.quotes import PROFILE, Quotable
from matching.types import Bilingual, Evidence
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


def clause(text: str) -> Clause:
    view = View(language=detect(text), vectors={}, stems={}, tokens=())
    return Clause(side(text, view.language), IndexedPassage("requirement:0", view))


def answer(asked: str, *sentences: str, far: bool = False, described: bool = False) -> Evidence:
    body = " ".join(sentences)
    has = Quotable.of(PROFILE, Bilingual("个人简介", "Biography"), detect(body), title="", body=body)
    # Every word weighs what a word does that two of a hundred texts have.
    answers = Answers(side, lambda stem: 4.0, far=far)
    return answers.to(clause(asked), [(NEAR_IT, has)], described=described)


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
