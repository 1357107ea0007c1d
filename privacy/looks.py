"""Rows that were shown by office: whoever is told of in them can read that. The inventory says whose they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, Q
from django.dispatch import receiver
from django.utils.html import escape

from accounts.models import User
from experts.choices import Where
from experts.domain.looks import Sight, note_looks
from experts.models import Profile
from privacy.inventory import ROWS, end_of
from taxonomy.signals import rows_shown

PERSON = {row.model: row.person for row in ROWS}


@receiver(rows_shown, dispatch_uid="privacy.looks")
def note_rows(
    sender: type[Model],
    rows: Iterable[Model],
    by: Any,
    why: Where = Where.ADMINISTRATION,
    text: str = "",
    **_: Any,
) -> None:
    people = people_in(sender, [row.pk for row in rows]) if isinstance(by, User) else []
    shown = [Sight(one, named=True) for one in people if not text or _is_named(one, text)]
    note_looks(shown, by=by, why=why)


def _is_named(person: Profile, page: str) -> bool:
    """By any of their names, or the address of their account."""
    user = person.user
    names = {person.name, person.native_name, *([user.name, user.email] if user else [])}
    return any(escape(name) in page for name in names if name)


def people_in(model: type[Model], keys: list[Any]) -> list[Profile]:
    """Whose the rows are, by one query; those of nobody who has a profile give nobody."""
    paths = PERSON.get(model._meta.label_lower, ())
    if not paths:
        return []
    found = Q(pk__in=[])
    for path in paths:
        end = model if path == "self" else end_of(model, path.split("__"))
        theirs = keys if path == "self" else model._base_manager.filter(pk__in=keys).values(path)
        found |= Q(**{"user__in" if end is User else "pk__in": theirs})
    return list(Profile.objects.filter(found).exclude(name="").select_related("user").order_by("pk"))
