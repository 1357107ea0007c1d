"""What an import proposes for posts, languages and identifiers. Only reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from experts.domain.import_fields import country_code, country_name
from experts.domain.import_types import (
    Line,
    Standing,
    language_of,
    standing_of,
    too_long,
)
from experts.importing import tidy
from experts.importing.record import Post, Record
from experts.models import Affiliation, ExternalId, Profile
from taxonomy.choices import LanguageLevel, SpokenLanguage
from taxonomy.validators import validate_ror


def posts_of(record: Record, profile: Profile | None) -> Iterator[Line]:
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
        standing = standing_of(before, proposed, why)
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
        return too_long(limit)
    if not post.start_year:
        return gettext("It does not say from when.")
    if not code:
        return gettext("It does not say in which country.")
    if post.end_year and post.end_year < post.start_year:
        return gettext("It ends before it starts.")
    return ""


def _post_words(row: Affiliation) -> str:
    years = f"{row.start_year}–{row.end_year or ''}"
    place = [row.city, country_name(str(row.country))]
    return " · ".join(part for part in (years, row.role, row.name, ", ".join(filter(None, place))) if part)


def _told(post: Post) -> str:
    years = f"{post.start_year or ''}–{post.end_year or ''}" if post.start_year or post.end_year else ""
    return " · ".join(part for part in (years, post.role, post.name, post.city, post.country) if part)


def languages_of(record: Record, profile: Profile | None) -> Iterator[Line]:
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
        standing = standing_of(before, proposed, why) if level else Standing.SAME if row else Standing.CANNOT
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


def identifiers_of(record: Record, profile: Profile | None) -> Iterator[Line]:
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
            why = too_long(limit)
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
