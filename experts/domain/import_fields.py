"""What an import proposes for the columns of a profile. Only reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from django.utils.translation import gettext, override
from django_countries import countries

from accounts.models import User
from experts.domain.import_types import (
    Line,
    Standing,
    column_of,
    standing_of,
    too_long,
)
from experts.domain.orcid import connected_orcid
from experts.importing import tidy
from experts.importing.record import Record, Told
from experts.models import Profile
from taxonomy.choices import Language


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


def fields_of(record: Record, profile: Profile | None, user: User) -> Iterator[Line]:
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
    column = column_of(name)
    value: Any = int(told.value) if name == "doctorate_year" else told.value
    present = getattr(profile, name, None) if profile else None
    before = str(present or "")
    why = ""
    if column.max_length and len(told.value) > column.max_length:
        why = too_long(column.max_length)
    standing = standing_of(before, str(value), why)
    yield Line(
        key=f"field.{name}",
        kind="field",
        label=column.verbose_name,
        present=country_name(before) if name == "country" else before,
        proposed=country_name(told.value) if name == "country" else told.value,
        place=told.place,
        standing=standing,
        value=value,
        why=why,
        ticked=standing == Standing.NEW and not record.guess,
    )


def country_name(code: str) -> str:
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
    standing = Standing.SAME if present == iD else standing_of(present, iD, why)
    yield Line(
        key="field.orcid",
        kind="field",
        label=column_of("orcid").verbose_name,
        present=present,
        proposed=iD,
        place=record.orcid.place,
        standing=standing,
        value=iD,
        why="" if standing == Standing.SAME else why,
        ticked=standing == Standing.NEW,
    )
