"""Who somebody is takes no part in the score: swapped, it stays the same to the last bit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.apps import apps

from bases.models import Opening
from experts.models import Profile, Publication
from matching.domain.matcher import people_for
from matching.types import Score
from tests.factories import (
    AffiliationFactory,
    FrameworkFactory,
    MatchableProfileFactory,
    OpenOpeningFactory,
    PublicationFactory,
)

pytestmark = pytest.mark.django_db
Index = Callable[[], object]

ONE = {
    "name": "Marit Solvang",
    "native_name": "",
    "country": "NO",
    "nationalities": ["NO"],
    "affiliation": "University of Cambridge",
    "doctorate_year": 1989,
    "orcid": "0000-0002-1825-0097",
}
OTHER: Mapping[str, Any] = {
    "name": "Nkemela Adusanya",
    "native_name": "阿杜桑雅",
    "country": "UG",
    "nationalities": ["UG", "ML"],
    "affiliation": "Redbrook Polytechnic",
    "doctorate_year": 2024,
    "orcid": None,
}
# Both name themselves and their place in what they write, each in their own way.
BIOGRAPHY = "My name is {name}, of {affiliation}. I measure how much deuterium stays in tungsten."


@pytest.fixture
def person() -> Profile:
    made = MatchableProfileFactory(
        **ONE,
        text__headline="{name}, plasma physicist".format(**ONE),
        text__biography=BIOGRAPHY.format(**ONE),
    )
    PublicationFactory(profile=made, authors="Solvang, M.; Others, A.", venue="Nature")
    AffiliationFactory(profile=made, name=ONE["affiliation"], country="NO")
    MatchableProfileFactory(text__headline="Historian", text__biography="I read letters about tungsten.")
    return made


def score_of(person: Profile, opening: Opening, indexed: Index) -> Score:
    indexed()
    [found] = [one for one in people_for(opening).ranked if one.subject.pk == person.pk]
    return found.score


def become(person: Profile, changes: Mapping[str, Any]) -> None:
    """The same work, told by somebody else."""
    told = ONE | changes
    for name, value in changes.items():
        setattr(person, name, value)
    person.save()
    person.texts.update(headline=f"{told['name']}, plasma physicist", biography=BIOGRAPHY.format(**told))
    person.affiliations.update(name=told["affiliation"], country=told["country"])


@pytest.mark.parametrize("changed", [*([name] for name in OTHER), list(OTHER)], ids=[*OTHER, "everything"])
def test_who_somebody_is_moves_no_bit_of_the_score(
    person: Profile, indexed: Index, changed: list[str]
) -> None:
    opening = OpenOpeningFactory()
    before = score_of(person, opening, indexed)

    become(person, {name: OTHER[name] for name in changed})

    assert score_of(person, opening, indexed) == before


def test_the_account_moves_no_bit_of_the_score(person: Profile, indexed: Index) -> None:
    opening = OpenOpeningFactory()
    before = score_of(person, opening, indexed)

    person.user.name, person.user.email, person.user.language = "Somebody Else", "x@example.ug", "zh-hans"
    person.user.save()

    assert score_of(person, opening, indexed) == before


def test_authors_and_venue_of_a_paper_move_no_bit_of_the_score(person: Profile, indexed: Index) -> None:
    opening = OpenOpeningFactory()
    before = score_of(person, opening, indexed)

    Publication.objects.update(
        authors="Adusanya, N.", venue="Proceedings of Nowhere", doi="10.1/x", year=1990
    )

    assert score_of(person, opening, indexed) == before


def test_what_somebody_works_on_does_move_the_score(person: Profile, indexed: Index) -> None:
    opening = OpenOpeningFactory()
    before = score_of(person, opening, indexed)

    person.texts.update(biography="I read letters of merchants.")

    assert score_of(person, opening, indexed) != before


def test_the_country_acts_only_through_a_framework_of_the_opening(person: Profile, indexed: Index) -> None:
    stated = OpenOpeningFactory(framework=FrameworkFactory(countries=["NO"]))
    before = score_of(person, stated, indexed)

    become(person, {"country": "UG"})
    after = score_of(person, stated, indexed)

    assert after.affinity == before.affinity
    moved = [
        a.name
        for a, b in zip(before.parts, after.parts, strict=True)
        if (a.value, a.text) != (b.value, b.text)
    ]
    assert moved == ["framework"]
    assert before.total - after.total == pytest.approx(0.02, abs=1e-6)


def test_nothing_that_must_not_count_is_even_asked_for() -> None:
    """No column for gender, birth or a portrait of a person exists that could leak into a score."""
    asked = {
        field.name
        for model in apps.get_models()
        if model._meta.app_label in ("accounts", "experts")
        for field in model._meta.get_fields()
    }
    forbidden = ("gender", "sex", "birth", "age", "photo", "portrait", "picture", "marital", "religion")
    words = {word for name in asked for word in name.split("_")}
    assert words.isdisjoint(forbidden)
