"""How much an opening needs help: bounded, monotone, explained in both languages."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from attaches.domain.need import Level, need_of, total_of
from attaches.domain.need_facts import Facts
from attaches.domain.need_kinds import KINDS

NUMBERS = st.integers(min_value=0, max_value=500)
FACTS = st.builds(
    Facts,
    days_left=st.floats(min_value=0, max_value=1_000),
    places_left=st.integers(min_value=1, max_value=50),
    suitable=st.none() | NUMBERS,
    framework=st.booleans(),
    challenge=st.booleans(),
    programme=st.booleans(),
    here=NUMBERS,
    completed=NUMBERS,
)


@given(FACTS)
def test_the_total_is_a_share_and_the_sum_of_its_parts(facts: Facts) -> None:
    need = need_of(facts)
    assert 0 <= need.total <= 1
    assert need.total == total_of(facts)
    assert abs(need.total - sum(part.value * part.weight for part in need.parts)) < 1e-9
    assert all(0 <= part.value <= 1 for part in need.parts)


def test_the_weights_make_a_whole() -> None:
    assert abs(sum(kind.weight for kind in KINDS.values()) - 1) < 1e-9


@given(FACTS)
def test_every_part_has_a_name_and_a_sentence_in_both_languages(facts: Facts) -> None:
    for part in need_of(facts).parts:
        words = [KINDS[part.name].label, KINDS[part.name].sentence, part.text]
        assert all(text.zh and text.en for text in words)
        assert part.text.zh.endswith("。")
        assert part.text.en.endswith(".")


@given(FACTS, st.floats(min_value=0, max_value=100))
def test_a_later_deadline_never_presses_more(facts: Facts, days: float) -> None:
    assert total_of(replace(facts, days_left=facts.days_left + days)) <= total_of(facts)


@given(FACTS, st.integers(min_value=0, max_value=50))
def test_more_suitable_people_never_raise_the_need(facts: Facts, more: int) -> None:
    counted = replace(facts, suitable=facts.suitable or 0)
    assert total_of(replace(counted, suitable=(facts.suitable or 0) + more)) <= total_of(counted)


@given(FACTS, st.integers(min_value=0, max_value=50))
def test_more_places_people_stays_or_priority_never_lower_it(facts: Facts, more: int) -> None:
    for raised in (
        replace(facts, places_left=facts.places_left + more),
        replace(facts, here=facts.here + more),
        replace(facts, completed=facts.completed + more),
        replace(facts, framework=True),
        replace(facts, challenge=True),
        replace(facts, programme=True),
    ):
        assert total_of(raised) >= total_of(facts) - 1e-9


@given(FACTS)
def test_a_list_that_nobody_made_stands_between_none_and_enough(facts: Facts) -> None:
    none = total_of(replace(facts, suitable=0))
    enough = total_of(replace(facts, suitable=10_000))
    assert enough < total_of(replace(facts, suitable=None)) < none


def test_an_urgent_opening_without_anybody_is_a_high_need() -> None:
    facts = Facts(
        days_left=5,
        places_left=2,
        suitable=0,
        framework=True,
        challenge=True,
        programme=False,
        here=9,
        completed=1,
    )
    need = need_of(facts)
    assert need.level is Level.HIGH
    assert [part.name for part in need.foremost] == ["candidates", "days"]
    assert [str(part.text) for part in need.parts] == [
        "5 days are left.",
        "Nobody suitable was found yet for 2 free places.",
        "It is tied to a cooperation framework with your countries and a global challenge.",
        "9 people here work in these fields and agreed to be found by you.",
        "1 stay from here in these fields was completed.",
    ]
