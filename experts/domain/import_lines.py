"""What an import would change in a profile, value by value. Only reads.

The same record and the same profile give the same lines: the page shows them, `take` makes them again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from accounts.models import User
from experts.choices import PublicationSource
from experts.domain.orcid import connected_orcid
from experts.importing import tidy
from experts.importing.record import Post, Record, Told, Work
from experts.importing.works import Known
from experts.models import Affiliation, ExternalId, Profile, ProfileText, Publication
from experts.validators import KEYWORD_LENGTH, KEYWORDS
from taxonomy.choices import Language, LanguageLevel, SpokenLanguage
from taxonomy.validators import validate_ror

LONGEST_BIOGRAPHY = 20_000
LONGEST_HEADLINE = 250
EARLIEST, LATEST = 1900, 2100


class Standing(models.TextChoices):
    """How a proposed value stands to the profile."""

    NEW = "new", _("New")
    MORE = "more", _("Adds to yours")
    OTHER = "other", _("Differs from yours")
    SAME = "same", _("Already there")
    CANNOT = "cannot", _("Cannot be taken")


@dataclass(frozen=True, slots=True)
class Line:
    """A proposed value beside the present one. `kind` and `value` say what taking it writes."""

    key: str
    kind: str  # "field", "text" or the name of a related model
    label: Any
    present: str
    proposed: str
    place: str
    standing: Standing
    value: Any = None
    row: int | None = None  # the row that it replaces
    language: str = ""  # of the value
    why: Any = ""  # it cannot be taken
    ticked: bool = False

    @property
    def language_name(self) -> str:
        return str(Language(self.language).label) if self.language else ""

    @property
    def can_be_taken(self) -> bool:
        return self.standing in (Standing.NEW, Standing.MORE, Standing.OTHER)


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A publication of the import. One without a title can be taken once somebody writes it."""

    key: str
    work: Work
    is_there: bool
    ticked: bool

    @property
    def language(self) -> str:
        return language_of(self.work.title)

    @property
    def needs_title(self) -> bool:
        return not self.work.title


@dataclass(frozen=True)
class Plan:
    """Everything that an import proposes. `seen` changes with whatever of the profile it was compared with."""

    record: Record
    profile: Profile | None
    lines: Sequence[Line]
    works: Sequence[WorkLine]
    seen: str = field(init=False)

    def __post_init__(self) -> None:
        told = [(line.key, line.present, line.standing.value) for line in self.lines]
        told += [(line.key, "", str(line.is_there)) for line in self.works]
        object.__setattr__(self, "seen", sha256(repr(told).encode()).hexdigest()[:32])

    @property
    def new_works(self) -> list[WorkLine]:
        return [line for line in self.works if not line.is_there]

    @property
    def is_empty(self) -> bool:
        """Nothing of it is left to take."""
        return not self.new_works and not any(line.can_be_taken for line in self.lines)


def plan_of(record: Record, user: User) -> Plan:
    """Compares the record with the profile of `user`, which may be none yet."""
    profile = (
        Profile.objects.filter(user=user)
        .prefetch_related("texts", "affiliations", "languages", "external_ids", "publications")
        .first()
    )
    lines = [
        *_fields(record, profile, user),
        *_texts(record, profile),
        *_posts(record, profile),
        *_languages(record, profile),
        *_identifiers(record, profile),
    ]
    return Plan(record=record, profile=profile, lines=lines, works=_works(record, profile))


def language_of(text: str) -> str:
    return Language.ZH if tidy.is_chinese(text) else Language.EN


def latin_and_native(record: Record) -> tuple[Told | None, Told | None]:
    latin = next((name for name in record.names if tidy.in_latin(name.value)), None)
    native = next((name for name in record.names if not tidy.in_latin(name.value)), None)
    return latin, native


def country_code(written: str) -> str:
    """ISO 3166 of a code or of a name in English or Chinese; "" if it is not known."""
    clean = written.strip()
    if len(clean) == 2 and clean.upper() in countries:
        return clean.upper()
    return _country_names().get(clean.casefold(), "")


