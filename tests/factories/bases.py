"""The host side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import factory
from django.utils import timezone

from bases.choices import (
    BaseKind,
    BaseStatus,
    Declaration,
    FilePurpose,
    FrameworkKind,
    InstitutionKind,
    PictureRole,
    ProgrammeKind,
    PublicationState,
    Sensitivity,
    StaffRole,
    Verification,
)
from bases.models import (
    Base,
    BaseText,
    CriterionAnswer,
    Framework,
    FrameworkText,
    Institution,
    InstitutionText,
    Opening,
    OpeningText,
    Picture,
    PrivateFile,
    Programme,
    ProgrammeText,
    Project,
    ProjectText,
    RequiredLanguage,
    StaffInvitation,
    StaffMembership,
)
from taxonomy.choices import Language, Province, StayKind
from taxonomy.models import Challenge, PriorityField
from tests.factories.users import UserFactory


def in_days(days: int) -> date:
    """The day that is so many days from today."""
    return timezone.localdate() + timedelta(days=days)


class _WithFields(factory.django.DjangoModelFactory):  # type: ignore[type-arg]
    class Meta:
        abstract = True
        skip_postgeneration_save = True

    @factory.post_generation
    def fields(self: Any, create: bool, extracted: Iterable[str] | None, **_: Any) -> None:
        self.fields.set(PriorityField.objects.filter(slug__in=extracted or ["energy"]))


class _WithTags(_WithFields):
    class Meta:
        abstract = True

    @factory.post_generation
    def challenges(self: Any, create: bool, extracted: Iterable[str] | None, **_: Any) -> None:
        self.challenges.set(Challenge.objects.filter(slug__in=extracted or []))


class _TextFactory(factory.django.DjangoModelFactory):  # type: ignore[type-arg]
    class Meta:
        abstract = True

    language = Language.EN


class InstitutionTextFactory(_TextFactory):
    class Meta:
        model = InstitutionText

    name = "Huaihe Fusion Science Centre"
    city = "Hefei"


class InstitutionFactory(_WithFields):
    """A verified institute with an English name."""

    class Meta:
        model = Institution

    slug = factory.Sequence(lambda n: f"institution-{n}")
    kind = InstitutionKind.INSTITUTE
    province = Province.ANHUI
    verification = Verification.VERIFIED
    verified_at = factory.LazyFunction(timezone.now)
    text = factory.RelatedFactory(InstitutionTextFactory, factory_related_name="institution")


class StaffMembershipFactory(factory.django.DjangoModelFactory[StaffMembership]):
    """An editor of an institution."""

    class Meta:
        model = StaffMembership

    user = factory.SubFactory(UserFactory)
    institution = factory.SubFactory(InstitutionFactory)
    role = StaffRole.EDITOR


class BaseTextFactory(_TextFactory):
    class Meta:
        model = BaseText

    name = "Huaihe demonstration base for fusion"
    city = "Hefei"
    about = "A tokamak with a tungsten divertor and long discharges."


class BaseFactory(_WithFields):
    """A recognised base of a verified institution."""

    class Meta:
        model = Base

    slug = factory.Sequence(lambda n: f"base-{n}")
    institution = factory.SubFactory(InstitutionFactory)
    kind = BaseKind.DEMONSTRATION_BASE
    province = Province.ANHUI
    recognised_on = date(2015, 5, 20)
    status = BaseStatus.RECOGNISED
    text = factory.RelatedFactory(BaseTextFactory, factory_related_name="base")


class CriterionAnswerFactory(factory.django.DjangoModelFactory[CriterionAnswer]):
    class Meta:
        model = CriterionAnswer

    base = factory.SubFactory(BaseFactory)
    criterion = "demonstration_base.example"
    text = "How a laboratory of two countries is run."
    language = Language.EN


class PrivateFileFactory(factory.django.DjangoModelFactory[PrivateFile]):
    """A paper of a base."""

    class Meta:
        model = PrivateFile

    base = factory.SubFactory(BaseFactory)
    institution = factory.SelfAttribute("base.institution")
    purpose = FilePurpose.PAPER
    name = "agreement.pdf"
    kind = "application/pdf"
    digest = factory.Sequence(lambda n: f"{n:064d}")
    file = factory.django.FileField(filename="agreement.pdf", data=b"%PDF-1.7")
    size = 8


class PictureFactory(factory.django.DjangoModelFactory[Picture]):
    """A picture of a base."""

    class Meta:
        model = Picture

    base = factory.SubFactory(BaseFactory)
    institution = factory.SelfAttribute("base.institution")
    role = PictureRole.PICTURE
    alt_zh = "装置大厅"
    alt_en = "The hall of the device"
    digest = factory.Sequence(lambda n: f"{n:064d}")
    file = factory.django.FileField(filename="picture", data=b"RIFF....WEBP")
    width = 640
    height = 480


class FrameworkTextFactory(_TextFactory):
    class Meta:
        model = FrameworkText

    name = "China–EU cooperation"


class FrameworkFactory(factory.django.DjangoModelFactory[Framework]):
    class Meta:
        model = Framework
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"framework-{n}")
    kind = FrameworkKind.MULTILATERAL
    countries = ["CN", "DE", "FR"]
    start_year = 2020
    text = factory.RelatedFactory(FrameworkTextFactory, factory_related_name="framework")


class ProgrammeTextFactory(_TextFactory):
    class Meta:
        model = ProgrammeText

    name = "Young scientist exchange"


class ProgrammeFactory(factory.django.DjangoModelFactory[Programme]):
    class Meta:
        model = Programme
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"programme-{n}")
    kind = ProgrammeKind.TALENT
    text = factory.RelatedFactory(ProgrammeTextFactory, factory_related_name="programme")


class ProjectTextFactory(_TextFactory):
    class Meta:
        model = ProjectText

    title = "Fuel inventory of a tungsten divertor"
    description = "How much deuterium stays in the wall, and how it can be taken out again."


class ProjectFactory(_WithTags):
    class Meta:
        model = Project

    slug = factory.Sequence(lambda n: f"project-{n}")
    base = factory.SubFactory(BaseFactory)
    start_year = 2024
    end_year = 2028
    text = factory.RelatedFactory(ProjectTextFactory, factory_related_name="project")


class OpeningTextFactory(_TextFactory):
    class Meta:
        model = OpeningText

    title = "Laser diagnostics of fuel retention in a tungsten divertor"
    description = (
        "You calibrate the laser system. With it you follow the deuterium that a tungsten wall retains."
    )
    requirements = [
        "hands-on experience with laser-induced breakdown spectroscopy",
        "knowledge of deuterium in tungsten",
    ]


class OpeningFactory(_WithTags):
    """A draft: an expert visit of 1–3 months, arrival in 2–8 months, at the base of a verified institution.

    `requires` maps languages to levels.
    """

    class Meta:
        model = Opening

    base = factory.SubFactory(BaseFactory)
    institution = factory.SelfAttribute("base.institution")
    kind = StayKind.EXPERT_VISIT
    months_min = 1
    months_max = 3
    starts_from = factory.LazyFunction(lambda: in_days(60))
    starts_until = factory.LazyFunction(lambda: in_days(240))
    deadline = factory.LazyFunction(lambda: timezone.now() + timedelta(days=30))
    declared = Declaration.NO
    sensitivity = Sensitivity.UNCHECKED
    sensitivity_reason = factory.LazyAttribute(
        lambda opening: "Dual use." if opening.sensitivity in (Sensitivity.HELD, Sensitivity.REFUSED) else ""
    )
    sensitivity_reason_language = factory.LazyAttribute(
        lambda opening: Language.EN if opening.sensitivity_reason else ""
    )
    text = factory.RelatedFactory(OpeningTextFactory, factory_related_name="opening")

    @factory.post_generation
    def requires(self: Opening, create: bool, extracted: Mapping[str, str] | None, **_: Any) -> None:  # type: ignore[misc]
        for language, level in (extracted or {}).items():
            RequiredLanguage.objects.create(opening=self, language=language, level=level)


class OpenOpeningFactory(OpeningFactory):
    """Published, cleared, and taking applications."""

    publication = PublicationState.OPEN
    sensitivity = Sensitivity.CLEAR
    published_at = factory.LazyFunction(timezone.now)


class StaffInvitationFactory(factory.django.DjangoModelFactory[StaffInvitation]):
    """Open for two weeks: editor, invited by an owner."""

    class Meta:
        model = StaffInvitation

    email = factory.Sequence(lambda n: f"colleague{n}@example.org")
    institution = factory.SubFactory(InstitutionFactory)
    role = StaffRole.EDITOR
    invited_by = factory.LazyAttribute(
        lambda row: StaffMembershipFactory(institution=row.institution, role=StaffRole.OWNER).user
    )
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))
