"""The pipeline counts right, and tells no small count of people whom the reader may not see."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.audience import grants_of
from accounts.consent_texts import current_text
from accounts.domain.consent import withdraw_consent
from accounts.models import Consent, Purpose, User
from attaches.domain.pipeline import STAGES, pipeline_of
from experts.models import Profile
from matching.choices import ExchangeState, IntroductionState
from tests.attaches.conftest import findable
from tests.factories import (
    ConsentFactory,
    ExchangeFactory,
    IntermediaryPostFactory,
    IntroductionFactory,
    MatchableProfileFactory,
    NominationFactory,
    OpenOpeningFactory,
)

pytestmark = pytest.mark.django_db


def cells(user: User, table: str) -> dict[tuple[str, str], int | None]:
    found = getattr(pipeline_of(grants_of(user), user=user), table)
    return {
        (name, stage): count for name, counts in found for stage, count in zip(STAGES, counts, strict=True)
    }


def test_people_are_counted_where_they_work_and_in_their_fields(attache: User) -> None:
    for number in range(6):
        profile = counted(country="NO" if number < 5 else "SE", fields=["energy", "health"])
        row = IntroductionFactory(
            profile=profile,
            opening=OpenOpeningFactory(),
            state=IntroductionState.ACCEPTED,
            came_from="offered",
            ready=True,
        )
        if number < 5:
            ExchangeFactory(
                introduction=row, state=ExchangeState.COMPLETED, came_from="under_way", ready=True
            )
    findable(country="DE")
    NominationFactory(nominated_by=attache, state="sent", came_from="draft", ready=True)
    by_country, by_field = cells(attache, "countries"), cells(attache, "fields")
    assert (by_country["NO", "findable"], by_country["SE", "findable"]) == (5, 1)
    # One in Sweden is too few, and could be had from the number of Norway.
    assert (by_country["NO", "introduced"], by_country["SE", "introduced"]) == (None, None)
    # How many of Norway came further would bound how many were introduced there, and so those of Sweden.
    assert (by_country["NO", "completed"], by_country["SE", "completed"]) == (None, None)
    assert (by_field["energy", "introduced"], by_field["health", "introduced"]) == (6, 6)
    assert (by_field["energy", "completed"], by_field["energy", "exchange"]) == (5, 5)
    assert by_field["space-ocean", "introduced"] is None
    assert pipeline_of(grants_of(attache), user=attache).waiting == 1


def counted(**fields: Any) -> Profile:
    """Somebody findable who agrees to be counted in statistics."""
    profile = findable(**fields)
    ConsentFactory(
        user=profile.user, purpose=Purpose.MEASURED, version=current_text(Purpose.MEASURED).version
    )
    return profile


def test_nobody_is_counted_who_agreed_to_nothing(attache: User) -> None:
    people = [counted(country="NO", fields=["energy"]) for _ in range(6)]
    for profile in people:
        IntroductionFactory(
            profile=profile,
            opening=OpenOpeningFactory(),
            state=IntroductionState.ACCEPTED,
            came_from="offered",
            ready=True,
        )
    assert cells(attache, "countries")["NO", "introduced"] == 6
    for profile in people[:2]:
        for purpose in (Purpose.ATTACHES, Purpose.MEASURED, Purpose.MATCHING):
            if Consent.objects.live().filter(user=profile.user, purpose=purpose).exists():
                withdraw_consent(profile.user, purpose=purpose, by=profile.user)
    assert cells(attache, "countries")["NO", "findable"] == 4
    assert cells(attache, "countries")["NO", "introduced"] is None
    assert cells(attache, "fields")["energy", "introduced"] is None


def test_an_intermediary_s_pipeline_ends_at_its_fields() -> None:
    agent = IntermediaryPostFactory(countries=["NO"], fields=["energy"]).user
    findable(fields=["energy"])
    findable(fields=["health"])
    by_field = cells(agent, "fields")
    assert {name for name, _ in by_field} == {"energy"}
    assert by_field["energy", "findable"] == 1
    assert cells(agent, "countries")["NO", "findable"] == 1


def test_the_page_says_what_is_not_shown(client: Client, attache: User) -> None:
    profile = MatchableProfileFactory(country="NO")
    IntroductionFactory(profile=profile, state=IntroductionState.ACCEPTED, came_from="offered", ready=True)
    client.force_login(attache)
    page = client.get("/en/attaches/pipeline/").content.decode()
    assert "not shown" in page
    assert "Norway" in page
    assert profile.name not in page