@cache
def _country_names() -> Mapping[str, str]:
    names: dict[str, str] = {}
    for language in Language.values:
        with override(language):
            names |= {str(name).casefold(): code for code, name in countries}
    return names


def _fields(record: Record, profile: Profile | None, user: User) -> Iterator[Line]:
    latin, native = latin_and_native(record)
    # Who has no profile yet writes these two into the form beside the preview.
    if profile is not None:
        yield from _field(record, profile, "name", latin)
        code = country_code(record.country.value) if record.country else ""
        yield from _field(
            record, profile, "country", Told(code, record.country.place) if record.country and code else None
        )
    yield from _field(record, profile, "native_name", native)
    now = next((post for post in record.posts if post.name and post.start_year and not post.end_year), None)
    yield from _field(record, profile, "affiliation", Told(now.name, now.place) if now else None)
    yield from _field(record, profile, "doctorate_year", record.doctorate_year)
    yield from _orcid(record, profile, user)


def _field(record: Record, profile: Profile | None, name: str, told: Told | None) -> Iterator[Line]:
    """A column of the profile, if the record tells it."""
    if told is None:
        return
    column = _column(name)
    value: Any = int(told.value) if name == "doctorate_year" else told.value
    present = getattr(profile, name, None) if profile else None
    before = str(present or "")
    why = ""
    if column.max_length and len(told.value) > column.max_length:
        why = _too_long(column.max_length)
    standing = _standing(before, str(value), why)
    yield Line(
        key=f"field.{name}",
        kind="field",
        label=column.verbose_name,
        present=_country_name(before) if name == "country" else before,
        proposed=_country_name(told.value) if name == "country" else told.value,
        place=told.place,
        standing=standing,
        value=value,
        why=why,
        ticked=standing == Standing.NEW and not record.guess,
    )


def _column(name: str, model: type[models.Model] = Profile) -> models.Field[Any, Any]:
    column = model._meta.get_field(name)
    assert isinstance(column, models.Field)
    return column


def _country_name(code: str) -> str:
    return str(countries.name(code)) if code else ""


def _orcid(record: Record, profile: Profile | None, user: User) -> Iterator[Line]:
    """An iD is taken once its owner has logged in with it; anybody can have the file of anybody."""
    if record.orcid is None:
        return
    iD = record.orcid.value
    present = (profile.orcid if profile else None) or ""
    why = ""
    if Profile.objects.filter(orcid=iD).exclude(user=user).exists():
        why = gettext("Another profile has this iD.")
    elif connected_orcid(user) != iD:
        why = gettext("Connect ORCID in your account first, so that it is known to be yours.")
    standing = Standing.SAME if present == iD else _standing(present, iD, why)
    yield Line(
        key="field.orcid",
        kind="field",
        label=_column("orcid").verbose_name,
        present=present,
        proposed=iD,
        place=record.orcid.place,
        standing=standing,
        value=iD,
        why="" if standing == Standing.SAME else why,
        ticked=standing == Standing.NEW,
    )


def _standing(before: str, after: str, why: Any) -> Standing:
    if _spaced(before) == _spaced(after):
        return Standing.SAME
    if why:
        return Standing.CANNOT
    return Standing.OTHER if before else Standing.NEW


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _too_long(limit: int) -> str:
    return gettext("It has more than %(limit)d characters.") % {"limit": limit}


def _texts(record: Record, profile: Profile | None) -> Iterator[Line]:
    """Headline, biography and keywords, for each language that the record is written in."""
    there = {text.language: text for text in profile.texts.all()} if profile else {}
    for language in Language.values:
        biography = next((one for one in record.biographies if language_of(one.value) == language), None)
        words = [one for one in record.keywords if language_of(one.value) == language]
        if biography or words:
            yield from _text(record, there.get(language), language, biography, words)


