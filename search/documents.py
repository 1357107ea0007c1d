"""What the index holds of a profile, an opening or a base: its texts as passages, and what can be filtered by.

Filters, by kind of document (any of the values; hard):
    profile: kind, country, nationality, career_stage, language, field, challenge, discipline, stay
    opening: kind, direction, institution, base, project, framework, country, career_stage, language, field, challenge
    base:    kind, institution, province, field

Of a profile that names no nationality, language or stay, or closes them to everybody, the value is UNSAID.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bases.models import Base, Opening, OpeningText, Project
from experts.choices import Section
from experts.domain.visibility import INTRODUCED, open_sections
from experts.models import Profile
from search.facts import (
    OF_A_PROFILE as OF_A_PROFILE,  # what `read_profile` reads beside the profile: prefetch it
)
from search.facts import ProfileFacts, Text, facts_of, texts_of
from search.identity import identity
from search.models.job import SubjectKind
from search.neutral import neutral
from search.person_texts import each_once, telling
from search.types import Document, IndexedPassage, Passage, View, in_another_language
from search.weights import is_context
from taxonomy.choices import CareerStage

# Counts up whenever views are made differently from the same text: every document is then stale.
VIEW_FORMAT = 5

UNSAID = "unsaid"

Subject = Profile | Opening | Base
Filters = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Source:
    """A subject as it was read from the database, before anything is embedded."""

    id: str  # "profile:12"
    kind: str
    passages: tuple[Passage, ...]
    filters: Filters
    asked: tuple[Passage, ...] = ()  # embedded too, so that evidence finds their vectors, but not indexed

    @property
    def own(self) -> tuple[Passage, ...]:
        """Without the project and the base that an opening belongs to."""
        return tuple(passage for passage in self.passages if not is_context(passage.key))

    @property
    def says_something(self) -> bool:
        """Whether there is a word in its own texts; signs alone are near to nothing."""
        return any(passage.has_words for passage in self.own)

    @property
    def in_another_language(self) -> bool:
        """Whether its own texts are."""
        return in_another_language(self.own)

    def digest(self, encoder_ids: Mapping[str, str]) -> str:
        """Of the texts, the filters and how they are embedded: another digest is another document."""
        texts = [(p.key, p.language, p.title, p.body) for p in self.passages]
        filters = {name: list(values) for name, values in self.filters.items()}
        whole = json.dumps([VIEW_FORMAT, sorted(encoder_ids.items()), texts, filters], sort_keys=True)
        return hashlib.sha256(whole.encode()).hexdigest()

    def document(self, views: Sequence[View], encoder_ids: Mapping[str, str]) -> Document:
        """The document, from one view for each passage."""
        passages = tuple(
            IndexedPassage(passage.key, view) for passage, view in zip(self.passages, views, strict=True)
        )
        return Document(self.id, self.kind, passages, self.filters, self.digest(encoder_ids))


def document_id(kind: str, pk: int) -> str:
    """The id of a subject in the index."""
    return f"{kind}:{pk}"


def read_profile(profile: Profile) -> Source:
    """Headline, biography and keywords in each language, and each publication; nothing that is closed to everybody."""
    return source_of(facts_of(profile))


def source_of(profile: ProfileFacts) -> Source:
    """The same from plain values."""
    used = open_sections(INTRODUCED, profile.visibility)
    passages = _passages(profile, used)
    filters = {
        "kind": [profile.kind],
        "country": [profile.country],
        "nationality": _said(profile.nationalities, Section.NATIONALITIES in used),
        "career_stage": [profile.career_stage],
        "language": _said(profile.languages, Section.LANGUAGES in used),
        "field": profile.fields,
        "challenge": profile.challenges,
        "discipline": profile.disciplines,
        "stay": _said(profile.stays, Section.STAYS in used),
    }
    return _source(SubjectKind.PROFILE, profile.pk, passages, filters)


def _said(values: Sequence[str], is_open: bool) -> Sequence[str]:
    return (values if is_open else ()) or (UNSAID,)


def profile_passages(profile: Profile, sections: Collection[Section]) -> list[Passage]:
    """The texts of these sections.

    Without the person's own name and those of their organisations: neither says what somebody works on.
    """
    return _passages(texts_of(profile), sections)


def _passages(profile: ProfileFacts, sections: Collection[Section]) -> list[Passage]:
    own = identity([profile.name, profile.native_name], profile.organisations)
    papers = each_once(profile.publications) if Section.PUBLICATIONS in sections else []
    published = [part for paper in papers for part in (paper.title, paper.abstract)]

    def body(text: Text) -> str:
        words = telling(text.keywords, biography=text.biography, texts=(text.headline, *published))
        return _joined(text.biography, "; ".join(words))

    passages: list[Passage] = []
    if Section.BIOGRAPHY in sections:
        passages += [
            Passage(
                "profile",
                text.language,
                own.without(neutral(text.headline)),
                own.without(neutral(body(text))),
            )
            for text in profile.texts
        ]
    passages += [
        Passage(
            f"publication:{paper.pk}", paper.language, own.without(paper.title), own.without(paper.abstract)
        )
        for paper in papers
    ]
    return passages


def read_opening(opening: Opening) -> Source:
    """Title, description and requirements in each language, and the passages of its project and base."""
    passages = [
        Passage("opening", text.language, text.title, _joined(text.description, "\n".join(text.requirements)))
        for text in opening.texts.all()
    ]
    if opening.project:
        passages += project_passages(opening.project)
    if opening.base:
        passages += base_passages(opening.base)
    filters: Mapping[str, Sequence[object]] = {
        "kind": [opening.kind],
        "direction": [opening.direction],
        "institution": [opening.institution_id],
        "base": [opening.base_id],
        "project": [opening.project_id],
        "framework": [opening.framework_id],
        "country": [opening.institution.country.code],
        "career_stage": opening.career_stages or list(CareerStage.values),
        "language": [required.language for required in opening.required_languages.all()],
        "field": [field.pk for field in opening.fields.all()],
        "challenge": [challenge.pk for challenge in opening.challenges.all()],
    }
    asked = [passage for text in opening.texts.all() for passage in requirement_passages(text)]
    return _source(SubjectKind.OPENING, opening.pk, passages, filters, asked)


def read_base(base: Base) -> Source:
    """Name and description in each language, and the passages of its projects."""
    passages = base_passages(base)
    for project in base.projects.all():
        passages += project_passages(project)
    filters: Mapping[str, Sequence[object]] = {
        "kind": [base.kind],
        "institution": [base.institution_id],
        "province": [base.province],
        "field": [field.pk for field in base.fields.all()],
    }
    return _source(SubjectKind.BASE, base.pk, passages, filters)


def base_passages(base: Base) -> list[Passage]:
    """Name and description of a base in each language."""
    return [Passage(f"base:{base.pk}", text.language, text.name, text.about) for text in base.texts.all()]


def project_passages(project: Project) -> list[Passage]:
    """Title and description of a project in each language."""
    return [
        Passage(f"project:{project.pk}", text.language, text.title, text.description)
        for text in project.texts.all()
    ]


def requirement_passages(text: OpeningText) -> list[Passage]:
    """Each requirement of one language version, by itself: the questions that evidence answers."""
    return [
        Passage(f"requirement:{number}", text.language, "", clause)
        for number, clause in enumerate(text.requirements)
    ]


def _source(
    kind: SubjectKind,
    pk: int,
    passages: Sequence[Passage],
    filters: Mapping[str, Sequence[object]],
    asked: Sequence[Passage] = (),
) -> Source:
    """Passages without a word are left out; passages and values in an order of their own."""
    plain = {
        name: tuple(sorted({str(value) for value in values if value is not None and value != ""}))
        for name, values in filters.items()
    }
    kept = sorted(
        (p for p in passages if p.title.strip() or p.body.strip()), key=lambda p: (p.key, p.language)
    )
    return Source(
        document_id(kind, pk), str(kind.value), tuple(kept), plain, tuple(p for p in asked if p.body.strip())
    )


def _joined(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
