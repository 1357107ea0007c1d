"""People who could come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import factory
from django.utils import timezone

from accounts.models import Purpose
from experts.choices import Audience, Capacity, NominationState, ProfileKind, ProfileState, Section, Where
from experts.importing.record import Record, Work
from experts.models import (
    Affiliation,
    ImportState,
    LanguageSkill,
    Nomination,
    Profile,
    ProfileImport,
    ProfileLook,
    ProfileText,
    Publication,
    SectionVisibility,
    Team,
    TeamInvitation,
    WantedStay,
)
from nominations.models import NominationCount
from taxonomy.choices import CareerStage, Language
from taxonomy.models import Challenge, PriorityField
from tests.factories.users import ConsentFactory, UserFactory


class ProfileTextFactory(factory.django.DjangoModelFactory[ProfileText]):
    class Meta:
        model = ProfileText

    profile = factory.SubFactory("tests.factories.experts.ProfileFactory", text=None)
    language = Language.EN
    headline = "Plasma physicist, laser diagnostics of tungsten walls"
    biography = "I measure how much deuterium stays in tungsten. My laser system works between the shots of a tokamak."


class ProfileFactory(factory.django.DjangoModelFactory[Profile]):
    """A claimed draft with one English text. `speaks`, `fields`, `challenges`, `stays` take plain values."""

    class Meta:
        model = Profile
        skip_postgeneration_save = True

    user = factory.SubFactory(UserFactory)
    kind = ProfileKind.EXPERT
    name = factory.Sequence(lambda n: f"Ada Person {n}")
    career_stage = CareerStage.R3
    country = "NO"
    nationalities = ["NO"]
    text = factory.RelatedFactory(ProfileTextFactory, factory_related_name="profile")

    @factory.post_generation
    def speaks(self: Profile, create: bool, extracted: Mapping[str, str] | None, **_: Any) -> None:  # type: ignore[misc]
        for language, level in (extracted or {}).items():
            LanguageSkill.objects.create(profile=self, language=language, level=level)

    @factory.post_generation
    def stays(self: Profile, create: bool, extracted: Iterable[Mapping[str, Any]] | None, **_: Any) -> None:  # type: ignore[misc]
        for stay in extracted or ():
            WantedStay.objects.create(profile=self, **stay)

    @factory.post_generation
    def fields(self: Profile, create: bool, extracted: Iterable[str] | None, **_: Any) -> None:  # type: ignore[misc]
        self.fields.set(PriorityField.objects.filter(slug__in=extracted or ["energy"]))

    @factory.post_generation
    def challenges(self: Profile, create: bool, extracted: Iterable[str] | None, **_: Any) -> None:  # type: ignore[misc]
        self.challenges.set(Challenge.objects.filter(slug__in=extracted or []))


class MatchableProfileFactory(ProfileFactory):
    """Active, verified, and agreed to be matched and shown to institutions: in the pool."""

    state = ProfileState.ACTIVE

    @classmethod
    def _create(cls, model_class: type[Profile], *args: Any, **kwargs: Any) -> Profile:
        profile: Profile = super()._create(model_class, *args, **kwargs)
        for purpose in (Purpose.MATCHING, Purpose.INSTITUTIONS):
            ConsentFactory(user=profile.user, purpose=purpose)
        return profile


class FeaturedProfileFactory(MatchableProfileFactory):
    """In the pool, and shows name and publications to everyone."""

    @classmethod
    def _create(cls, model_class: type[Profile], *args: Any, **kwargs: Any) -> Profile:
        profile: Profile = super()._create(model_class, *args, **kwargs)
        ConsentFactory(user=profile.user, purpose=Purpose.FEATURED)
        for section in (Section.NAME, Section.PUBLICATIONS):
            SectionVisibility.objects.create(profile=profile, section=section, audience=Audience.PUBLIC)
        return profile


class PublicationFactory(factory.django.DjangoModelFactory[Publication]):
    class Meta:
        model = Publication

    profile = factory.SubFactory(ProfileFactory)
    language = Language.EN
    title = factory.Sequence(
        lambda n: f"Deuterium retention in tungsten by laser-induced breakdown spectroscopy, part {n}"
    )
    abstract = "We calibrate laser-induced breakdown spectroscopy on tungsten loaded with deuterium."
    year = 2024


class ProfileImportFactory(factory.django.DjangoModelFactory[ProfileImport]):
    """Read, and waiting for its person: one publication."""

    class Meta:
        model = ProfileImport

    user = factory.SubFactory(UserFactory)
    state = ImportState.READY
    file_name = "papers.bib"
    record = factory.LazyFunction(
        lambda: Record("bibtex", works=(Work("Soiling losses in dry winters", year=2018),)).to_json()
    )


class AffiliationFactory(factory.django.DjangoModelFactory[Affiliation]):
    class Meta:
        model = Affiliation

    profile = factory.SubFactory(ProfileFactory)
    name = "Technical University of Varnamo"
    country = "NO"
    start_year = 2015


class TeamFactory(factory.django.DjangoModelFactory[Team]):
    class Meta:
        model = Team

    name = "Tungsten wall group"
    language = Language.EN
    lead = factory.SubFactory(ProfileFactory)


class TeamInvitationFactory(factory.django.DjangoModelFactory[TeamInvitation]):
    """Open for two weeks, from the lead."""

    class Meta:
        model = TeamInvitation

    email = factory.Sequence(lambda n: f"invited{n}@example.org")
    team = factory.SubFactory(TeamFactory)
    invited_by = factory.LazyAttribute(lambda row: row.team.lead.user)
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))


class NominationFactory(factory.django.DjangoModelFactory[Nomination]):
    """A whole draft by an attaché; `ready=True`: with the day on which it expires; `sent=True`: sent now."""

    class Meta:
        model = Nomination

    class Params:
        ready = factory.Trait(expires_at=factory.LazyFunction(lambda: timezone.now() + timedelta(days=30)))
        sent = factory.Trait(
            state=NominationState.SENT,
            came_from=NominationState.DRAFT,
            sent_at=factory.LazyFunction(timezone.now),
            expires_at=factory.LazyFunction(lambda: timezone.now() + timedelta(days=30)),
        )

    nominated_by = factory.SubFactory(UserFactory)
    author = factory.SelfAttribute("nominated_by")
    name = "Marit Solvang"
    email = "marit@example.org"
    country = "NO"
    language = Language.EN
    reason = "Leads the field of outdoor degradation."
    relation = "Met at a conference."
    words_language = Language.EN


class NominationCountFactory(factory.django.DjangoModelFactory[NominationCount]):
    """One more month each."""

    class Meta:
        model = NominationCount

    month = factory.Sequence(lambda n: date(2020 + n // 12, n % 12 + 1, 1))
    country = "NO"
    channel = "attache"
    with_opening = False
    state = NominationState.EXPIRED
    number = 3


class ProfileLookFactory(factory.django.DjangoModelFactory[ProfileLook]):
    """An officer read about somebody in a shortlist today."""

    class Meta:
        model = ProfileLook

    profile = factory.SubFactory(ProfileFactory)
    reader = factory.SubFactory(UserFactory)
    capacity = Capacity.OFFICER
    where = Where.SHORTLIST
    day = factory.LazyFunction(timezone.localdate)
