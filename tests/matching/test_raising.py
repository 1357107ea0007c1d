from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.test import Client

from experts.choices import Audience, Section
from experts.models import Profile, SectionVisibility
from matching.domain.chances import chances_of
from matching.domain.matcher import openings_for
from matching.domain.parts import part
from matching.domain.raising import LEAST_GAIN, MOST_GAINS, Chance, best_gains
from matching.domain.scoring import score
from matching.types import Bilingual, Gain, Score, Strength
from taxonomy.choices import StayKind
from tests.factories import MatchableProfileFactory, OpenOpeningFactory, PublicationFactory
from tests.factories.bases import in_days

Index = Callable[[], object]


def now(**values: float) -> Score:
    """A score of these parts, each at its weight."""
    return score([part(name, value, zh="", en="") for name, value in values.items()], affinity=0.3)


def chance(name: str, **parts: float) -> Chance:
    return Chance(Bilingual(zh=name, en=name), parts)


def names(gains: Iterable[Gain]) -> list[str]:
    return [gain.text.en for gain in gains]


def test_the_largest_gains_come_first_and_no_more_than_three() -> None:
    chances = [chance("little", field=0.4), chance("most", affinity=0.9), chance("much", affinity=0.7),
               chance("some", field=1.0)]  # fmt: skip

    gains = best_gains(now(affinity=0.5, field=0.0), chances)

    assert names(gains) == ["most", "much", "some"]
    assert len(gains) == MOST_GAINS


def test_a_gain_is_what_the_score_would_be_without_anything_else_changed() -> None:
    before, after = now(affinity=0.5, language=0.0), now(affinity=0.5, language=1.0)

    [gain] = best_gains(before, [chance("speaks", language=1.0)])

    assert gain.gain == pytest.approx(after.total - before.total, abs=1e-4)


def test_what_gains_nothing_is_not_named() -> None:
    score_now = now(affinity=0.5, language=1.0, field=0.5)

    assert best_gains(score_now, [chance("same", language=1.0), chance("less", affinity=0.2)]) == ()
    assert best_gains(score_now, [chance("hardly", affinity=0.5 + LEAST_GAIN / 2)]) == ()


def test_another_word_is_said_only_if_it_is_another() -> None:
    [far] = best_gains(now(affinity=0.5), [chance("a", affinity=0.9)])
    [near] = best_gains(now(affinity=0.7), [chance("a", affinity=0.9)])

    assert (far.strength, near.strength) == (Strength.STRONG, None)


@pytest.mark.django_db
def test_facts_that_may_have_been_left_out_are_chances() -> None:
    opening = OpenOpeningFactory(requires={"en": "B2", "zh": "A2"}, fields=["energy", "health"])
    profile = MatchableProfileFactory(speaks={"zh": "C1"}, fields=["energy"])

    told = [one.text.en for one in chances_of(opening, profile, today=in_days(0))]

    assert told[0] == "If you reach English B2, say so in your profile."
    assert told[1].startswith("If you can come for 1–3 months (expert visit) and arrive any time from ")
    assert told[2].startswith("If your work also belongs to “")
    assert len(told) == 3
    assert all(text.startswith("If ") for text in told)


@pytest.mark.django_db
def test_what_is_said_already_is_no_chance() -> None:
    stay = {"kind": StayKind.EXPERT_VISIT, "months_min": 1, "months_max": 3, "earliest": in_days(0)}
    profile = MatchableProfileFactory(speaks={"en": "C2"}, stays=[stay | {"latest": in_days(2000)}])

    assert list(chances_of(OpenOpeningFactory(requires={"en": "B2"}), profile, today=in_days(0))) == []


def line(profile: Profile) -> Any:
    [one] = openings_for(Profile.objects.get(pk=profile.pk), reader=profile.user).ranked
    return one


@pytest.mark.django_db
def test_a_requirement_without_evidence_is_named_by_what_it_would_add(indexed: Index) -> None:
    profile = MatchableProfileFactory(
        text__headline="Tungsten walls of tokamaks", text__biography="I measure deuterium in tungsten."
    )
    OpenOpeningFactory(
        text__requirements=["deuterium in tungsten", "reliable neutron camera alignment and unfolding"]
    )
    indexed()

    said = [gain.text.en for gain in line(profile).gains]

    assert (
        "If you have done this, say so in your biography: “reliable neutron camera alignment and unfolding”"
        in said
    )
    assert not any("deuterium in tungsten" in text for text in said)


@pytest.mark.django_db
def test_a_closed_biography_is_said_to_count_if_it_were_open(indexed: Index) -> None:
    profile = MatchableProfileFactory()
    PublicationFactory(profile=profile, title="Deuterium and tungsten in letters of merchants", abstract="")
    SectionVisibility.objects.create(profile=profile, section=Section.BIOGRAPHY, audience=Audience.NOBODY)
    OpenOpeningFactory()
    indexed()
    closed = [gain.text.en for gain in line(profile).gains]

    SectionVisibility.objects.update(audience=Audience.INTRODUCTION)
    indexed()

    assert any(text.startswith("If you open your biography") for text in closed)
    assert not any("open your biography" in gain.text.en for gain in line(profile).gains)


@pytest.mark.django_db
def test_only_the_person_is_told(indexed: Index) -> None:
    profile = MatchableProfileFactory()
    OpenOpeningFactory(requires={"en": "B2"})
    indexed()

    assert line(profile).gains
    assert openings_for(profile).ranked[0].gains == ()


@pytest.mark.django_db
def test_nothing_is_suggested_where_the_subjects_are_far_apart(indexed: Index) -> None:
    profile = MatchableProfileFactory(
        text__headline="Historian of porcelain", text__biography="I read letters."
    )
    OpenOpeningFactory(requires={"en": "B2"})
    indexed()

    assert line(profile).gains == ()


@pytest.mark.django_db
def test_the_page_names_what_would_raise_a_match(indexed: Index) -> None:
    profile = MatchableProfileFactory()
    OpenOpeningFactory(requires={"en": "B2"})
    indexed()
    client = Client()
    client.force_login(profile.user)

    html = client.get("/en/me/openings/").content.decode()

    assert "What would raise this match" in html
    assert "If you reach English B2, say so in your profile." in html
