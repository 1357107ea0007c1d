"""Rows that a person adds, changes and removes one by one: where they worked, what they published."""

from __future__ import annotations

import re
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.domain.audit import record
from accounts.domain.editing import ChangedMeanwhile, Refused, Values, changed_names, mark_of
from accounts.domain.steps import lock
from accounts.models import User
from experts.domain.confirmation import note_confirmed
from experts.domain.editing import own
from experts.models import Affiliation, Profile, Publication
from taxonomy.choices import Language

Row = Affiliation | Publication
NAMES: dict[type[Row], tuple[str, ...]] = {
    Affiliation: ("name", "city", "country", "role", "start_year", "end_year"),
    Publication: ("title", "language", "year", "venue", "authors", "doi", "abstract"),
}
HAN = re.compile(r"[\u3400-\u9fff]")


def values_of(row: Row) -> dict[str, Any]:
    """As a page shows them."""
    values = {name: getattr(row, name) for name in NAMES[type(row)]}
    if isinstance(row, Affiliation):
        return values | {"country": row.country.code}
    return values | {"doi": row.doi or ""}


@transaction.atomic
def add_row(model: type[Row], profile: Profile, values: Values, *, by: User) -> Row:
    """A new row; the same row sent twice is one. Raises NotTheirProfile, Refused."""
    own(profile, by)
    lock(profile)
    row = model(profile=profile)
    _write(row, values)
    for other in model._default_manager.filter(profile=profile, **_like(row)):
        if values_of(other) == values_of(row):
            return other
    _refuse_a_second(row)
    row.save()
    note_confirmed(profile)
    record(f"{model._meta.model_name} added", row, by=by)
    return row


@transaction.atomic
def change_row(row: Row, values: Values, *, seen: str, by: User) -> bool:
    """Write `values` if the row still is what the page with the mark `seen` showed; False if nothing changes.

    Raises NotTheirProfile, ChangedMeanwhile, Refused.
    """
    own(row.profile, by)
    lock(row.profile)
    lock(row)
    now = values_of(row)
    changed = changed_names(now, values)
    if not changed:
        return False
    if seen != mark_of(now):
        raise ChangedMeanwhile(now)
    _write(row, values)
    _refuse_a_second(row)
    row.save()
    note_confirmed(row.profile)
    record(f"{row._meta.model_name} changed", row, by=by, after={"changed": changed})
    return True


@transaction.atomic
def remove_row(row: Row, *, by: User) -> None:
    """Raises NotTheirProfile."""
    own(row.profile, by)
    lock(row.profile)
    record(f"{row._meta.model_name} removed", row, by=by)
    row.delete()
    note_confirmed(row.profile)


def _write(row: Row, values: Values) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    if isinstance(row, Affiliation):
        row.role_language = (Language.ZH if HAN.search(row.role) else Language.EN) if row.role else ""
    else:
        row.doi = row.doi or None


def _like(row: Row) -> dict[str, Any]:
    return {"name": row.name} if isinstance(row, Affiliation) else {"title": row.title}


def _refuse_a_second(row: Row) -> None:
    if not isinstance(row, Publication) or not row.doi:
        return
    other = Publication.objects.filter(profile=row.profile, doi__iexact=row.doi).exclude(pk=row.pk).first()
    if other:
        raise Refused("doi", _("This DOI is in your list already: “%(title)s”.") % {"title": other.title})