def _text(
    record: Record, text: ProfileText | None, language: str, biography: Told | None, words: list[Told]
) -> Iterator[Line]:
    def line(name: str, present: str, proposed: Told, value: Any, standing: Standing, why: str = "") -> Line:
        return Line(
            key=f"text.{language}.{name}",
            kind="text",
            label=_column(name, ProfileText).verbose_name,
            present=present,
            proposed=proposed.value,
            place=proposed.place,
            standing=standing,
            value=(language, name, value),
            language=language,
            why=why,
            ticked=standing in (Standing.NEW, Standing.MORE) and not record.guess,
        )

    if text is None and (headline := _headline(record, language, biography, words)):
        yield line("headline", "", headline, headline.value, Standing.NEW)
    if biography:
        before = text.biography if text else ""
        why = _too_long(LONGEST_BIOGRAPHY) if len(biography.value) > LONGEST_BIOGRAPHY else ""
        yield line(
            "biography", before, biography, biography.value, _standing(before, biography.value, why), why
        )
    if words:
        have: list[str] = list(text.keywords) if text else []
        merged = _merged(have, words)
        standing = Standing.SAME if merged == have else Standing.MORE if have else Standing.NEW
        glue = "、" if language == Language.ZH else ", "
        told = have if standing == Standing.SAME else merged[len(have) :]
        yield line("keywords", glue.join(have), Told(glue.join(told), words[0].place), merged, standing)


def _headline(record: Record, language: str, biography: Told | None, words: list[Told]) -> Told | None:
    """Who begins a text needs one: the present post, else the first sentence, else the keywords."""
    glue = "，" if language == Language.ZH else ", "
    for post in record.posts:
        if post.role and not post.end_year and language_of(post.role) == language:
            return Told(f"{post.role}{glue}{post.name}"[:LONGEST_HEADLINE], post.place)
    if biography:
        ends = [at for mark in (". ", "。", "\n") if (at := biography.value.find(mark)) > 0]
        sentence = biography.value[: min(ends, default=LONGEST_HEADLINE)].strip()
        return Told(sentence[:LONGEST_HEADLINE], biography.place)
    return Told(glue.join(word.value for word in words)[:LONGEST_HEADLINE], words[0].place) if words else None


def _merged(have: list[str], words: list[Told]) -> list[str]:
    """The person's own first; as many as a text may have."""
    merged = list(have)
    known = {word.strip().casefold() for word in have}
    for told in words:
        for part in told.value.replace("；", ";").replace("，", ",").replace(";", ",").split(","):
            word = part.strip()
            if (
                word
                and len(word) <= KEYWORD_LENGTH
                and word.casefold() not in known
                and len(merged) < KEYWORDS
            ):
                known.add(word.casefold())
                merged.append(word)
    return merged


def _posts(record: Record, profile: Profile | None) -> Iterator[Line]:
    there = (
        {(tidy.fold(row.name), row.start_year): row for row in profile.affiliations.all()} if profile else {}
    )
    for number, post in enumerate(record.posts):
        code = country_code(post.country)
        row = there.get((tidy.fold(post.name), post.start_year))
        values = _affiliation(post, code)
        before = _post_words(row) if row else ""
        proposed = (
            _post_words(Affiliation(**values)) if not (why := _post_problem(post, code)) else _told(post)
        )
        standing = _standing(before, proposed, why)
        yield Line(
            key=f"affiliation.{number}",
            kind="affiliation",
            label=Affiliation._meta.verbose_name,
            present=before,
            proposed=proposed,
            place=post.place,
            standing=standing,
            value=values,
            row=row.pk if row else None,
            language=language_of(post.role or post.name),
            why=why,
            ticked=standing == Standing.NEW and not record.guess,
        )


def _affiliation(post: Post, code: str) -> dict[str, Any]:
    try:
        validate_ror(post.ror)
        ror = post.ror
    except ValidationError:
        ror = ""
    return {
        "name": post.name,
        "role": post.role[:120],
        "role_language": language_of(post.role) if post.role else "",
        "city": post.city[:80],
        "country": code,
        "ror": ror,
        "start_year": post.start_year,
        "end_year": post.end_year or None,
    }


