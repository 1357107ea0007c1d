"""What a team covers, as plain values: no database, no index."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experts.models import Profile, Team
from matching.domain.coverage import COVERED, FULL, Member, TeamFit, fit_of, ordered, weights_of
from matching.domain.explanation import Clause
from matching.domain.scoring import NEAR
from matching.domain.text_side import Side
from matching.types import Bilingual, Eligibility, Evidence, Marked, Reason, Topic, Verdict
from search.types import IndexedPassage, View

MAY = Eligibility(())
MAY_NOT = Eligibility((Reason("dates", Verdict.UNMET, Bilingual(zh="否", en="No.")),))
PASSAGE = IndexedPassage("requirement:0", View(language="en", vectors={}, stems={}, tokens=()))


def clause(text: str, topic: Topic | None = None) -> Clause:
    return Clause(Side.of(text, "en", []), PASSAGE, topic)


def piece(similarity: float | None) -> Evidence:
    has = Marked("I do this.", "en") if similarity else None
    return Evidence(
        Marked("asked", "en"), has, Bilingual(zh="自述", en="Biography"), similarity=similarity or 0.0
    )


def member(pk: int, *shows: float | None, near: float = 1.0, may: Eligibility = MAY) -> Member:
    return Member(Profile(pk=pk), near, may, tuple(map(piece, shows)))


def fit(*members: Member, topics: tuple[Topic | None, ...] = (), pk: int = 1) -> TeamFit:
    size = len(members[0].evidence)
    clauses = [clause(f"asked {i}", topic) for i, topic in enumerate(topics or (None,) * size)]
    weights = weights_of(clauses, lambda stems: 1.0)
    return fit_of(Team(pk=pk, name="T", language="en"), members, clauses, weights)


def test_each_requirement_counts_once_by_whoever_meets_it_best() -> None:
    found = fit(member(1, FULL, None, 0.45), member(2, 0.5, FULL, None))

    assert [one.member for one in found.requirements] == [0, 1, 0]
    assert found.requirements[0].strength == 1.0
    assert [one.weight for one in found.requirements] == pytest.approx([1 / 3] * 3)
    assert found.needed == frozenset({0, 1})
    assert (len(found.covered), found.gaps) == (3, [])


def test_what_nobody_shows_is_the_gap() -> None:
    found = fit(member(1, FULL, None), member(2, None, FULL * COVERED - 0.01))

    assert [one.asked.text for one in found.gaps] == ["asked 1"]
    assert found.coverage == pytest.approx(0.5)


def test_a_lucky_sentence_of_somebody_far_away_counts_for_nothing() -> None:
    assert member(1, FULL, near=NEAR).shows(0) == 1.0
    assert member(1, FULL, near=NEAR * COVERED - 0.01).shows(0) == 0.0


def test_whom_a_rule_excludes_covers_nothing() -> None:
    found = fit(member(1, FULL, may=MAY_NOT), member(2, None))

    assert len(found.gaps) == 1
    assert found.affinity == 1.0  # of the other, who may come
    assert not found.eligible


def test_two_who_may_come_are_a_team() -> None:
    assert fit(member(1, FULL), member(2, None)).eligible


def test_a_language_or_a_promise_is_asked_of_each_and_is_no_gap() -> None:
    found = fit(
        member(1, None, FULL, None),
        member(2, None, None, None),
        topics=(Topic.LANGUAGE, None, Topic.CONDITION),
    )

    assert [one.text for one in found.asked_of_each] == ["asked 0", "asked 2"]
    assert [one.asked.text for one in found.covered] == ["asked"]
    assert found.gaps == []
    assert found.coverage == pytest.approx(1.0)


def test_an_opening_that_asks_for_no_subject_is_judged_by_nearness() -> None:
    found = fit(member(1, None, near=0.6), member(2, None, near=0.3), topics=(Topic.LANGUAGE,))

    assert (found.requirements, found.total) == ((), 0.6)


def test_of_equal_teams_the_one_of_which_more_is_needed_comes_first() -> None:
    shared = fit(member(1, FULL, None), member(2, None, FULL), pk=2)
    alone = replace(fit(member(1, FULL, FULL), member(2, None, None), pk=1), total=shared.total)

    assert ordered([alone, shared]) == [shared, alone]
    assert ordered([shared, replace(shared, team=Team(pk=1))])[0].team.pk == 1


shares = st.lists(st.one_of(st.none(), st.floats(0.01, 1)), min_size=3, max_size=3)


@given(st.lists(st.tuples(shares, st.floats(0, 1)), min_size=1, max_size=5), shares, st.floats(0, 1))
def test_one_more_person_takes_nothing_away_and_all_stays_within_bounds(
    people: list[tuple[list[float | None], float]], more: list[float | None], near: float
) -> None:
    team = [member(pk, *shows, near=how) for pk, (shows, how) in enumerate(people)]
    before, after = fit(*team), fit(*team, member(99, *more, near=near))

    assert after.coverage >= before.coverage - 1e-9
    for found in (before, after):
        assert 0 <= found.coverage <= 1 + 1e-9
        assert max(one.near for one in found.members) - 1e-9 <= found.affinity <= 1 + 1e-9
        assert 0 <= found.total <= 1 + 1e-9


@given(st.lists(st.tuples(shares, st.floats(0, 1)), min_size=1, max_size=4))
def test_the_same_person_twice_covers_no_more_than_once(
    people: list[tuple[list[float | None], float]],
) -> None:
    team = [member(pk, *shows, near=how) for pk, (shows, how) in enumerate(people)]
    twice = [*team, *(replace(one, profile=Profile(pk=one.profile.pk + 10)) for one in team)]

    assert fit(*twice).coverage == pytest.approx(fit(*team).coverage)
    assert fit(*twice).total == pytest.approx(fit(*team).total)
