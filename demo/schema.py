"""The form of each demo file. A wrong value is reported by pydantic with its field; `reading` adds file and line."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from bases import choices as host
from experts.choices import ProfileKind
from taxonomy import choices as shared
from taxonomy.reference import rows


def one_of(values: list[str]) -> AfterValidator:
    """A check that names the values that are allowed."""

    def check(value: str) -> str:
        if value not in values:
            raise ValueError(f"write one of {', '.join(values)}")
        return value

    return AfterValidator(check)


def country_code(value: str) -> str:
    from django_countries import countries

    if value not in countries:
        raise ValueError('write an ISO code in capitals and quotes, like "NO"')
    return value


Country = Annotated[str, AfterValidator(country_code)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)]
Language = Literal["zh-hans", "en"]
Both = dict[Language, Annotated[str, Field(min_length=1, max_length=250)]]
Level = Annotated[str, one_of(list(shared.LanguageLevel.values))]
Spoken = Annotated[str, one_of(list(shared.SpokenLanguage.values))]
Stage = Annotated[str, one_of(list(shared.CareerStage.values))]
Stay = Annotated[str, one_of(list(shared.StayKind.values))]
PriorityField = Annotated[str, one_of([row["slug"] for row in rows("fields")])]
Challenge = Annotated[str, one_of([row["slug"] for row in rows("challenges")])]
Discipline = Annotated[str, one_of([row["code"] for row in rows("disciplines")])]
Province = Annotated[str, one_of(list(shared.Province.values))]
Text = Annotated[str, Field(min_length=1, max_length=20_000)]


def in_both(said: dict[Language, str]) -> dict[Language, str]:
    if {*said} != {"en", "zh-hans"}:
        raise ValueError("give the text in en and zh-hans")
    return said


TextInBoth = Annotated[dict[Language, Text], AfterValidator(in_both)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Institution(Strict):
    id: Slug
    kind: Annotated[str, one_of(list(host.InstitutionKind.values))]
    names: Both
    country: Country
    province: Province | None = None
    city: Both
    language: Language
    about: Text
    fields: list[PriorityField]
    verified: bool
    website: str = ""


class Base(Strict):
    id: Slug
    institution: Slug
    kind: Annotated[str, one_of(list(host.BaseKind.values))]
    names: Both
    province: Province
    city: Both
    language: Language
    about: Text
    fields: list[PriorityField]
    recognised: datetime.date
    status: Annotated[str, one_of(list(host.BaseStatus.values))]


class Framework(Strict):
    id: Slug
    kind: Annotated[str, one_of(list(host.FrameworkKind.values))]
    names: Both
    countries: list[Country]
    start_year: int
    end_year: int | None = None
    reciprocity: TextInBoth  # written in English first


class Programme(Strict):
    id: Slug
    kind: Annotated[str, one_of(list(host.ProgrammeKind.values))]
    names: Both
    framework: Slug | None = None
    language: Language
    about: TextInBoth


class Project(Strict):
    id: Slug
    base: Slug
    programme: Slug | None = None
    leader: str
    language: Language
    title: str = Field(max_length=250)
    title_other: str | None = Field(default=None, max_length=250)
    description: Text
    fields: list[PriorityField]
    challenges: list[Challenge] = []
    funding: dict[Annotated[str, one_of(list(host.FundingKind.values))], Annotated[int, Field(ge=0, le=100)]]
    start_year: int
    end_year: int

    @model_validator(mode="after")
    def shares_sum_to_100(self) -> Project:
        if sum(self.funding.values()) != 100:
            raise ValueError(f"funding sums to {sum(self.funding.values())}; make it 100")
        return self


class Terms(Strict):
    duties: str = ""
    pay: str = ""
    housing: str = ""
    ip: str = ""


class Opening(Strict):
    id: Slug
    kind: Stay
    direction: Annotated[str, one_of(list(host.Direction.values))]
    language: Language
    title: str = Field(max_length=250)
    title_other: str | None = Field(default=None, max_length=250)
    summary: str = Field(max_length=400)
    description: Text
    requirements: list[Annotated[str, Field(min_length=1, max_length=400)]] = Field(
        min_length=1, max_length=20
    )
    terms: Terms
    institution: Slug | None = None
    base: Slug | None = None
    project: Slug | None = None
    programme: Slug | None = None
    framework: Slug | None = None
    places: int = Field(ge=1)
    months_min: int = Field(ge=1)
    months_max: int
    starts_days: int
    starts_until_days: int
    deadline_days: int
    languages: dict[Spoken, Level]
    career_stages: list[Stage] = []
    nationality_rule: Annotated[str, one_of(list(host.NationalityRule.values))] = "any"
    nationalities: list[Country] = []
    fields: list[PriorityField]
    challenges: list[Challenge] = []
    channel: Annotated[str, one_of(list(shared.SourceChannel.values))] = "host"
    sensitivity: Literal["clear", "held"] = "clear"
    sensitivity_reason: str = ""  # in the language of the opening; a held opening says why

    @model_validator(mode="after")
    def names_a_host(self) -> Opening:
        if not (self.base or self.institution):
            raise ValueError("name a base or an institution")
        if (self.sensitivity == "held") != bool(self.sensitivity_reason):
            raise ValueError("give a sensitivity_reason when, and only when, the opening is held")
        if self.months_max < self.months_min or self.starts_until_days < self.starts_days:
            raise ValueError("a range ends before it begins: check months_… and starts_…")
        return self


class Affiliation(Strict):
    name: str
    city: str = ""
    since: int


class WantedStay(Strict):
    kind: Stay
    months_min: int = Field(ge=1)
    months_max: int
    from_days: int
    until_days: int


class ProfileText(Strict):
    language: Language
    headline: str = Field(max_length=250)
    biography: Text
    keywords: list[Annotated[str, Field(max_length=80)]]


class Publication(Strict):
    title: str = Field(min_length=1, max_length=500)
    year: int = Field(ge=1900, le=2100)
    venue: str = ""
    language: Language
    abstract: str = ""


class Person(Strict):
    id: Slug
    kind: Annotated[str, one_of(list(ProfileKind.values))]
    name: str
    native_name: str = ""
    country: Country
    nationalities: list[Country]
    affiliation: Affiliation
    career_stage: Stage
    doctorate_year: int | None = None
    languages: dict[Spoken, Level]
    fields: list[PriorityField]
    challenges: list[Challenge] = []
    disciplines: list[Discipline] = []
    stays: list[WantedStay]
    texts: list[ProfileText] = Field(min_length=1)
    publications: list[Publication] = []
    featured: bool = False  # agreed to be shown to everyone, with name, texts and publications
    unconfirmed_days: int = 0  # since they last confirmed it; a profile rests after 120


class Team(Strict):
    id: Slug
    language: Language
    name: Annotated[str, Field(min_length=1, max_length=150)]
    about: str = ""
    lead: Slug
    members: dict[Slug, Annotated[str, Field(max_length=200)]]  # person -> what they cover
