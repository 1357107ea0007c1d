import pytest
from django_countries import countries

from experts.choices import Audience, Section
from experts.models import Profile, SectionVisibility
from matching.fairness.groups import BY, OF_A_PROFILE, UNCLASSIFIED, group_name, income_of, script_of
from tests.factories import MatchableProfileFactory
from tests.factories.experts import ProfileTextFactory


@pytest.mark.parametrize(
    ("country", "group"),
    [("UG", "low"), ("KE", "lower_middle"), ("CN", "upper_middle"), ("NO", "high"), ("VE", UNCLASSIFIED)],
)
def test_every_country_has_its_income_group(country: str, group: str) -> None:
    assert income_of(country) == group


def test_hardly_a_country_is_left_without_an_income_group() -> None:
    unknown = {code for code, _ in countries if income_of(code) == UNCLASSIFIED}
    assert {"ET", "VE"} < unknown
    assert len(unknown) < 40  # islands and territories that the World Bank does not list


@pytest.mark.parametrize(
    ("name", "script"),
    [
        ("Marit Solvang", "latin"),
        ("宋玛丽", "han"),
        ("佐藤", "han"),
        ("ひろし", "japanese"),
        ("김민수", "korean"),
        ("Иван", "cyrillic"),
        ("سمير", "arabic"),
        ("– Ø. Solvang", "latin"),
        ("", "other"),
        ("123", "other"),
    ],
)
def test_a_name_has_the_script_of_its_first_letter(name: str, script: str) -> None:
    assert script_of(name) == script


@pytest.mark.django_db
def test_a_profile_belongs_to_one_group_of_each_kind() -> None:
    profile = MatchableProfileFactory(country="KE", native_name="陆望申", career_stage="R2")
    ProfileTextFactory(profile=profile, language="zh-hans", is_original=False)
    profile = Profile.objects.get(pk=profile.pk)
    found = {by: group_of(profile) for by, group_of in OF_A_PROFILE.items()}
    assert found == {"income": "lower_middle", "stage": "R2", "script": "han", "language": "both"}
    assert all(group_name(by, group).zh for by, group in found.items())


@pytest.mark.django_db
def test_a_closed_biography_tells_no_language() -> None:
    profile = MatchableProfileFactory()
    SectionVisibility.objects.create(profile=profile, section=Section.BIOGRAPHY, audience=Audience.NOBODY)
    assert OF_A_PROFILE["language"](Profile.objects.get(pk=profile.pk)) == ""


def test_every_grouping_has_a_name_in_both_languages() -> None:
    assert all(name.zh and name.en for name in BY.values())
