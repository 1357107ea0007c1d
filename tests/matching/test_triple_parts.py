"""The parts of the legs of a triple: what each says of two corners."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bases.choices import BaseKind, BaseStatus
from matching.domain.parts import UNSAID
from matching.domain.triple_kinds import HOME, LEGS, PARTS
from matching.domain.triple_near import BASE_HIGH, LOW, place_calibrated
from matching.domain.triple_parts import home_parts, research_parts
from matching.domain.triple_stay import stay_parts
from matching.domain.triple_types import WayIn
from matching.types import Part
from taxonomy.choices import Province
from taxonomy.models import Challenge, PriorityField
from tests.factories import BaseFactory, MatchableProfileFactory, ProjectFactory


def values(parts: tuple[Part, ...]) -> dict[str, float]:
    return {part.name: part.value for part in parts}


def test_shares_of_the_legs_and_of_their_parts_sum_to_one() -> None:
    assert sum(leg.weight for leg in LEGS.values()) == pytest.approx(1)
    for name, parts in PARTS.items():
        assert sum(
            part.weight for key, part in parts.items() if (name, key) != (HOME, "own")
        ) == pytest.approx(1)


def test_what_the_texts_say_is_most_of_the_whole_and_research_most_of_that() -> None:
    texts = {name: LEGS[name].weight * parts["affinity"].weight for name, parts in PARTS.items()}
    assert sum(texts.values()) >= 0.65
    assert texts["research"] >= 0.4
    assert LEGS["stay"].weight * PARTS["stay"]["places"].weight < 0.1


@given(st.floats(-1, 2), st.floats(-1, 2))
def test_nearness_of_places_grows_and_stays_a_share(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0 <= place_calibrated(low) <= place_calibrated(high) <= 1
    assert (place_calibrated(LOW), place_calibrated(BASE_HIGH)) == (0.0, 1.0)


@pytest.mark.django_db
def test_a_project_is_at_home_at_its_own_base_whatever_the_texts_say() -> None:
    project = ProjectFactory()
    assert values(home_parts(project, project.base, affinity=0.0)) == {"own": 1.0}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "value"),
    [(BaseKind.DEMONSTRATION_BASE, 1.0), (BaseKind.JOINT_CENTRE, 0.6), (BaseKind.INCUBATOR, 0.2)],
)
def test_another_base_counts_by_its_type(kind: str, value: float) -> None:
    project = ProjectFactory(base=BaseFactory(kind=BaseKind.DEMONSTRATION_BASE))
    assert values(home_parts(project, BaseFactory(kind=kind), affinity=0.5))["kind"] == value


@pytest.mark.django_db
def test_another_base_counts_by_province_and_fields() -> None:
    project = ProjectFactory(base=BaseFactory(province=Province.ANHUI), fields=["energy", "materials"])
    near = BaseFactory(province=Province.ANHUI, fields=["energy"])
    far = BaseFactory(province=Province.GANSU, fields=["health"])
    one, other = (values(home_parts(project, base, affinity=0.5)) for base in (near, far))
    assert (one["province"], other["province"]) == (1.0, 0.0)
    assert (one["field"], other["field"]) == (0.5, 0.0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("affinity", "said"),
    [(0.65, "meet closely"), (0.4, "near each other"), (0.39, "some way apart")],
)
def test_research_is_said_in_three_steps(affinity: float, said: str) -> None:
    first = research_parts(ProjectFactory(), MatchableProfileFactory(), affinity=affinity)[0]
    assert said in first.text.en
    assert first.text.zh


@pytest.mark.django_db
def test_challenges_count_where_the_project_names_some() -> None:
    profile = MatchableProfileFactory(challenges=["climate"])
    named, none = ProjectFactory(challenges=["climate", "food"]), ProjectFactory()
    assert values(research_parts(named, profile, affinity=0.5))["challenge"] == 0.5
    assert values(research_parts(none, profile, affinity=0.5))["challenge"] == UNSAID


@pytest.mark.django_db
def test_ticking_every_field_and_challenge_gains_nothing() -> None:
    fields = list(PriorityField.objects.values_list("slug", flat=True))
    challenges = list(Challenge.objects.values_list("slug", flat=True))
    profile = MatchableProfileFactory(fields=fields, challenges=challenges)
    project = ProjectFactory(fields=fields[:1], challenges=challenges[:1])
    found = values(research_parts(project, profile, affinity=0.5))
    assert (found["field"], found["challenge"]) == (0.0, 0.0)
    assert values(home_parts(project, BaseFactory(fields=fields), affinity=0.5))["field"] == 1.0


@pytest.mark.django_db
def test_a_stay_without_place_framework_or_status_says_so() -> None:
    base, profile = BaseFactory(status=BaseStatus.ON_NOTICE), MatchableProfileFactory(country="BR")
    found = values(stay_parts(base, profile, affinity=0.5, way_in=WayIn(), partners=frozenset({"DE"})))
    assert (found["places"], found["framework"], found["status"]) == (0.0, 0.0, 0.0)
    free = values(stay_parts(base, profile, affinity=0.5, way_in=WayIn(), partners=frozenset()))
    assert free["framework"] == UNSAID
