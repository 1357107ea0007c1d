"""A profile as one kind of reader sees it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from experts.choices import Section
from experts.domain.looking import Seen
from experts.models import Affiliation, ExternalId, LanguageSkill, Profile, WantedStay
from matching.blind import veiled
from matching.names import names_of, only_addresses
from matching.types import Marked


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody says of themselves in one language."""

    language: str
    headline: str
    biography: str
    keywords: list[str]


@dataclass(frozen=True, slots=True)
class Work:
    """One publication. Its authors are not shown: they tell who somebody is, and no match rests on them."""

    language: str
    title: str
    abstract: str
    year: int | None
    venue: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is shown; empty where it is closed."""

    name: str
    country: str
    texts: tuple[Written, ...] = ()
    publications: tuple[Work, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    nationalities: tuple[str, ...] = ()
    languages: tuple[LanguageSkill, ...] = ()
    stays: tuple[WantedStay, ...] = ()
    orcid: str = ""
    external_ids: tuple[ExternalId, ...] = ()
    closed: tuple[str, ...] = ()  # labels of the sections that are not shown


def sheet_of(profile: Profile, seen: Seen) -> Sheet:
    """Reads what `profile` has prefetched. Texts are veiled where names are closed."""
    names = names_of(profile) if seen.blind else only_addresses() if seen.unreachable else None

    def veil(text: str, language: str) -> str:
        return veiled(Marked(text, language), names).text

    def opened(section: Section) -> bool:
        return section in seen.sections

    return Sheet(
        name=profile.display_name if opened(Section.NAME) else "",
        country="" if seen.blind or seen.unreachable else str(profile.country.name),
        texts=_texts(profile, veil) if opened(Section.BIOGRAPHY) else (),
        publications=_publications(profile, veil) if opened(Section.PUBLICATIONS) else (),
        affiliations=tuple(profile.affiliations.all()) if opened(Section.AFFILIATIONS) else (),
        nationalities=tuple(str(one.name) for one in profile.nationalities)
        if opened(Section.NATIONALITIES)
        else (),
        languages=tuple(profile.languages.all()) if opened(Section.LANGUAGES) else (),
        stays=tuple(profile.stays.all()) if opened(Section.STAYS) else (),
        orcid=(profile.orcid or "") if opened(Section.IDENTIFIERS) else "",
        external_ids=tuple(profile.external_ids.all()) if opened(Section.IDENTIFIERS) else (),
        closed=tuple(str(section.label) for section in Section if section not in seen.sections),
    )


Veil = Callable[[str, str], str]


def _texts(profile: Profile, veil: Veil) -> tuple[Written, ...]:
    return tuple(
        Written(
            text.language,
            veil(text.headline, text.language),
            veil(text.biography, text.language),
            [veil(word, text.language) for word in text.keywords],
        )
        for text in profile.texts.all()
    )


MOST = 20  # publications that the page shows


def _publications(profile: Profile, veil: Veil) -> tuple[Work, ...]:
    return tuple(
        Work(
            row.language, veil(row.title, row.language), veil(row.abstract, row.language), row.year, row.venue
        )
        for row in profile.publications.all()[:MOST]
    )
