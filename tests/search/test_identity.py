"""Who wrote a text and where they work is left out of what the engine reads."""

from __future__ import annotations

import pytest

from experts.models import Profile
from search.documents import read_profile
from search.identity import identity
from search.models import IndexJob
from tests.factories import AffiliationFactory, MatchableProfileFactory, PublicationFactory

MARIT = identity(["Marit Solvang", "宋玛丽"], ["Technical University of Varnamo", "清华大学"])


def without(text: str) -> str:
    return " ".join(MARIT.without(text).split())


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Marit Solvang studies plasma.", "studies plasma."),
        ("MARIT SOLVANG, Solvang Marit; Solvang, Marit", ", ;"),
        ("MaritSolvang's plasma", "'s plasma"),
        ("我叫Marit Solvang，研究等离子体。", "我叫 ，研究等离子体。"),
        ("宋玛丽在清华大学研究等离子体。", "在 研究等离子体。"),
        ("At the technical university  of Varnamo", "At the"),
        ("Marit Solvangite", "Marit Solvangite"),
        ("Solvang's theorem", "Solvang's theorem"),
        ("Nobody is named here.", "Nobody is named here."),
    ],
)
def test_names_are_left_out_and_nothing_else(text: str, left: str) -> None:
    assert without(text) == left


@pytest.mark.parametrize(("text", "left"), [("Long works.", "works."), ("A long day.", "A long day.")])
def test_a_name_of_one_word_is_no_ordinary_word(text: str, left: str) -> None:
    assert " ".join(identity(["Long"], []).without(text).split()) == left


def test_blanks_and_marks_are_no_names() -> None:
    assert identity(["", "–", "X"], ["", "--"]).forms == identity([], []).forms == ()


@pytest.mark.django_db
def test_every_text_of_a_profile_is_read_without_names() -> None:
    person = MatchableProfileFactory(
        name="Marit Solvang",
        native_name="宋玛丽",
        affiliation="Institute of Walls",
        text__headline="Marit Solvang, Institute of Walls: plasma",
        text__biography="宋玛丽 measures tungsten at the Technical University of Varnamo.",
        text__keywords=["tungsten", "Solvang, Marit"],
    )
    AffiliationFactory(profile=person, name="Technical University of Varnamo")
    PublicationFactory(
        profile=person, title="Tungsten, by Marit Solvang", abstract="From the Institute of Walls."
    )

    whole = "\n".join(
        f"{p.title}\n{p.body}" for p in read_profile(Profile.objects.get(pk=person.pk)).passages
    )

    assert "measures tungsten at the" in whole
    for name in ("Solvang", "宋玛丽", "Varnamo", "Institute of Walls"):
        assert name not in whole


@pytest.mark.django_db
def test_another_organisation_makes_the_profile_stale() -> None:
    person = MatchableProfileFactory()
    IndexJob.objects.all().delete()
    AffiliationFactory(profile=person)
    assert {str(job) for job in IndexJob.objects.all()} == {f"profile:{person.pk}"}
