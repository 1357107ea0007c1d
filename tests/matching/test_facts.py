"""Requirements that ask for no subject are answered by what the profile states, through the whole way of a match."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bases.choices import NationalityRule
from bases.models import Opening
from experts.choices import Audience, Section
from experts.models import Profile, SectionVisibility
from matching.domain.formal import asks_beside_language, topic_of
from matching.domain.matcher import openings_for, people_for
from matching.types import Evidence, Topic, Verdict
from taxonomy.choices import StayKind
from tests.factories import MatchableProfileFactory, OpenOpeningFactory
from tests.factories.bases import in_days

pytestmark = pytest.mark.django_db
Index = Callable[[], object]


def opening(*requirements: str, **changes: Any) -> Opening:
    return OpenOpeningFactory(text__requirements=list(requirements), **changes)


def answers(asked: Opening) -> list[Evidence]:
    return list(people_for(asked).ranked[0].evidence)


def stays(**changes: Any) -> list[dict[str, Any]]:
    wanted = {"kind": StayKind.EXPERT_VISIT, "months_min": 1, "months_max": 3}
    return [wanted | {"earliest": in_days(0), "latest": in_days(500)} | changes]


@pytest.mark.parametrize(
    ("asked", "topic", "told"),
    [
        ("fluent English", Topic.LANGUAGE, "English C1; B2 is asked for."),
        ("doctoral degree", Topic.STAGE, "Established researcher (R3)."),
        ("citizen of Norway", Topic.NATIONALITY, "Meets the nationality rule."),
        ("stay of at least two months", Topic.STAY, "Can stay 1–3 months; the opening is for 1–3 months."),
    ],
)
def test_facts_answer_what_asks_for_no_subject(indexed: Index, asked: str, topic: Topic, told: str) -> None:
    MatchableProfileFactory(speaks={"en": "C1"}, stays=stays(), nationalities=["NO"])
    row = opening(asked, requires={"en": "B2"}, nationality_rule=NationalityRule.ONLY, nationalities=["NO"])
    indexed()

    [piece] = answers(row)

    assert (piece.topic, piece.has) == (topic, None)
    assert piece.answer
    assert (piece.answer.verdict, piece.answer.text.en) == (Verdict.MET, told)


def test_what_only_the_person_can_say_is_to_be_asked_by_whoever_reads(indexed: Index) -> None:
    profile = MatchableProfileFactory()
    row = opening("willingness to work shifts")
    indexed()

    [asked] = answers(row)
    [mine] = openings_for(profile, reader=profile.user).ranked[0].evidence

    assert asked.answer
    assert asked.answer.text.en == "No profile can show this: ask the person."
    assert mine.answer
    assert mine.answer.text.en == "No profile can show this: you will be asked."


def test_a_closed_level_of_a_language_is_not_told(indexed: Index) -> None:
    profile = MatchableProfileFactory(speaks={"en": "C2", "fr": "A2"})
    SectionVisibility.objects.create(
        profile=profile, section=Section.LANGUAGES, audience=Audience.INTRODUCTION
    )
    row = opening("fluent English", "good knowledge of French", requires={"en": "B2"})
    indexed()

    english, french = answers(row)

    assert english.answer
    assert english.answer.text.en == "Reaches the English B2 asked for."
    assert "A2" not in repr(french)


def test_a_requirement_of_research_has_no_answer_but_a_sentence(indexed: Index) -> None:
    profile: Profile = MatchableProfileFactory()
    row = opening("knowledge of deuterium in tungsten")
    indexed()

    [piece] = answers(row)

    assert (piece.topic, piece.answer) == (None, None)
    assert piece.has
    assert piece.has.text in profile.texts.get().biography + profile.texts.get().headline


def test_a_working_language_is_no_work_that_two_share() -> None:
    assert topic_of("The working language is English; French is useful in the Sahel.") is Topic.LANGUAGE
    assert topic_of("A working group maps groundwater in drylands.") is None


def test_of_alternatives_one_is_enough(indexed: Index) -> None:
    methods = (
        "interferometry of ground subsidence",
        "ovitrap networks",
        "photoluminescence of perovskite modules",
    )
    profile = MatchableProfileFactory(
        text__biography="I built a bench for photoluminescence of perovskite modules."
    )
    for number in range(40):  # so that a rare word weighs what it does in a pool of people
        MatchableProfileFactory(
            text__headline=f"Whale song {number}", text__biography=f"We hear whale {number}."
        )
    every, either = opening("{}, {} and {}".format(*methods)), opening("{}, {} or {}".format(*methods))
    indexed()

    def found(asked: Opening) -> Evidence:
        lines = {one.subject.pk: one for one in people_for(asked, top=50).ranked}
        return lines[profile.pk].evidence[0]

    assert found(either).has
    assert found(either).similarity > found(every).similarity


def test_a_degree_in_a_subject_is_answered_by_the_post_and_never_called_missing(indexed: Index) -> None:
    MatchableProfileFactory()
    row = opening("Doctorate in palaeography", "古文字学博士")
    indexed()

    for piece in answers(row):
        assert (piece.topic, piece.has) == (Topic.STAGE, None)
        assert piece.answer
        assert piece.answer.verdict is Verdict.UNKNOWN
        assert piece.answer.text.en == "Established researcher (R3); whether in this subject must be asked."


def test_what_names_no_subject_at_all_is_for_the_person_to_say(indexed: Index) -> None:
    MatchableProfileFactory()
    row = opening("能够独立完成工作", "Strong skills and experience")
    indexed()

    assert [piece.topic for piece in answers(row)] == [Topic.CONDITION, Topic.CONDITION]


@pytest.mark.parametrize(
    ("asked", "asks_more"),
    [
        ("able to supervise students and discuss in English", True),
        ("能指导研究生并用英语讨论", True),
        ("fluent English and good communication skills", False),
        ("能用英语讨论和撰写论文", False),
        ("can read and write English", False),
        ("中文或英文流利", False),
        ("working knowledge of English and Chinese", False),
    ],
)
def test_a_language_answers_no_more_than_it_can(asked: str, asks_more: bool) -> None:
    assert asks_beside_language(asked) is asks_more


def test_what_is_asked_beside_a_language_is_to_be_asked(indexed: Index) -> None:
    MatchableProfileFactory(speaks={"en": "C1"}, stays=stays())
    row = opening("able to supervise students and discuss in English", requires={"en": "B2"})
    indexed()

    [piece] = answers(row)

    assert piece.answer
    assert piece.answer.verdict is Verdict.UNKNOWN
    assert piece.answer.text.en == "English C1; B2 is asked for. The rest of it must be asked."
