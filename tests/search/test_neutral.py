"""Gender and age of a person are left out of what the engine reads; what a text is about stays."""

from __future__ import annotations

import pytest

from experts.models import Profile
from search.documents import read_profile
from search.neutral import neutral
from tests.factories import MatchableProfileFactory, PublicationFactory


def words(text: str) -> str:
    return " ".join(neutral(text).split())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("He measures tungsten in his chamber; ask him.", "She measures tungsten in her chamber; ask her."),
        ("Mr. Brandt built it himself.", "Ms Brandt built it herself."),
        ("A male physicist, 34-year-old engineer", "A female physicist, 51-year-old engineer"),
        ("As a man I work on plasma", "As a woman I work on plasma"),
        ("I am 34 years old, a chemist.", "I am 61 years old, a chemist."),
        ("I was born in 1961. Lasers.", "I was born in 1994. Lasers."),
        ("他研究等离子体。", "她研究等离子体。"),
        ("男，1980年生，从事激光研究", "女，1992年3月生，从事激光研究"),
        ("女科学家，现年34岁", "男性科学家，现年60岁"),
        ("李先生的研究", "李女士的研究"),
    ],
)
def test_two_people_of_one_work_are_read_alike(one: str, other: str) -> None:
    assert words(one) == words(other)


@pytest.mark.parametrize(
    "text",
    [
        "Lupus in women and men aged 60; female rats; the Hershey operator.",
        "65岁以上男性患者的骨质疏松，女性健康，雌雄异株，其他作物",
        "He bubbles in tungsten; HE staining; a His-tag; He implanted at 300 K; He–W mixtures.",
        "The species was described in 1980; samples of 1994.",
        "2019年采样，生长季",
    ],
)
def test_research_is_left_as_it_is(text: str) -> None:
    assert neutral(text) == text


@pytest.mark.django_db
def test_what_a_person_says_is_made_neutral_and_papers_are_not() -> None:
    person: Profile = MatchableProfileFactory(
        text__headline="She is a plasma physicist", text__biography="Her group studies tungsten."
    )
    PublicationFactory(profile=person, title="She and he in the myths of tungsten")

    own, paper = read_profile(person).passages

    assert (own.title, own.body.splitlines()[0]) == (
        "they is a plasma physicist",
        "their group studies tungsten.",
    )
    assert paper.title == "She and he in the myths of tungsten"
