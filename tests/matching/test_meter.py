"""What a missing part costs is counted by the engine, never by a weight of its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accounts.models import Purpose
from experts.choices import Audience, ProfileState, Section
from experts.models import Profile, SectionVisibility
from matching.domain.matcher import openings_for
from matching.domain.meter import Meter, meter_of
from taxonomy.choices import StayKind
from tests.factories import (
    ConsentFactory,
    MatchableProfileFactory,
    OpenOpeningFactory,
    ProfileFactory,
    PublicationFactory,
)
from tests.factories.bases import in_days

pytestmark = pytest.mark.django_db
Index = Callable[[], object]
STAY = {
    "kind": StayKind.EXPERT_VISIT,
    "months_min": 1,
    "months_max": 24,
    "earliest": in_days(-1000),
    "latest": in_days(2000),
}


def meter(profile: Profile) -> Meter:
    return meter_of(Profile.objects.for_matching().get(pk=profile.pk))


def said(profile: Profile) -> dict[str, tuple[int, int, int, int]]:
    """English of what is missing -> (fit, higher, ask, unseen)."""
    return {one.text.en: (one.fit, one.higher, one.ask, one.unseen) for one in meter(profile).missing}


def test_what_fits_is_what_the_list_of_openings_says(indexed: Index) -> None:
    profile = MatchableProfileFactory()
    OpenOpeningFactory.create_batch(3)
    indexed()
    ranked = openings_for(profile, reader=profile.user).ranked
    assert meter(profile).fits == sum(line.score.strength.fits for line in ranked) == 3


def test_languages_cost_where_an_opening_asks_for_one(indexed: Index) -> None:
    profile = MatchableProfileFactory()
    OpenOpeningFactory.create_batch(2, requires={"en": "B2"})
    OpenOpeningFactory()
    indexed()
    _, higher, ask, _ = said(profile)["No language is named."]
    assert (higher, ask) == (2, 2)
    profile.languages.create(language="en", level="C1")
    assert "No language is named." not in said(profile)


def test_a_part_that_no_opening_asks_for_costs_nothing(indexed: Index) -> None:
    profile = MatchableProfileFactory()
    OpenOpeningFactory()
    indexed()
    assert "No language is named." not in said(profile)


def test_a_nationality_costs_where_a_rule_asks_for_it(indexed: Index) -> None:
    profile = MatchableProfileFactory(nationalities=[])
    OpenOpeningFactory(nationality_rule="only", nationalities=["NO"])
    OpenOpeningFactory()
    indexed()
    assert said(profile)["No nationality is named."] == (0, 0, 1, 0)


def test_a_closed_section_costs_what_it_would_bring(indexed: Index) -> None:
    profile = MatchableProfileFactory(speaks={"en": "C1"}, stays=[STAY])
    PublicationFactory(profile=profile, title="Deuterium and tungsten in letters of merchants", abstract="")
    OpenOpeningFactory()
    SectionVisibility.objects.create(profile=profile, section=Section.BIOGRAPHY, audience=Audience.NOBODY)
    indexed()
    _, higher, _, _ = said(profile)["Your biography is closed to everybody and not compared."]
    assert higher == 1


def test_a_draft_that_agreed_to_nothing_is_counted_too(indexed: Index) -> None:
    OpenOpeningFactory()
    indexed()
    profile = ProfileFactory()
    assert profile.state == ProfileState.DRAFT
    found = meter(profile)
    assert (found.fits, found.could) == (1, 1)
    assert said(profile)[
        "You have not agreed to be shown to institutions: nobody but you sees these matches."
    ] == (
        0,
        0,
        0,
        1,
    )
    ConsentFactory(user=profile.user, purpose=Purpose.INSTITUTIONS)
    assert not any(unseen for *_, unseen in said(profile).values())


def test_without_openings_nothing_costs_anything(indexed: Index) -> None:
    profile = MatchableProfileFactory(nationalities=[])
    indexed()
    assert meter(profile) == Meter(fits=0, could=0, looked_at=0, missing=())
