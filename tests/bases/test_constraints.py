"""Each named constraint, broken once on the real database."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bases.choices import (
    Direction,
    InstitutionKind,
    NationalityRule,
    PublicationState,
    Sensitivity,
    Verification,
)
from bases.models import FundingSource, OpeningEvent, RequiredLanguage
from tests.factories import (
    BaseFactory,
    CriterionAnswerFactory,
    FrameworkFactory,
    InstitutionFactory,
    OpeningFactory,
    OpenOpeningFactory,
    PictureFactory,
    PrivateFileFactory,
    ProgrammeFactory,
    ProjectFactory,
    StaffInvitationFactory,
    StaffMembershipFactory,
)
from tests.factories.bases import (
    BaseTextFactory,
    FrameworkTextFactory,
    InstitutionTextFactory,
    OpeningTextFactory,
    ProgrammeTextFactory,
    ProjectTextFactory,
    in_days,
)
from tests.support.constraints import Attempt, again, assert_refused, constraints_of


def funding(**values: object) -> FundingSource:
    return FundingSource.objects.create(
        **{"project": ProjectFactory(), "kind": "central", "percent": 70} | values
    )


def required(**values: object) -> RequiredLanguage:
    return RequiredLanguage.objects.create(
        **{"opening": OpeningFactory(), "language": "en", "level": "B2"} | values
    )


CASES: dict[str, Attempt] = {
    "staff_invitation_role_is_known": lambda: StaffInvitationFactory(role="king"),
    "staff_invitation_ends_after_it_was_sent": lambda: StaffInvitationFactory(
        expires_at=timezone.now() - timedelta(days=1)
    ),
    "staff_invitation_is_accepted_or_withdrawn": lambda: StaffInvitationFactory(
        accepted_at=timezone.now(), withdrawn_at=timezone.now()
    ),
    "institution_kind_is_known": lambda: InstitutionFactory(kind="castle"),
    "institution_verification_is_known": lambda: InstitutionFactory(verification="perhaps"),
    "verified_institution_says_when": lambda: InstitutionFactory(verified_at=None),
    "province_only_in_china": lambda: InstitutionFactory(country="KE"),
    "verification_reason_says_its_language": lambda: InstitutionFactory(verification_reason="No seal."),
    "one_answer_per_criterion": again(CriterionAnswerFactory, "base", "criterion"),
    "criterion_answer_says_its_language": lambda: CriterionAnswerFactory(language=""),
    "private_file_belongs_to_its_purpose": lambda: PrivateFileFactory(purpose="proof"),
    "private_file_kind_is_known": lambda: PrivateFileFactory(kind="text/html"),
    "one_paper_of_each": again(PrivateFileFactory, "base", "digest"),
    "one_proof_of_each": lambda: [
        PrivateFileFactory(base=None, institution=institution, purpose="proof", digest="0" * 64)
        for institution in [InstitutionFactory()] * 2
    ],
    "picture_role_is_known": lambda: PictureFactory(role="film"),
    "picture_is_described_in_both_languages": lambda: PictureFactory(alt_zh=""),
    "one_logo_of_a_base": lambda: [PictureFactory(base=base, role="logo") for base in [BaseFactory()] * 2],
    "one_logo_of_an_institution": lambda: [
        PictureFactory(base=None, institution=institution, role="logo")
        for institution in [InstitutionFactory()] * 2
    ],
    "staff_role_is_known": lambda: StaffMembershipFactory(role="king"),
    "one_staff_membership_per_institution": again(StaffMembershipFactory, "user", "institution"),
    "base_kind_is_known": lambda: BaseFactory(kind="castle"),
    "base_province_is_known": lambda: BaseFactory(province="narnia"),
    "base_status_is_known": lambda: BaseFactory(status="perhaps"),
    "recognised_base_says_since_when": lambda: BaseFactory(recognised_on=None),
    "base_status_reason_says_its_language": lambda: BaseFactory(status_reason="No visits."),
    "framework_kind_is_known": lambda: FrameworkFactory(kind="secret"),
    "framework_ends_after_start": lambda: FrameworkFactory(end_year=2019),
    "framework_names_countries": lambda: FrameworkFactory(countries=[]),
    "programme_kind_is_known": lambda: ProgrammeFactory(kind="secret"),
    "project_ends_after_start": lambda: ProjectFactory(end_year=2023),
    "one_funding_share_per_source": again(funding, "project", "kind"),
    "funding_kind_is_known": lambda: funding(kind="lottery"),
    "funding_share_is_a_percentage": lambda: funding(percent=101),
    "opening_kind_is_known": lambda: OpeningFactory(kind="holiday"),
    "opening_direction_is_known": lambda: OpeningFactory(direction="up"),
    "opening_publication_is_known": lambda: OpeningFactory(publication="perhaps"),
    "opening_sensitivity_is_known": lambda: OpeningFactory(sensitivity="perhaps"),
    "opening_channel_is_known": lambda: OpeningFactory(channel="rumour"),
    "opening_has_a_place": lambda: OpeningFactory(places=0),
    "opening_stay_is_a_range": lambda: OpeningFactory(months_min=4),
    "opening_arrival_is_a_range": lambda: OpeningFactory(starts_until=in_days(59)),
    "opening_has_base_or_project": lambda: OpeningFactory(base=None, institution=InstitutionFactory()),
    "opening_nationality_rule_names_countries": lambda: OpeningFactory(nationality_rule=NationalityRule.ONLY),
    "opening_is_cleared_before_publication": lambda: OpenOpeningFactory(sensitivity=Sensitivity.UNCHECKED),
    "sensitivity_reason_says_its_language": lambda: OpeningFactory(
        sensitivity_reason="Dual use.", sensitivity_reason_language=""
    ),
    "held_opening_says_why": lambda: OpeningFactory(sensitivity=Sensitivity.HELD, sensitivity_reason=""),
    "opening_declaration_is_known": lambda: OpeningFactory(declared="may"),
    "declaration_says_its_language": lambda: OpeningFactory(declaration="Civil use."),
    "opening_step_is_known": lambda: OpeningEvent.objects.create(opening=OpeningFactory(), step="leap"),
    "opening_step_says_its_language": lambda: OpeningEvent.objects.create(
        opening=OpeningFactory(), step="return", reason="Mend it."
    ),
    "one_level_per_required_language": again(required, "opening", "language"),
    "required_level_is_known": lambda: required(level="good"),
    "required_language_is_known": lambda: required(language="xx"),
    "required_hsk_is_for_chinese": lambda: required(level="HSK4"),
}
for subject, factory, text_factory in (
    ("institution", InstitutionFactory, InstitutionTextFactory),
    ("base", BaseFactory, BaseTextFactory),
    ("framework", FrameworkFactory, FrameworkTextFactory),
    ("programme", ProgrammeFactory, ProgrammeTextFactory),
    ("project", ProjectFactory, ProjectTextFactory),
    ("opening", OpeningFactory, OpeningTextFactory),
):
    # The factory of the subject has written an English original.
    CASES |= {
        f"one_{subject}_text_per_language": lambda s=subject, f=factory, t=text_factory: t(
            **{s: f()}, is_original=False
        ),
        f"one_original_{subject}_text": lambda s=subject, f=factory, t=text_factory: t(
            **{s: f()}, language="zh-hans"
        ),
        f"{subject}_text_language_is_known": lambda f=factory: f(text__language="fr"),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(CASES))
def test_constraint_is_kept_by_the_database(name: str) -> None:
    assert_refused("bases", name, CASES[name])


def test_every_constraint_is_tried() -> None:
    assert set(CASES) == set(constraints_of("bases"))


@pytest.mark.django_db
def test_what_the_constraints_must_let_in() -> None:
    OpeningFactory(base=None, institution=InstitutionFactory(), direction=Direction.OUTBOUND)
    OpeningFactory(base=None, institution=InstitutionFactory(), kind="international_post")
    OpeningFactory(nationality_rule=NationalityRule.EXCEPT, nationalities=["NO"])
    OpenOpeningFactory(publication=PublicationState.FILLED)
    InstitutionFactory(kind=InstitutionKind.INTERNATIONAL, country="KE", province="")
    InstitutionFactory(verification=Verification.PENDING, verified_at=None)
    required(language="zh", level="HSK4")
    OpeningFactory(starts_until=in_days(60))
