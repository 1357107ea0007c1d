"""Reading people as plain values says what reading them as objects says."""

from __future__ import annotations

import pytest

from experts.choices import Audience, Section
from experts.models import Profile, SectionVisibility
from matching.domain.light import OWN, light_people
from search.documents import UNSAID, read_profile, source_of
from search.facts import read_facts
from taxonomy.choices import Language
from tests.factories import AffiliationFactory, MatchableProfileFactory, PublicationFactory
from tests.factories.bases import in_days
from tests.factories.experts import ProfileTextFactory


@pytest.fixture
def people(db: None) -> list[Profile]:
    full = MatchableProfileFactory(
        fields=["energy", "health"],
        challenges=["climate"],
        nationalities=["NO", "CN"],
        speaks={"en": "C1", "zh": "HSK4"},
        stays=[
            {
                "kind": "young_6",
                "months_min": 1,
                "months_max": 6,
                "earliest": in_days(5),
                "latest": in_days(300),
            }
        ],
    )
    ProfileTextFactory(
        profile=full, language=Language.ZH, headline="物理学家", keywords=["托卡马克"], is_original=False
    )
    PublicationFactory(profile=full)
    PublicationFactory(
        profile=full, year=None, abstract="Written with Ada Somebody of Varnamo Works at Varnamo."
    )
    AffiliationFactory(profile=full, name="Varnamo Works")
    Profile.objects.filter(pk=full.pk).update(name="Ada Somebody")
    full.refresh_from_db()
    SectionVisibility.objects.create(profile=full, section=Section.LANGUAGES, audience=Audience.NOBODY)
    SectionVisibility.objects.create(profile=full, section=Section.NATIONALITIES, audience=Audience.PUBLIC)
    MatchableProfileFactory(nationalities=[])
    return list(Profile.objects.order_by("pk"))


def test_sources_are_the_same_read_either_way(people: list[Profile]) -> None:
    facts = read_facts(Profile.objects.all())

    assert [source_of(one) for one in facts] == [read_profile(person) for person in people]
    assert len(source_of(facts[0]).passages) == 4
    assert not any(
        "Somebody" in passage.body or "Works" in passage.body for passage in source_of(facts[0]).passages
    )
    assert source_of(facts[0]).filters["language"] == (UNSAID,)
    assert source_of(facts[0]).filters["nationality"] == ("CN", "NO")


def test_people_who_are_judged_say_what_their_rows_say(people: list[Profile]) -> None:
    for light, row in zip(
        light_people(Profile.objects.order_by("pk").values_list(*OWN)), people, strict=True
    ):
        assert (light.pk, light.kind, light.career_stage) == (row.pk, row.kind, row.career_stage)
        assert light.country.code == row.country.code
        assert [one.code for one in light.nationalities] == [one.code for one in row.nationalities]
        assert {tag.slug for tag in light.fields.all()} == {tag.slug for tag in row.fields.all()}
        assert {tag.slug for tag in light.challenges.all()} == {tag.slug for tag in row.challenges.all()}
        for name, columns in {
            "languages": ("language", "level"),
            "stays": ("pk", "kind", "months_min", "months_max", "earliest", "latest"),
            "visibility": ("section", "audience"),
        }.items():
            assert [tuple(one) for one in getattr(light, name).all()] == [
                tuple(getattr(one, column) for column in columns) for one in getattr(row, name).all()
            ]


def test_number_of_queries_does_not_grow_with_people(
    people: list[Profile], django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(10):  # type: ignore[operator]
        assert len(read_facts(Profile.objects.filter(pk=people[0].pk))) == 1
    with django_assert_num_queries(10):  # type: ignore[operator]
        assert len(read_facts(Profile.objects.all())) == 2
