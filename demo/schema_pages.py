"""The form of the files of editorial pages."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from cms.choices import LANGUAGES, Audience
from cms.choices import ResourceKind as Kind
from demo.pictures.drawn import DRAWINGS
from demo.schema import Both, Challenge, Language, PriorityField, Slug, Strict, Text, country_code, one_of
from taxonomy.choices import StayKind


def lower_country_code(value: str) -> str:
    country_code(value.upper())
    if value != value.lower():
        raise ValueError("write the ISO code in small letters, like no")
    return value


Texts = dict[Language, list[Text]]


def _in_both(*texts: Texts) -> None:
    if any({*said} != {"en", "zh-hans"} for said in texts):
        raise ValueError("give every text in en and zh-hans")
    if any(len(said["en"]) != len(said["zh-hans"]) for said in texts):
        raise ValueError("write as many paragraphs in zh-hans as in en")


class Section(Strict):
    """A heading and what stands under it."""

    heading: Both
    paragraphs: Texts

    @model_validator(mode="after")
    def says_the_same_in_both(self) -> Section:
        _in_both(self.paragraphs)
        if {*self.heading} != {"en", "zh-hans"}:
            raise ValueError("give the heading in en and zh-hans")
        return self


class PageText(Strict):
    """What a page says in both languages: as many paragraphs in one as in the other, then its sections."""

    id: Slug
    summary: dict[Language, Annotated[str, Field(min_length=1, max_length=400)]]
    paragraphs: Texts
    sections: list[Section] = []

    @model_validator(mode="after")
    def says_the_same_in_both(self) -> PageText:
        if {*self.summary} != {"en", "zh-hans"}:
            raise ValueError("give the summary in en and zh-hans")
        _in_both(self.paragraphs)
        return self


class PicturedText(PageText):
    """`picture`: what is to be seen on the drawing of this id, for who does not see it (demo/pictures/)."""

    picture: dict[Language, Annotated[str, Field(min_length=1, max_length=200)]]

    @model_validator(mode="after")
    def shows_its_picture_in_both(self) -> PicturedText:
        if {*self.picture} != {"en", "zh-hans"}:
            raise ValueError("say what the picture shows in en and zh-hans")
        if self.id not in DRAWINGS:
            raise ValueError("nothing is drawn for this id; add a drawing to demo/pictures/drawn.py")
        return self


class FieldIntroduction(PicturedText):
    """The page of the priority field whose slug is `id`."""

    id: PriorityField


class ChallengeIntroduction(PageText):
    """The page of the global challenge whose slug is `id`."""

    id: Challenge


class CountryIntroduction(PicturedText):
    """The page of the country whose ISO code, in small letters, is `id`."""

    id: Annotated[str, AfterValidator(lower_country_code)]


class ProgrammeIntroduction(PageText):
    """The page of the programme whose slug is `id`."""


class TitledPage(PageText):
    title: Both

    @model_validator(mode="after")
    def is_named_in_both(self) -> TitledPage:
        if {*self.title} != {"en", "zh-hans"}:
            raise ValueError("give the title in en and zh-hans")
        return self


class OpeningsOfKind(Strict):
    """A live list of the openings for one kind of stay."""

    heading: Both
    kind: Annotated[str, one_of(list(StayKind.values))]


class Article(TitledPage, PicturedText):
    days_ago: int = Field(ge=0)
    deadlines: Both | None = None  # heading of a live list of what closes next
    openings: OpeningsOfKind | None = None


class Story(TitledPage, PicturedText):
    days_ago: int = Field(ge=0)


class Resource(TitledPage):
    kind: Annotated[str, one_of(list(Kind.values))]
    field: PriorityField | None = None
    languages: list[Annotated[str, one_of([code for code, _ in LANGUAGES])]] = []
    address: Annotated[str, Field(pattern=r"^https://[^/]*\bexample\.org/")]


class Course(TitledPage):
    starts_in_days: int
    days: int = Field(ge=1)
    place: Both | None = None
    places: int | None = Field(default=None, ge=1)
    online: bool = False
    field: PriorityField | None = None


class Guide(TitledPage):
    audience: Annotated[str, one_of(list(Audience.values))]


class StandardText(TitledPage):
    id: Literal["about", "privacy", "accessibility", "legal"]
