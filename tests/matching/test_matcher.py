"""The whole way, over the index in memory and the deterministic encoder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bases.choices import NationalityRule, Sensitivity
from bases.models import Opening
from experts.choices import Audience, Section
from experts.models import Profile, SectionVisibility
from matching.choices import IntroductionState, MatchState
from matching.domain.matcher import bases_for, openings_for, people_for, people_for_text, store_matches
from matching.domain.parts import PARTS
from matching.models import Match
from matching.types import Shortlist
from search.backends.registry import get_backend
from search.documents import document_id
from tests.factories import (
    BaseFactory,
    FrameworkFactory,
    IntroductionFactory,
    MatchableProfileFactory,
    OpeningFactory,
    OpenOpeningFactory,
    ProfileFactory,
    PublicationFactory,
    StaffMembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
Index = Callable[[], object]


def person(headline: str = "", biography: str = "", **changes: Any) -> Profile:
    """In the pool, with this text; by default far from the openings of the factories."""
    return MatchableProfileFactory(
        text__headline=headline or "Historian of porcelain trade",
        text__biography=biography or "I read letters of merchants.",
        **changes,
    )


def names(found: Shortlist[Any]) -> list[int]:
    return [one.subject.pk for one in found.ranked]


def test_the_nearest_comes_first_and_ranks_count_from_one(indexed: Index) -> None:
    far = person("Historian of tungsten mining", "I read letters of merchants. Plasma is not my subject.")
    near = MatchableProfileFactory()
    opening = OpenOpeningFactory()
    indexed()

    found = people_for(opening)

    assert names(found) == [near.pk, far.pk]
    assert [one.rank for one in found.ranked] == [1, 2]
    assert found.pool == 2
    assert found.engine.endswith("hashing-256")


def test_every_score_is_the_weighted_sum_of_its_parts(indexed: Index) -> None:
    MatchableProfileFactory()
    opening = OpenOpeningFactory()
    indexed()

    [one] = people_for(opening).ranked

    assert [part.name for part in one.score.parts] == list(PARTS)
    assert one.score.total == pytest.approx(
        sum(part.value * part.weight for part in one.score.parts), abs=1e-6
    )


def test_equal_people_are_ordered_by_id(indexed: Index) -> None:
    twins = [MatchableProfileFactory().pk for _ in range(4)]
    opening = OpenOpeningFactory()
    indexed()

    assert names(people_for(opening)) == twins


def test_the_same_input_gives_the_same_list(indexed: Index) -> None:
    for n in range(5):
        PublicationFactory(profile=MatchableProfileFactory(text__headline=f"Tungsten in fusion, part {n}"))
    opening = OpenOpeningFactory()
    indexed()

    first, second = people_for(opening), people_for(opening)

    assert [(o.subject.pk, o.score, o.eligibility, o.evidence) for o in first.ranked] == [
        (o.subject.pk, o.score, o.eligibility, o.evidence) for o in second.ranked
    ]


def test_whom_a_rule_excludes_stands_apart_with_the_reason(indexed: Index) -> None:
    barred = MatchableProfileFactory(nationalities=["CN"])
    welcome = MatchableProfileFactory(nationalities=["NO"])
    opening = OpenOpeningFactory(nationality_rule=NationalityRule.EXCEPT, nationalities=["CN"])
    indexed()

    found = people_for(opening)

    assert names(found) == [welcome.pk]
    assert [one.subject.pk for one in found.ineligible] == [barred.pk]
    assert not found.ineligible[0].eligibility.eligible


def test_whoever_may_come_is_found_behind_many_who_may_not(
    indexed: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(4):
        MatchableProfileFactory(nationalities=["CN"])
    stay = {"kind": "expert_visit", "months_min": 1, "months_max": 3}
    dates = {"earliest": timezone.localdate(), "latest": timezone.localdate() + timedelta(days=500)}
    welcome = person("Tungsten walls", nationalities=["NO"], stays=[stay | dates])
    opening = OpenOpeningFactory(nationality_rule=NationalityRule.ONLY, nationalities=["NO"])
    indexed()
    monkeypatch.setattr("matching.domain.candidates.SIZE", 3)
    monkeypatch.setattr("matching.domain.candidates.NEAREST", 3)
    monkeypatch.setattr("matching.domain.candidates.look.__kwdefaults__", {"must": None, "size": 3})

    assert names(people_for(opening)) == [welcome.pk]


@pytest.mark.parametrize("state", [Sensitivity.HELD, Sensitivity.REFUSED])
def test_nobody_is_matched_while_the_review_holds_an_opening(indexed: Index, state: str) -> None:
    MatchableProfileFactory()
    opening = OpeningFactory(
        sensitivity=state, sensitivity_reason="Dual use.", sensitivity_reason_language="en"
    )
    indexed()

    found = people_for(opening)

    assert (found.ranked, found.ineligible, found.pool) == ((), (), 1)


def test_consent_withdrawn_after_indexing_counts_at_once(indexed: Index) -> None:
    gone, stays = MatchableProfileFactory(), MatchableProfileFactory()
    opening = OpenOpeningFactory()
    indexed()
    # past the outbox: the index still holds them
    gone.user.consents.filter(purpose="matching").update(withdrawn_at=timezone.now())

    found = people_for(opening)

    assert document_id("profile", gone.pk) in get_backend().digests("profile")
    assert names(found) == [stays.pk]
    assert found.ineligible == ()


def test_people_are_shown_only_to_readers_who_may_see_them(indexed: Index) -> None:
    profile = MatchableProfileFactory()
    hidden = MatchableProfileFactory()
    opening = OpenOpeningFactory()
    staff, stranger = StaffMembershipFactory(institution=opening.institution).user, UserFactory()
    indexed()
    hidden.user.consents.filter(purpose="institutions").update(withdrawn_at=timezone.now())

    assert names(people_for(opening, reader=staff)) == [profile.pk]
    assert names(people_for(opening, reader=stranger)) == []
    assert names(people_for(opening)) == [profile.pk, hidden.pk]


def test_evidence_stands_beside_every_requirement(indexed: Index) -> None:
    PublicationFactory(profile=MatchableProfileFactory(), year=2024)
    person()
    opening = OpenOpeningFactory()
    indexed()

    evidence = people_for(opening).ranked[0].evidence

    assert [pair.asked.text for pair in evidence] == opening.text.requirements
    assert all(pair.has and pair.source for pair in evidence)
    assert {pair.source.en for pair in evidence if pair.source} <= {"Biography", "Paper of 2024"}
    assert any(pair.terms for pair in evidence)


def test_evidence_quotes_no_section_that_institutions_may_not_read(indexed: Index) -> None:
    profile = MatchableProfileFactory(text__biography="SECRET deuterium in tungsten walls.")
    PublicationFactory(profile=profile, title="Deuterium in tungsten, HIDDEN laser work", abstract="")
    for section in (Section.BIOGRAPHY, Section.PUBLICATIONS):
        SectionVisibility.objects.create(profile=profile, section=section, audience=Audience.INTRODUCTION)
    opening = OpenOpeningFactory()
    indexed()

    [one] = people_for(opening).ranked
    told = repr((one.evidence, one.eligibility, one.score))
    [mine] = openings_for(profile, reader=profile.user).ranked

    assert [pair.has for pair in one.evidence] == [None, None]
    assert "SECRET" not in told
    assert "HIDDEN" not in told
    assert any(pair.has for pair in mine.evidence)  # the person reads their own


def test_whoever_closed_everything_to_everybody_is_not_found(indexed: Index) -> None:
    profile = MatchableProfileFactory()
    PublicationFactory(profile=profile)
    for section in Section:
        SectionVisibility.objects.create(profile=profile, section=section, audience=Audience.NOBODY)
    opening = OpenOpeningFactory()
    indexed()

    found = people_for(opening)

    assert (found.ranked, found.ineligible) == ((), ())
    assert openings_for(profile, reader=profile.user).ranked == ()


def test_no_evidence_is_made_unless_it_is_asked_for(indexed: Index) -> None:
    MatchableProfileFactory()
    opening = OpenOpeningFactory()
    indexed()

    assert [one.evidence for one in people_for(opening, explain=False).ranked] == [()]


@pytest.mark.parametrize("way", ["people", "openings", "bases"])
def test_a_list_costs_the_same_queries_for_one_row_and_for_many(indexed: Index, way: str) -> None:
    counts = []
    for more in (1, 5):
        for _ in range(more):
            PublicationFactory(profile=MatchableProfileFactory(speaks={"en": "C1"}))
            OpenOpeningFactory(requires={"en": "B2"}, framework=FrameworkFactory())
        indexed()
        counts.append(queries_of(way, Opening.objects.latest("pk"), Profile.objects.latest("pk")))

    assert counts[0] == counts[1]


def queries_of(way: str, opening: Opening, profile: Profile) -> int:
    with CaptureQueriesContext(connection) as queries:
        if way == "people":
            people_for(opening)
        elif way == "openings":
            openings_for(profile)
        else:
            bases_for(profile)
    return len(queries)


def test_a_draft_that_is_not_in_the_index_is_matched_all_the_same(indexed: Index) -> None:
    profile = MatchableProfileFactory()
    indexed()
    draft = OpeningFactory()

    assert names(people_for(draft)) == [profile.pk]
    assert not Match.objects.exists()


def test_an_edited_opening_is_matched_as_it_is_now(indexed: Index) -> None:
    person("Historian of porcelain", "Letters of merchants of Jingdezhen.")
    MatchableProfileFactory()
    opening = OpenOpeningFactory()
    indexed()
    opening.texts.update(
        title="Porcelain trade", description="Letters of merchants of Jingdezhen.", requirements=[]
    )

    found = people_for(type(opening).objects.get(pk=opening.pk))

    assert "porcelain" in found.ranked[0].subject.text.headline


def test_taken_places_exclude_all_but_those_who_hold_them(indexed: Index) -> None:
    holder, other = MatchableProfileFactory(), MatchableProfileFactory()
    opening = OpenOpeningFactory(places=1)
    IntroductionFactory(
        opening=opening,
        profile=holder,
        ready=True,
        state=IntroductionState.ACCEPTED,
        came_from=IntroductionState.OFFERED,
    )
    indexed()

    found = people_for(opening)

    assert names(found) == [holder.pk]
    assert [one.subject.pk for one in found.ineligible] == [other.pk]


def test_a_text_is_matched_by_research_alone(indexed: Index) -> None:
    near = MatchableProfileFactory()
    person()
    indexed()

    found = people_for_text("Laser diagnostics of deuterium in tungsten walls. Plasma physics.")

    assert names(found)[0] == near.pk
    assert [part.name for part in found.ranked[0].score.parts] == ["affinity"]
    assert [pair.asked.text for pair in found.ranked[0].evidence] == [
        "Laser diagnostics of deuterium in tungsten walls.",
        "Plasma physics.",
    ]


def test_openings_for_a_person_are_those_that_take_applications(indexed: Index) -> None:
    profile = MatchableProfileFactory()
    open_one, late = OpenOpeningFactory(), OpenOpeningFactory()
    OpeningFactory()
    indexed()
    type(late).objects.filter(pk=late.pk).update(deadline=timezone.now() - timedelta(hours=1))

    found = openings_for(profile, reader=profile.user)

    assert names(found) == [open_one.pk]
    assert [len(one.evidence) for one in found.ranked] == [2]


def test_openings_past_their_deadline_crowd_out_nobody(
    indexed: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("matching.domain.openings.SIZE", 1)
    profile = MatchableProfileFactory()
    late, far = (
        OpenOpeningFactory(),
        OpenOpeningFactory(text__title="Porcelain", text__description="Old letters."),
    )
    indexed()
    type(late).objects.filter(pk=late.pk).update(deadline=timezone.now() - timedelta(hours=1))

    found = openings_for(profile, reader=profile.user)

    assert names(found) == [far.pk]


def test_openings_for_somebody_outside_the_pool_are_barred_by_consent(indexed: Index) -> None:
    profile = ProfileFactory()
    OpenOpeningFactory()
    indexed()

    found = openings_for(profile)

    assert found.ranked == ()
    [barred] = found.ineligible
    assert [reason.code for reason in barred.eligibility.reasons if reason.verdict == "unmet"] == ["consent"]


def test_bases_for_a_person_come_by_nearness(indexed: Index) -> None:
    profile = MatchableProfileFactory()
    near = BaseFactory()
    far = BaseFactory(text__name="Porcelain museum", text__about="Letters of merchants.")
    indexed()

    found = bases_for(profile)

    assert names(found)[0] == near.pk
    assert set(names(found)) <= {near.pk, far.pk}
    assert [part.name for part in found.ranked[0].score.parts] == ["affinity", "field"]


def test_an_empty_index_gives_an_empty_list() -> None:
    found = people_for(OpeningFactory())

    assert (found.ranked, found.ineligible, found.pool) == ((), (), 0)


def test_stored_matches_hold_what_explains_them(indexed: Index) -> None:
    MatchableProfileFactory(), MatchableProfileFactory(nationalities=["CN"])
    opening = OpenOpeningFactory(nationality_rule=NationalityRule.EXCEPT, nationalities=["CN"])
    indexed()
    found = people_for(opening)

    assert store_matches(opening, found) == 2

    best = Match.objects.get(eligible=True)
    assert (best.rank, best.total, best.engine, best.computed_at) == (
        1, found.ranked[0].score.total, found.engine, found.computed_at,
    )  # fmt: skip
    assert [part["name"] for part in best.parts] == list(PARTS)
    assert {reason["verdict"] for reason in Match.objects.get(eligible=False).reasons} >= {"unmet"}


def test_storing_again_replaces_proposals_and_keeps_decisions(indexed: Index) -> None:
    stays, gone, chosen = (MatchableProfileFactory() for _ in range(3))
    opening = OpenOpeningFactory()
    indexed()
    store_matches(opening, people_for(opening))
    Match.objects.filter(profile=chosen).update(state=MatchState.SHORTLISTED, came_from=MatchState.PROPOSED)
    Match.objects.filter(profile=stays).update(state=MatchState.DISMISSED, came_from=MatchState.PROPOSED)
    for profile in (gone, chosen):
        profile.user.consents.filter(purpose="matching").update(withdrawn_at=timezone.now())

    store_matches(opening, people_for(opening))

    states = dict(Match.objects.values_list("profile_id", "state"))
    assert states == {stays.pk: MatchState.DISMISSED, chosen.pk: MatchState.SHORTLISTED}
