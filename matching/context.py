"""What every page may have to say about its matching."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from search.requests import answered_by_words, answered_from_older


def by_words(request: HttpRequest) -> dict[str, object]:
    """`by_words`, `older`: whether something of this page was compared by words alone, or with a version of a text that
    was changed since; told when the template asks."""
    return {"by_words": SimpleLazyObject(answered_by_words), "older": SimpleLazyObject(answered_from_older)}
