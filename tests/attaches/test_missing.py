"""Who is missing, in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from accounts.audience import grants_of
from accounts.models import User
from attaches.domain.missing import Asked, Here, asked_by, here, missing
from attaches.domain.strength import strength_of
from matching.types import Bilingual
from taxonomy.choices import LanguageLevel, StayKind
from tests.attaches.conftest import findable
from tests.factories import MatchableProfileFactory, OpenOpeningFactory

ASKED = Asked(
    {"energy": Bilingual(zh="能源", en="Energy"), "health": Bilingual(zh="健康", en="Health")},
    frozenset({"R1", "R2"}),
    {"zh": LanguageLevel.B1, "en": LanguageLevel.B2},
    StayKind.EXPERT_VISIT,
)
ALL = Here(
    people=9,
    fields=frozenset({"energy", "health"}),
    in_fields=5,
    stages=frozenset({"R2", "R3"}),
    languages={"zh": 4, "en": 7},
    countries=frozenset({"NO", "SE"}),
)
COUNTRIES = ["NO", "SE"]


def said(**changes: object) -> list[str]:
    return [text.en for text in missing(ASKED, replace(ALL, **changes), countries=COUNTRIES)]  # type: ignore[arg-type]


def test_where_everything_is_had_nothing_is_missing() -> None:
    assert said() == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"people": 0}, ["Nobody in your countries has agreed to be found by you yet."]),
        ({"fields": frozenset({"energy"})}, ["Nobody you may find here works in this field: Health."]),
        ({"stages": frozenset({"R4"})}, ["Nobody in these fields is at a career stage that is asked for: "]),
        ({"languages": {"zh": 2, "en": 7}}, ["Nobody in these fields speaks Chinese at B1 or better."]),
        ({"languages": {"en": 7}}, ["Nobody in these fields speaks Chinese at B1 or better."]),
        ({"kind": False}, ["Nobody in these fields wants a stay of this kind: "]),
        ({"countries": frozenset({"NO"})}, ["In these fields you may find nobody yet in Sweden."]),
    ],
)
def test_each_thing_that_nobody_has_is_named(changes: dict[str, object], words: list[str]) -> None:
    found = said(**changes)
    assert len(found) == len(words)
    assert all(text.startswith(begin) for text, begin in zip(found, words, strict=True))


def test_where_nobody_is_in_a_field_no_more_is_asked_of_them() -> None:
    assert len(said(fields=frozenset(), in_fields=0, stages=frozenset())) == 2


@pytest.mark.django_db
def test_people_whom_the_attache_may_not_find_are_missing(attache: User) -> None:
    opening = OpenOpeningFactory(requires={"zh": "B1"}, career_stages=["R1"])
    MatchableProfileFactory(career_stage="R1", speaks={"zh": "C1"})  # agreed to institutions alone
    grants = grants_of(attache)
    assert here(opening, strength_of(grants, user=attache)).people == 0
    findable(career_stage="R1", speaks={"zh": "A1"}, stays=[])
    findable(country="SE", fields=["space-ocean"])
    found = here(opening, strength_of(grants, user=attache))
    assert (found.people, found.in_fields, found.countries) == (2, 1, {"NO"})
    words = [text.en for text in missing(asked_by(opening), found, countries=["NO", "SE"])]
    assert words == [
        "Nobody in these fields speaks Chinese at B1 or better.",
        "In these fields you may find nobody yet in Sweden.",
    ]
