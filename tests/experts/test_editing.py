"""One part of a profile: read, compared, written, audited; nothing is overwritten unseen."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from accounts.domain.editing import ChangedMeanwhile, Part, Refused, mark_of
from accounts.models import AuditEvent
from experts.choices import Audience, ProfileState, Section
from experts.domain.editing import NotTheirProfile, change_part
from experts.domain.parts.audiences import AUDIENCES
from experts.domain.parts.person import PERSON, begin_profile
from experts.domain.parts.stays import STAYS
from experts.domain.parts.work import WORK
from experts.models import Profile, SectionVisibility
from tests.factories import AdministratorFactory, MatchableProfileFactory, ProfileFactory, UserFactory

pytestmark = pytest.mark.django_db

PERSON_VALUES: dict[str, Any] = {
    "kind": "young_scientist",
    "name": "Lin Yue",
    "native_name": "林月",
    "career_stage": "R1",
    "doctorate_year": None,
    "affiliation": "Nordfjell Institute of Technology",
    "country": "NO",
    "nationalities": ["CN"],
    "orcid": "",
}


def change(profile: Profile, part: Part, **values: Any) -> bool:
    """Change some values of a part, as from a page that is fresh."""
    now = part.read(profile)
    return change_part(profile, part, now | values, seen=mark_of(now), by=profile.user)


def test_somebody_begins_with_a_draft() -> None:
    user = UserFactory()
    profile = begin_profile(user, PERSON_VALUES)
    assert (profile.user, profile.state, profile.native_name) == (user, ProfileState.DRAFT, "林月")
    assert PERSON.read(Profile.objects.get()) == PERSON_VALUES
    assert AuditEvent.objects.get().verb == "profile begun"


def test_begun_twice_is_one_profile() -> None:
    user = UserFactory()
    first = begin_profile(user, PERSON_VALUES)
    assert begin_profile(user, PERSON_VALUES) == first


@pytest.mark.parametrize("name", ["Ó", "Wolfeschlegelsteinhausenbergerdorff-Sr.-" * 3])
def test_names_of_one_letter_or_very_many_are_names(name: str) -> None:
    profile = begin_profile(UserFactory(), PERSON_VALUES | {"name": name})
    assert Profile.objects.get(pk=profile.pk).name == name


def test_a_change_is_audited_by_the_names_of_fields_alone() -> None:
    profile = ProfileFactory()
    assert change(profile, PERSON, affiliation="Secret Institute")
    event = AuditEvent.objects.get()
    assert (event.verb, event.actor, event.after) == (
        "profile changed: person",
        profile.user,
        {"changed": ["affiliation"]},
    )


def test_nothing_changed_writes_nothing() -> None:
    profile = ProfileFactory()
    assert not change(profile, PERSON)
    assert not AuditEvent.objects.exists()


def test_a_stale_page_overwrites_nothing_and_learns_what_is_stored() -> None:
    profile = ProfileFactory()
    old = WORK.read(profile)
    change(profile, WORK, biography_en="From the other window.")
    with pytest.raises(ChangedMeanwhile) as caught:
        change_part(profile, WORK, old | {"biography_en": "Mine."}, seen=mark_of(old), by=profile.user)
    assert caught.value.now["biography_en"] == "From the other window."
    assert WORK.read(profile)["biography_en"] == "From the other window."


def test_a_stale_page_of_another_part_disturbs_nobody() -> None:
    profile = ProfileFactory()
    old = PERSON.read(profile)
    change(profile, WORK, biography_en="From the other window.")
    assert change_part(profile, PERSON, old | {"affiliation": "Here"}, seen=mark_of(old), by=profile.user)


def test_the_same_change_sent_twice_is_one() -> None:
    profile = ProfileFactory()
    old = WORK.read(profile)
    values = old | {"biography_en": "Mine."}
    assert change_part(profile, WORK, values, seen=mark_of(old), by=profile.user)
    assert not change_part(profile, WORK, values, seen=mark_of(old), by=profile.user)
    assert AuditEvent.objects.count() == 1


@pytest.mark.parametrize("part", [PERSON, WORK, STAYS, AUDIENCES])
def test_nobody_writes_in_another_ones_profile(part: Part) -> None:
    profile = ProfileFactory()
    now = part.read(profile)
    with pytest.raises(NotTheirProfile):
        change_part(profile, part, now, seen=mark_of(now), by=AdministratorFactory())


def test_an_orcid_of_somebody_else_is_refused() -> None:
    ProfileFactory(orcid="0000-0002-1825-0097")
    with pytest.raises(Refused) as caught:
        change(ProfileFactory(), PERSON, orcid="0000-0002-1825-0097")
    assert caught.value.field == "orcid"


def test_a_second_language_leaves_the_original_where_it_was() -> None:
    profile = ProfileFactory()
    change(profile, WORK, headline_zh="等离子体物理学者", keywords_zh=["钨", "氘"])
    texts = {text.language: text for text in profile.texts.all()}
    assert (texts["en"].is_original, texts["zh-hans"].is_original) == (True, False)
    assert texts["zh-hans"].keywords == ["钨", "氘"]


def test_the_text_that_is_left_becomes_the_original() -> None:
    profile = ProfileFactory()
    change(profile, WORK, headline_zh="等离子体物理学者", headline_en="", biography_en="", keywords_en=[])
    assert [(text.language, text.is_original) for text in profile.texts.all()] == [("zh-hans", True)]


def test_of_two_new_texts_the_original_is_in_the_persons_own_language() -> None:
    profile = ProfileFactory(text=None, user__language="zh-hans")
    change(profile, WORK, headline_zh="等离子体物理学者", headline_en="Plasma physicist")
    assert profile.original.language == "zh-hans"


def test_rows_that_stay_are_left_alone() -> None:
    stay = {"kind": "expert_visit", "months_min": 1, "months_max": 2}
    days = {"earliest": date(2030, 1, 1), "latest": date(2030, 12, 31)}
    profile = ProfileFactory(speaks={"en": "C1", "no": "native"}, stays=[stay | days])
    kept = profile.stays.get().pk, profile.languages.get(language="en").pk
    values = STAYS.read(profile)
    more = stay | {"earliest": date(2031, 1, 1), "latest": date(2031, 12, 31)}
    languages = [{"language": "en", "level": "C1"}, {"language": "zh", "level": "HSK3"}]
    change(profile, STAYS, languages=languages, stays=[*values["stays"], more])
    assert (profile.stays.first().pk, profile.languages.get(language="en").pk) == kept
    assert sorted(profile.languages.values_list("language", "level")) == [("en", "C1"), ("zh", "HSK3")]
    assert profile.stays.count() == 2


def test_only_what_differs_from_the_default_is_a_row() -> None:
    profile = MatchableProfileFactory()
    change(profile, AUDIENCES, name=Audience.PUBLIC, biography=Audience.NOBODY)
    assert dict(SectionVisibility.objects.values_list("section", "audience")) == {
        Section.NAME: Audience.PUBLIC,
        Section.BIOGRAPHY: Audience.NOBODY,
    }
    change(profile, AUDIENCES, name=Audience.INTRODUCTION)
    assert list(SectionVisibility.objects.values_list("section", flat=True)) == [Section.BIOGRAPHY]