def _post_problem(post: Post, code: str) -> str:
    limit = Affiliation._meta.get_field("name").max_length or 0
    if not post.name:
        return gettext("It names no organisation.")
    if len(post.name) > limit:
        return _too_long(limit)
    if not post.start_year:
        return gettext("It does not say from when.")
    if not code:
        return gettext("It does not say in which country.")
    if post.end_year and post.end_year < post.start_year:
        return gettext("It ends before it starts.")
    return ""


def _post_words(row: Affiliation) -> str:
    years = f"{row.start_year}–{row.end_year or ''}"
    place = [row.city, _country_name(str(row.country))]
    return " · ".join(part for part in (years, row.role, row.name, ", ".join(filter(None, place))) if part)


def _told(post: Post) -> str:
    years = f"{post.start_year or ''}–{post.end_year or ''}" if post.start_year or post.end_year else ""
    return " · ".join(part for part in (years, post.role, post.name, post.city, post.country) if part)


def _languages(record: Record, profile: Profile | None) -> Iterator[Line]:
    there = {row.language: row for row in profile.languages.all()} if profile else {}
    names = dict(SpokenLanguage.choices)
    seen = set()
    for spoken in record.languages:
        if spoken.language not in names or spoken.language in seen:
            continue
        seen.add(spoken.language)
        row = there.get(spoken.language)
        fits = not spoken.level.startswith("HSK") or spoken.language == SpokenLanguage.ZH
        level = spoken.level if spoken.level in LanguageLevel.values and fits else ""
        why = "" if level else gettext("It does not say at which level.")
        before = str(row.get_level_display()) if row else ""
        proposed = str(LanguageLevel(level).label) if level else ""
        standing = _standing(before, proposed, why) if level else Standing.SAME if row else Standing.CANNOT
        yield Line(
            key=f"languageskill.{spoken.language}",
            kind="languageskill",
            label=names[spoken.language],
            present=before,
            proposed=proposed,
            place=spoken.place,
            standing=standing,
            value={"language": spoken.language, "level": level},
            row=row.pk if row else None,
            why=why if standing == Standing.CANNOT else "",
            ticked=standing == Standing.NEW and not record.guess,
        )


def _identifiers(record: Record, profile: Profile | None) -> Iterator[Line]:
    mine = {(row.scheme, row.value) for row in profile.external_ids.all()} if profile else set()
    taken = set(
        ExternalId.objects.filter(value__in=[handle.value for handle in record.identifiers])
        .exclude(profile=profile)
        .values_list("scheme", "value")
    )
    limit = ExternalId._meta.get_field("value").max_length or 0
    for number, handle in enumerate(dict.fromkeys(record.identifiers)):
        pair = (handle.scheme, handle.value)
        why = ""
        if pair in taken:
            why = gettext("Another profile has it.")
        elif len(handle.value) > limit:
            why = _too_long(limit)
        standing = Standing.SAME if pair in mine else Standing.CANNOT if why else Standing.NEW
        yield Line(
            key=f"externalid.{number}",
            kind="externalid",
            label=handle.scheme,
            present=handle.value if pair in mine else "",
            proposed=handle.value,
            place=handle.place,
            standing=standing,
            value={"scheme": handle.scheme, "value": handle.value},
            why=why,
            ticked=standing == Standing.NEW,
        )


def _works(record: Record, profile: Profile | None) -> list[WorkLine]:
    known = Known()
    for row in profile.publications.all() if profile else ():
        known.add(Work(title=row.title, year=row.year or 0, doi=(row.doi or "").lower()))
    lines = []
    for number, work in enumerate(record.works):
        is_there = known.has(work)
        sure = bool(work.title) and (not record.guess or bool(work.doi))
        lines.append(WorkLine(f"publication.{number}", work, is_there, ticked=sure and not is_there))
    return lines


def publication_of(work: Work, title: str, format_: str, profile: Profile) -> Publication:
    """An unsaved row."""
    return Publication(
        profile=profile,
        language=language_of(title),
        title=title[:500],
        abstract=work.abstract[:20_000],
        year=work.year if EARLIEST <= work.year <= LATEST else None,
        venue=work.venue[:250],
        doi=work.doi or None,
        authors=work.authors,
        source=PublicationSource(format_),
    )
