"""Project, talent, base: the three lists over the index in memory and the deterministic encoder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from bases.choices import BaseStatus, NationalityRule, Sensitivity, Verification
from bases.models import Base, Institution, Opening, Project
from experts.choices import Audience, Section
from experts.models import Profile, SectionVisibility
from matching.choices import IntroductionState
from matching.domain.triple_kinds import LEGS
from matching.domain.triple_scoring import combined
from matching.domain.triple_types import Triple, Triples
from matching.domain.triples import triples_for_base, triples_for_person, triples_for_project
from matching.types import Strength
from search.backends.registry import get_backend
from search.documents import document_id
from tests.factories import (
    BaseFactory,
    FrameworkFactory,
    InstitutionFactory,
    IntroductionFactory,
    MatchableProfileFactory,
    OfficerFactory,
    OpeningFactory,
    OpenOpeningFactory,
    ProfileFactory,
    ProgrammeFactory,
    ProjectFactory,
    StaffMembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
Index = Callable[[], object]

HISTORY = {
    "text__headline": "Historian of porcelain trade",
    "text__biography": "I read letters of merchants of Jingdezhen.",
}
PORCELAIN = {
    "text__title": "Porcelain in letters of merchants",
    "text__description": "The trade of Jingdezhen, read from letters.",
}
MUSEUM = {"text__name": "Porcelain museum base", "text__about": "Letters of merchants, kilns of Jingdezhen."}


def people(found: Triples) -> list[int]:
    return [triple.profile.pk for triple in found.found]


def leg(triple: Triple, name: str) -> Any:
    return next(leg for leg in triple.legs if leg.name == name)


def part(triple: Triple, name: str, of: str) -> Any:
    return next(part for part in leg(triple, name).score.parts if part.name == of)


def test_a_project_finds_its_person_and_its_own_base_first(indexed: Index) -> None:
    far, near = MatchableProfileFactory(**HISTORY), MatchableProfileFactory()
    project = ProjectFactory()
    alike, _museum = BaseFactory(), BaseFactory(**MUSEUM)
    indexed()

    found = triples_for_project(project)

    assert people(found) == [near.pk, far.pk]
    assert [triple.rank for triple in found.found] == [1, 2]
    assert (found.found[0].base, found.found[0].own_base) == (project.base, True)
    assert [other.base for other in found.found[0].others] == [alike]
    assert (found.pool, found.refused) == (2, None)


def test_the_total_is_the_weighted_sum_of_three_legs_and_each_leg_of_its_parts(indexed: Index) -> None:
    MatchableProfileFactory()
    project = ProjectFactory()
    BaseFactory()
    indexed()

    [first] = triples_for_project(project).found

    assert len(first.others) == 1
    for triple in (first, *first.others):
        assert [one.name for one in triple.legs] == list(LEGS)
        assert triple.score.total == pytest.approx(
            sum(LEGS[one.name].weight * one.score.total for one in triple.legs), abs=1e-5
        )
        for one in triple.legs:
            weighted = sum(part.value * part.weight for part in one.score.parts)
            assert one.score.total == pytest.approx(weighted, abs=1e-5)


def test_three_corners_give_one_pair_one_value(indexed: Index) -> None:
    profile = MatchableProfileFactory()
    MatchableProfileFactory(**HISTORY)
    project = ProjectFactory()
    ProjectFactory(**PORCELAIN)
    OpenOpeningFactory(base=project.base)
    indexed()

    def values(found: Triples) -> list[tuple[str, float]]:
        [mine] = [
            one
            for triple in found.found
            for one in (triple, *triple.others)
            if (one.profile, one.project, one.base) == (profile, project, project.base)
        ]
        return [(leg.name, leg.score.total) for leg in mine.legs]

    from_project = values(triples_for_project(project))

    assert values(triples_for_person(profile)) == from_project
    assert values(triples_for_base(project.base)) == from_project


def test_a_triple_is_called_no_stronger_than_person_and_project_together(indexed: Index) -> None:
    MatchableProfileFactory(**HISTORY)
    project = ProjectFactory()
    OpenOpeningFactory(base=project.base)
    indexed()

    [triple] = triples_for_project(project).found

    assert leg(triple, "research").score.strength is Strength.WEAK
    assert triple.score.strength is Strength.WEAK


def test_a_base_that_could_not_host_the_project_is_a_weak_match_however_good_the_person(
    indexed: Index,
) -> None:
    MatchableProfileFactory()
    ProjectFactory()
    museum = BaseFactory(**MUSEUM)
    indexed()

    [triple] = triples_for_base(museum).found

    assert leg(triple, "research").score.strength is not Strength.WEAK
    assert leg(triple, "home").score.strength is Strength.WEAK
    assert triple.score.strength is Strength.WEAK


def test_a_person_finds_each_project_once_with_a_base(indexed: Index) -> None:
    profile = MatchableProfileFactory()
    near, far = ProjectFactory(), ProjectFactory(base=BaseFactory(**MUSEUM), **PORCELAIN)
    indexed()

    found = triples_for_person(profile, reader=profile.user)

    assert [triple.project for triple in found.found] == [near, far]
    assert [triple.base for triple in found.found] == [near.base, far.base]


def test_somebody_outside_the_pool_finds_no_project(indexed: Index) -> None:
    profile = ProfileFactory()
    ProjectFactory()
    indexed()

    assert triples_for_person(profile, reader=profile.user).found == ()


def test_a_base_finds_people_with_its_own_and_with_other_projects(indexed: Index) -> None:
    fusion, history = MatchableProfileFactory(), MatchableProfileFactory(**HISTORY)
    base = BaseFactory()
    own = ProjectFactory(base=base)
    other = ProjectFactory(base=BaseFactory(**MUSEUM), **PORCELAIN)
    indexed()

    found = triples_for_base(base)

    assert {triple.base for triple in found.found} == {base}
    projects = {triple.profile.pk: triple.project for triple in found.found}
    assert projects == {fusion.pk: own, history.pk: other}
    assert [triple.own_base for triple in found.found] == [True, False]


def test_equal_people_are_ordered_by_id_and_lists_repeat_themselves(indexed: Index) -> None:
    twins = [MatchableProfileFactory().pk for _ in range(3)]
    project = ProjectFactory()
    indexed()

    first, second = triples_for_project(project), triples_for_project(project)

    assert people(first) == twins
    assert [triple.score for triple in first.found] == [triple.score for triple in second.found]


def test_consent_withdrawn_after_indexing_counts_at_once(indexed: Index) -> None:
    gone, stays = MatchableProfileFactory(), MatchableProfileFactory()
    project = ProjectFactory()
    indexed()
    gone.user.consents.filter(purpose="matching").update(withdrawn_at=timezone.now())

    assert document_id("profile", gone.pk) in get_backend().digests("profile")
    assert people(triples_for_project(project)) == [stays.pk]
    assert people(triples_for_base(project.base)) == [stays.pk]
    assert triples_for_person(gone).found == ()


def test_people_are_shown_only_to_readers_who_may_see_them(indexed: Index) -> None:
    profile, hidden = MatchableProfileFactory(), MatchableProfileFactory()
    project = ProjectFactory()
    staff = StaffMembershipFactory(institution=project.base.institution).user
    indexed()
    hidden.user.consents.filter(purpose="institutions").update(withdrawn_at=timezone.now())

    assert people(triples_for_project(project, reader=staff)) == [profile.pk]
    assert people(triples_for_base(project.base, reader=staff)) == [profile.pk]
    assert people(triples_for_project(project, reader=UserFactory())) == []
    assert people(triples_for_project(project, reader=OfficerFactory())) == [profile.pk, hidden.pk]


def unverify(base: Base) -> None:
    Institution.objects.filter(pk=base.institution_id).update(
        verification=Verification.PENDING, verified_at=None
    )


def withdraw(base: Base) -> None:
    Base.objects.filter(pk=base.pk).update(status=BaseStatus.WITHDRAWN)


@pytest.mark.parametrize("stop", [unverify, withdraw])
def test_a_base_that_may_not_host_has_nobody_whatever_the_index_says(
    indexed: Index, stop: Callable[[Base], None]
) -> None:
    profile = MatchableProfileFactory()
    stopped = ProjectFactory()
    host = ProjectFactory()
    indexed()
    stop(stopped.base)
    assert document_id("base", stopped.base_id) in get_backend().digests("base")

    for found in (triples_for_project(stopped), triples_for_base(stopped.base)):
        assert found.found == ()
        assert found.refused
        assert found.refused.code == "base"
        assert found.refused.text.zh
    # nor is it, or its project, offered to anybody else
    [mine] = triples_for_person(profile).found
    assert (mine.project, mine.base, mine.others) == (host, host.base, ())
    [of_host] = triples_for_project(host).found
    assert of_host.others == ()
    assert {
        one.project for triple in triples_for_base(host.base).found for one in (triple, *triple.others)
    } == {host}


def test_a_project_that_ended_is_matched_with_nobody(indexed: Index) -> None:
    profile = MatchableProfileFactory()
    project = ProjectFactory(start_year=2010, end_year=2014)
    indexed()

    refused = triples_for_project(project).refused

    assert refused
    assert refused.text.en == "The project ended in 2014."
    assert triples_for_person(profile).found == ()
    assert triples_for_base(project.base).found == ()


@pytest.mark.parametrize("state", [Sensitivity.HELD, Sensitivity.REFUSED])
def test_a_project_whose_opening_the_review_holds_is_matched_with_nobody(indexed: Index, state: str) -> None:
    profile = MatchableProfileFactory()
    project = ProjectFactory()
    OpeningFactory(
        project=project,
        base=project.base,
        sensitivity=state,
        sensitivity_reason="Dual use.",
        sensitivity_reason_language="en",
    )
    indexed()

    found = triples_for_project(project)

    assert found.found == ()
    assert found.refused
    assert found.refused.code == "sensitivity"
    assert triples_for_person(profile).found == ()
    assert triples_for_base(project.base).found == ()


def test_a_refused_opening_counts_no_more_once_another_was_cleared(indexed: Index) -> None:
    MatchableProfileFactory()
    project = ProjectFactory()
    reason = {"sensitivity_reason": "Dual use.", "sensitivity_reason_language": "en"}
    OpeningFactory(project=project, base=project.base, sensitivity=Sensitivity.REFUSED, **reason)
    OpenOpeningFactory(project=project, base=project.base)
    indexed()

    assert len(triples_for_project(project).found) == 1


def test_a_free_place_makes_a_triple_better_and_its_opening_is_the_way_in(indexed: Index) -> None:
    MatchableProfileFactory()
    project = ProjectFactory()
    indexed()
    [without] = triples_for_project(project).found
    opening = OpenOpeningFactory(base=project.base, project=project, places=3)
    indexed()

    [with_place] = triples_for_project(project).found

    assert with_place.score.total > without.score.total
    assert (with_place.way_in.opening, with_place.way_in.free) == (opening, 3)
    assert part(with_place, "stay", "places").value == 1.0
    assert "no free place" in without.missing[0].en


def test_the_opening_of_another_project_is_no_place_for_this_one(indexed: Index) -> None:
    MatchableProfileFactory()
    project = ProjectFactory()
    OpenOpeningFactory(base=project.base, project=ProjectFactory(base=project.base))
    indexed()

    [triple] = triples_for_project(project).found

    assert triple.way_in.free == 0


def test_a_rule_in_the_way_is_named_and_the_easiest_opening_is_chosen(indexed: Index) -> None:
    MatchableProfileFactory(nationalities=["NO"], career_stage="R3")
    project = ProjectFactory()
    barred = {"nationality_rule": NationalityRule.ONLY, "nationalities": ["FR"]}
    OpenOpeningFactory(base=project.base, career_stages=["R1"], **barred)
    one_rule = OpenOpeningFactory(base=project.base, **barred)
    indexed()

    [triple] = triples_for_project(project).found

    assert triple.way_in.opening == one_rule
    assert part(triple, "stay", "places").value == 0.4
    assert triple.missing[0].en.startswith(
        "Does not meet the nationality rule. "
    )  # and what can be done about it
    assert triple.way_in.unmet[0].remedy


def test_a_closed_section_is_not_told_by_what_is_missing(indexed: Index) -> None:
    profile = MatchableProfileFactory(speaks={"en": "A2"})
    SectionVisibility.objects.create(
        profile=profile, section=Section.LANGUAGES, audience=Audience.INTRODUCTION
    )
    project = ProjectFactory()
    OpenOpeningFactory(base=project.base, requires={"en": "B2"})
    staff = StaffMembershipFactory(institution=project.base.institution).user
    indexed()

    [host] = triples_for_project(project, reader=staff).found
    [mine] = triples_for_person(profile, reader=profile.user).found

    assert "A2" not in repr((host.missing, [leg.score.parts for leg in host.legs]))
    assert "A2" in repr(mine.missing)  # the person reads their own


def taken_place(profile: Profile, state: str = IntroductionState.ACCEPTED) -> tuple[Project, Opening]:
    """A project whose base has one place, and somebody with an introduction for it."""
    project = ProjectFactory()
    opening = OpenOpeningFactory(base=project.base, places=1)
    IntroductionFactory(
        opening=opening, profile=profile, ready=True, state=state, came_from=IntroductionState.OFFERED
    )
    return project, opening


def test_a_taken_place_is_free_for_nobody_but_who_holds_it(indexed: Index) -> None:
    holder, other = MatchableProfileFactory(), MatchableProfileFactory()
    project, _ = taken_place(holder)
    indexed()

    ways = {triple.profile.pk: triple.way_in for triple in triples_for_project(project).found}

    assert (ways[holder.pk].may_come, ways[holder.pk].free) == (True, 0)
    assert (ways[other.pk].may_come, ways[other.pk].free) == (False, 0)


def test_another_institutions_introductions_are_told_to_no_host(indexed: Index) -> None:
    holder = MatchableProfileFactory()
    elsewhere, opening = taken_place(holder)
    project = ProjectFactory()
    indexed()

    def told(reader: User) -> bool:
        return any(
            one.way_in.may_come
            for triple in triples_for_project(project, reader=reader).found
            for one in (triple, *triple.others)
            if one.base == elsewhere.base
        )

    assert not told(StaffMembershipFactory(institution=project.base.institution).user)
    assert told(OfficerFactory())
    owner = StaffMembershipFactory(institution=opening.institution).user
    assert triples_for_project(elsewhere, reader=owner).found[0].way_in.may_come


def test_a_framework_counts_by_the_country_of_work_and_never_names_it(indexed: Index) -> None:
    inside, outside = MatchableProfileFactory(country="DE"), MatchableProfileFactory(country="BR")
    project = ProjectFactory(
        programme=ProgrammeFactory(framework=FrameworkFactory(countries=["CN", "DE", "FR"]))
    )
    indexed()

    found = triples_for_project(project)

    assert people(found) == [inside.pk, outside.pk]
    assert [part(triple, "stay", "framework").value for triple in found.found] == [1.0, 0.0]
    told = repr([leg.score.parts for triple in found.found for leg in triple.legs])
    assert not any(word in told for word in ("Germany", "Brazil", "德国", "巴西", "DE", "BR"))


def test_a_base_on_notice_counts_for_less_and_says_so(indexed: Index) -> None:
    MatchableProfileFactory()
    project = ProjectFactory(base=BaseFactory(status=BaseStatus.ON_NOTICE))
    indexed()

    [triple] = triples_for_project(project).found

    assert part(triple, "stay", "status").value == 0.0
    assert "The base is on notice." in [text.en for text in triple.missing]


def test_a_list_holds_so_many_at_most(indexed: Index) -> None:
    MatchableProfileFactory.create_batch(4)
    project = ProjectFactory()
    indexed()

    assert len(triples_for_project(project, top=2).found) == 2


def test_never_more_than_people_times_bases_are_combined(
    indexed: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("matching.domain.triples.PEOPLE", 2)
    monkeypatch.setattr("matching.domain.triples.BASES", 2)
    sizes = []

    def counted(*args: Any, **options: Any) -> list[Triple]:
        found = combined(*args, **options)
        sizes.append(len(found))
        return found

    monkeypatch.setattr("matching.domain.triples.combined", counted)
    MatchableProfileFactory.create_batch(5)
    project = ProjectFactory()
    BaseFactory.create_batch(5)
    indexed()

    found = triples_for_project(project).found

    assert sizes == [4]
    assert [triple.own_base for triple in found] == [True, True]


def test_an_edited_project_is_matched_as_it_is_now(indexed: Index) -> None:
    fusion, history = MatchableProfileFactory(), MatchableProfileFactory(**HISTORY)
    project = ProjectFactory()
    indexed()
    assert people(triples_for_project(project)) == [fusion.pk, history.pk]
    project.texts.update(
        title="Porcelain trade", description="Letters of merchants of Jingdezhen, porcelain."
    )

    assert people(triples_for_project(Project.objects.get()))[0] == history.pk


def test_an_empty_index_gives_an_empty_list() -> None:
    project = ProjectFactory()

    assert triples_for_project(project).found == ()
    assert triples_for_base(project.base).found == ()


@pytest.mark.parametrize("corner", ["project", "person", "base"])
def test_a_list_costs_the_same_queries_for_one_row_and_for_many(indexed: Index, corner: str) -> None:
    institution = InstitutionFactory()
    reader = StaffMembershipFactory(institution=institution).user
    counts = []
    for more in (2, 3):  # with one base alone there is no other to read
        for _ in range(more):
            profile = MatchableProfileFactory(speaks={"en": "C1"})
            programme = ProgrammeFactory(framework=FrameworkFactory())
            project = ProjectFactory(base=BaseFactory(institution=institution), programme=programme)
            OpenOpeningFactory(base=project.base, project=project, requires={"en": "B2"})
        indexed()
        with CaptureQueriesContext(connection) as queries:
            if corner == "project":
                triples_for_project(Project.objects.get(pk=project.pk), reader=reader)
            elif corner == "person":
                triples_for_person(Profile.objects.get(pk=profile.pk), reader=profile.user)
            else:
                triples_for_base(Base.objects.get(pk=project.base_id), reader=reader)
        counts.append(len(queries))

    assert counts[0] == counts[1]
