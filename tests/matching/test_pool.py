"""Lists judge people by light rows and only as many as they need: nothing of that may show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from experts.choices import Audience, Section
from experts.models import Profile, SectionVisibility
from matching.domain import candidates
from matching.domain.matcher import explain_pair, people_for
from matching.domain.pool import AT_A_TIME, WHOLE
from matching.domain.relations import attach
from taxonomy.choices import StayKind
from tests.factories import MatchableProfileFactory, OpenOpeningFactory, PublicationFactory

pytestmark = pytest.mark.django_db
Index = Callable[[], object]


def test_a_line_of_a_list_says_what_the_pair_alone_says(indexed: Index) -> None:
    opening = OpenOpeningFactory(
        fields=["energy", "materials"],
        challenges=["climate"],
        career_stages=["R3", "R4"],
        requires={"en": "B2", "zh": "A2"},
    )
    stay = {"kind": opening.kind, "months_min": 2, "months_max": 5}
    people = [
        MatchableProfileFactory(),
        MatchableProfileFactory(speaks={"en": "C1", "zh": "HSK3"}, fields=["energy", "materials"]),
        MatchableProfileFactory(speaks={"en": "B1"}, challenges=["climate"], career_stage="R1"),
        MatchableProfileFactory(nationalities=["NO", "DE"], country="DE"),
        MatchableProfileFactory(
            stays=[
                {**stay, "earliest": date(2027, 1, 1), "latest": date(2029, 1, 1)},
                {
                    **stay,
                    "months_min": 11,
                    "months_max": 12,
                    "earliest": date(2027, 1, 1),
                    "latest": date(2029, 1, 1),
                },
            ]
        ),
    ]
    for section in (Section.LANGUAGES, Section.STAYS):
        SectionVisibility.objects.create(profile=people[1], section=section, audience=Audience.NOBODY)
    indexed()

    found = people_for(opening, top=50)

    lines = {one.subject.pk: one for one in (*found.ranked, *found.ineligible)}
    assert lines.keys() == {person.pk for person in people}
    for person in people:
        alone = explain_pair(opening, person)
        assert alone is not None
        line = lines[person.pk]
        assert alone.eligibility == line.eligibility
        assert alone.score.total == pytest.approx(line.score.total, abs=1e-3)
        # What research is worth depends on rounding: a pair alone is another product of matrices.
        assert alone.score.parts[1:] == line.score.parts[1:]


def test_a_short_list_is_the_beginning_of_a_long_one(indexed: Index) -> None:
    opening = OpenOpeningFactory(career_stages=["R3"])
    for number in range(2 * AT_A_TIME + 5):
        MatchableProfileFactory(
            career_stage="R3" if number % 3 else "R1",
            fields=["energy"] if number % 2 else ["health"],
            text__headline=f"{'Plasma physicist' if number % 5 else 'Botanist'}, part {number}",
            text__biography=" ".join(f"word{number * i % 97}" for i in range(1, 9)),
        )
    indexed()

    whole, short = people_for(opening, top=500, explain=False), people_for(opening, top=5, explain=False)

    def said(lines: tuple) -> list:  # type: ignore[type-arg]
        return [(one.subject.pk, one.rank, one.score, one.eligibility) for one in lines]

    assert said(short.ranked) == said(whole.ranked)[:5]
    assert said(short.ineligible) == said(whole.ineligible)


def test_in_a_large_pool_who_may_come_or_says_nothing_is_found_behind_nearer_people_who_may_not(
    indexed: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidates, "SIZE", 4)
    monkeypatch.setattr(candidates, "NEAREST", 2)
    opening = OpenOpeningFactory(text__title="Laser diagnostics of tungsten walls")
    other = next(kind for kind in StayKind.values if kind != opening.kind)
    dates = {"months_min": 1, "months_max": 12, "earliest": date(2026, 1, 1), "latest": date(2030, 1, 1)}
    nearer = [
        MatchableProfileFactory(
            text__headline="Laser diagnostics of tungsten", stays=[{"kind": other, **dates}]
        )
        for _ in range(8)
    ]
    silent = MatchableProfileFactory(text__headline="Tungsten ores", text__biography="I look for tungsten.")
    fitting = MatchableProfileFactory(
        text__headline="Tungsten ores",
        text__biography="I look for tungsten.",
        stays=[{"kind": opening.kind, **dates}],
    )
    closed = MatchableProfileFactory(
        text__headline="Tungsten ores",
        text__biography="I look for tungsten.",
        stays=[{"kind": opening.kind, **dates}],
    )
    SectionVisibility.objects.create(profile=closed, section=Section.STAYS, audience=Audience.NOBODY)
    indexed()

    found = people_for(opening, explain=False)

    assert {one.subject.pk for one in found.ranked} == {silent.pk, fitting.pk, closed.pk}
    assert {one.subject.pk for one in found.ineligible} <= {person.pk for person in nearer}
    assert found.ineligible


def test_attached_relations_are_those_that_django_would_prefetch(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(3):
        PublicationFactory(profile=MatchableProfileFactory(speaks={"en": "C1"}, challenges=["climate"]))
    MatchableProfileFactory(text=None, fields=["health", "energy"])
    expected = Profile.objects.order_by("pk").prefetch_related(*WHOLE)
    rows = list(Profile.objects.order_by("pk"))

    with django_assert_num_queries(len(WHOLE)):
        attach(rows, WHOLE)
        found = [[list(getattr(row, name).all()) for name in WHOLE] for row in rows]

    assert found == [[list(getattr(row, name).all()) for name in WHOLE] for row in expected]
