"""Keeping a question to the list of openings."""

from __future__ import annotations

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from accounts.models import User
from bases.domain.errors import TooManySearches
from bases.models import SavedSearch

MOST = 20  # of one person


def normal(asked: QueryDict) -> str:
    """The query string of a question, whatever order it was asked in; without blanks."""
    clean = QueryDict(mutable=True)
    for key in sorted(asked):
        if values := sorted({value for value in asked.getlist(key) if value}):
            clean.setlist(key, values)
    return clean.urlencode()


@transaction.atomic
def save_search(user: User, *, name: str, asked: QueryDict) -> SavedSearch:
    """Keep the question; one that is kept already gets the new name. Raises TooManySearches."""
    User.objects.select_for_update(no_key=True).get(
        pk=user.pk
    )  # two requests at once neither pass the limit nor keep one question twice
    mine = SavedSearch.objects.filter(user=user)
    query = normal(asked)
    known = mine.filter(query=query).first()
    if known is None and mine.count() >= MOST:
        raise TooManySearches(f"User {user.pk} keeps {MOST} searches already; delete one first.")
    row = known or SavedSearch(user=user, query=query)
    row.name = name
    row.save()
    return row


def note_seen(search: SavedSearch) -> None:
    """What is new is counted from this moment on."""
    search.seen_at = timezone.now()
    search.save(update_fields=["seen_at"])
