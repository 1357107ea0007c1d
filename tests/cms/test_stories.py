"""A story shows facts of a visit as long as both sides release them, and never who came."""

from __future__ import annotations

import pytest
from django.test import Client

from bases.choices import PublicationState, Sensitivity, Verification
from cms.models import StoryPage
from matching.choices import OutcomeState, Side
from matching.models import Outcome
from matching.transitions import OUTCOME
from outcomes.domain.stories import agree_to_story
from taxonomy.transitions import move
from tests.cms.conftest import WholeSite
from tests.factories import AdministratorFactory, StoryWordsFactory
from tests.outcomes.conftest import reported

STORY = "/en/stories/soil/"


@pytest.fixture
def outcome(whole_site: WholeSite) -> Outcome:
    """Reported by both sides, released by nobody, and linked to the stories."""
    outcome = reported()
    StoryWordsFactory(outcome=outcome)
    StoryPage.objects.update(outcome=outcome)
    return outcome


def released(outcome: Outcome) -> Outcome:
    introduction = outcome.exchange.introduction
    host = introduction.opening.institution.staff_memberships.get().user
    agree_to_story(outcome, side=Side.HOST, by=host)
    agree_to_story(outcome, side=Side.PERSON, by=introduction.profile.user)
    return outcome


def test_story_shows_the_visit_once_both_sides_released_it(outcome: Outcome, client: Client) -> None:
    assert "The visit" not in client.get(STORY).content.decode()

    released(outcome)

    html = client.get(STORY).content.decode()
    opening = outcome.exchange.introduction.opening
    assert f'href="/en/openings/{opening.pk}/"' in html
    assert f'href="/en/bases/{opening.base.slug}/"' in html
    assert opening.institution.label in html
    assert outcome.exchange.introduction.profile.name not in html
    assert "来访信息" in client.get("/zh-hans/stories/soil/").content.decode()


def test_story_shows_nothing_of_a_visit_that_a_side_took_back(outcome: Outcome, client: Client) -> None:
    released(outcome)
    move(outcome, OutcomeState.COMPLETE, table=OUTCOME, person_released_at=None)

    html = client.get(STORY).content.decode()

    assert "The visit" not in html
    assert outcome.exchange.introduction.opening.institution.label not in html


def test_story_leads_nowhere_that_is_not_public(outcome: Outcome, client: Client) -> None:
    released(outcome)
    opening = outcome.exchange.introduction.opening
    opening.publication = PublicationState.CLOSED
    opening.save()
    opening.institution.verification = Verification.WITHDRAWN
    opening.institution.save()

    html = client.get(STORY).content.decode()

    assert "The visit" in html
    assert f'href="/en/openings/{opening.pk}/"' not in html
    assert f'href="/en/bases/{opening.base.slug}/"' not in html
    assert opening.institution.label not in html


def test_story_stands_when_its_outcome_is_deleted(outcome: Outcome, client: Client) -> None:
    released(outcome).delete()

    answer = client.get(STORY)

    assert answer.status_code == 200
    assert "The visit" not in answer.content.decode()


def test_editor_can_choose_released_outcomes_alone(outcome: Outcome, client: Client) -> None:
    client.force_login(AdministratorFactory())
    page = StoryPage.objects.get(locale__language_code="en")
    choice = f'<option value="{outcome.pk}"'

    before = client.get(f"/cms/pages/{page.pk}/edit/").content.decode()
    released(outcome)
    after = client.get(f"/cms/pages/{page.pk}/edit/").content.decode()

    assert choice not in before
    assert choice in after


def test_story_says_no_title_of_an_opening_that_is_held(outcome: Outcome, client: Client) -> None:
    released(outcome)
    opening = outcome.exchange.introduction.opening
    title = opening.texts.get().title
    assert title in client.get(STORY).content.decode()

    opening.publication, opening.sensitivity = PublicationState.CLOSED, Sensitivity.HELD
    opening.sensitivity_reason, opening.sensitivity_reason_language = "Export rules.", "en"
    opening.save()

    assert title not in client.get(STORY).content.decode()
