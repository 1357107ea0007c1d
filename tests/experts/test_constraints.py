"""Each named constraint, broken once on the real database."""

from datetime import timedelta

import pytest
from django.utils import timezone

from experts.models import ExternalId, LanguageSkill, SectionVisibility, TeamMember, WantedStay
from tests.factories import (
    AffiliationFactory,
    NominationFactory,
    OpeningFactory,
    ProfileFactory,
    ProfileImportFactory,
    ProfileLookFactory,
    PublicationFactory,
    TeamFactory,
    TeamInvitationFactory,
)
from tests.factories.bases import in_days
from tests.factories.experts import ProfileTextFactory
from tests.support.constraints import Attempt, again, assert_refused, constraints_of


def external_id(**values: object) -> ExternalId:
    return ExternalId.objects.create(
        **{"profile": ProfileFactory(), "scheme": "scopus", "value": "7"} | values
    )


def skill(**values: object) -> LanguageSkill:
    return LanguageSkill.objects.create(
        **{"profile": ProfileFactory(), "language": "en", "level": "B2"} | values
    )


def section(**values: object) -> SectionVisibility:
    return SectionVisibility.objects.create(
        **{"profile": ProfileFactory(), "section": "name", "audience": "nobody"} | values
    )


def member(**values: object) -> TeamMember:
    return TeamMember.objects.create(**{"team": TeamFactory(), "profile": ProfileFactory()} | values)


def stay(**values: object) -> WantedStay:
    usual = {
        "kind": "team",
        "months_min": 1,
        "months_max": 3,
        "earliest": in_days(30),
        "latest": in_days(300),
    }
    return WantedStay.objects.create(**{"profile": ProfileFactory()} | usual | values)


CASES: dict[str, Attempt] = {
    "team_invitation_ends_after_it_was_sent": lambda: TeamInvitationFactory(expires_at=in_days(-1)),
    "team_invitation_is_accepted_or_withdrawn": lambda: TeamInvitationFactory(
        accepted_at=timezone.now(), withdrawn_at=timezone.now()
    ),
    "one_look_per_reader_day_place_and_opening": again(
        lambda **v: ProfileLookFactory(**{"opening": OpeningFactory()} | v), "profile", "reader", "opening"
    ),
    "one_look_per_reader_day_and_place": again(ProfileLookFactory, "profile", "reader"),
    "look_capacity_is_known": lambda: ProfileLookFactory(capacity="spy"),
    "look_place_is_known": lambda: ProfileLookFactory(where="nowhere"),
    "profile_kind_is_known": lambda: ProfileFactory(kind="wizard"),
    "profile_state_is_known": lambda: ProfileFactory(state="perhaps"),
    "profile_stage_is_known": lambda: ProfileFactory(career_stage="R5"),
    "unclaimed_profile_stays_a_draft": lambda: ProfileFactory(user=None, state="active"),
    "one_profile_text_per_language": lambda: ProfileTextFactory(profile=ProfileFactory(), is_original=False),
    "one_original_profile_text": lambda: ProfileTextFactory(profile=ProfileFactory(), language="zh-hans"),
    "profile_text_language_is_known": lambda: ProfileFactory(text__language="fr"),
    "one_publication_per_doi_and_profile": again(
        lambda **v: PublicationFactory(doi="10.1/x", **v), "profile"
    ),
    "publication_has_a_title": lambda: PublicationFactory(title=""),
    "publication_language_is_known": lambda: PublicationFactory(language="fr"),
    "publication_source_is_known": lambda: PublicationFactory(source="rumour"),
    "publication_year_is_plausible": lambda: PublicationFactory(year=1899),
    "affiliation_ends_after_start": lambda: AffiliationFactory(end_year=2014),
    "affiliation_role_says_its_language": lambda: AffiliationFactory(role="Professor"),
    "one_profile_per_external_id": again(external_id, "scheme", "value"),
    "one_level_per_spoken_language": again(skill, "profile", "language"),
    "spoken_language_is_known": lambda: skill(language="xx"),
    "language_level_is_known": lambda: skill(level="good"),
    "hsk_is_for_chinese": lambda: skill(level="HSK4"),
    "wanted_stay_kind_is_known": lambda: stay(kind="holiday"),
    "wanted_stay_is_a_range": lambda: stay(months_min=4),
    "wanted_stay_ends_after_start": lambda: stay(latest=in_days(30)),
    "one_audience_per_section": again(section, "profile", "section"),
    "visible_section_is_known": lambda: section(section="bank account"),
    "audience_is_known": lambda: section(audience="friends"),
    "profile_import_state_is_known": lambda: ProfileImportFactory(state="lost"),
    "profile_import_forgets_its_file": lambda: ProfileImportFactory(data=b"a CV"),
    "team_language_is_known": lambda: TeamFactory(language="fr"),
    "one_membership_per_team": again(member, "team", "profile"),
    "nomination_transition_is_legal": lambda: NominationFactory(state="accepted"),
    "sent_nomination_expires": lambda: NominationFactory(state="sent", came_from="draft"),
    "nomination_language_is_known": lambda: NominationFactory(language="fr"),
    "nomination_says_its_language": lambda: NominationFactory(words_language=""),
    "one_live_nomination_per_address": lambda: [
        NominationFactory(sent=True, email_key="k") for _ in range(2)
    ],
    "nomination_channel_is_known": lambda: NominationFactory(channel="rumour"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(CASES))
def test_constraint_is_kept_by_the_database(name: str) -> None:
    assert_refused("experts", name, CASES[name])


def test_every_constraint_is_tried() -> None:
    assert set(CASES) == set(constraints_of("experts"))


@pytest.mark.django_db
def test_what_the_constraints_must_let_in() -> None:
    profile = ProfileFactory(user=None)
    PublicationFactory(profile=profile, doi=None)
    PublicationFactory(profile=profile, doi=None)
    AffiliationFactory(role="Professor", role_language="en", end_year=2015)
    skill(language="zh", level="HSK4")
    stay(latest=in_days(30) + timedelta(days=1))
