"""What somebody who types may want to ask: titles with a word that begins so, our own terms, then other titles."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from operator import itemgetter

from django.db.models import Case, When

from bases.models import Opening, OpeningText
from cms.finding.entries import public_entries
from search import engine
from search.text.lexicon import TermEntry
from search.text.surfaces import fold

MOST = 8
# Where in a title what was typed stands: first of all, at the beginning of a word, within one, nowhere.
FIRST, BEGINS, INSIDE, ABSENT = range(4)
SHORTEST_LATIN = 3  # letters, before which everything would be suggested; one Chinese character is enough


def suggestions(text: str, language: str) -> list[str]:
    """At most MOST, in the reader's language where there are such; none for too short a beginning."""
    typed = " ".join(text.split())
    if len(typed) < (SHORTEST_LATIN if typed.isascii() else 1):
        return []
    titles = sorted(_titles(typed, language), key=itemgetter(0))
    begun = [title for place, title in titles if place < INSIDE]
    inside = [title for place, title in titles if place == INSIDE]
    return list(islice(dict.fromkeys([*begun, *_terms(typed), *inside]), MOST))


def _titles(typed: str, language: str) -> Iterator[tuple[int, str]]:
    """With where what was typed stands in them; of openings the first few."""
    texts = OpeningText.objects.filter(opening__in=Opening.objects.open(), title__icontains=typed)
    place = Case(
        When(title__istartswith=typed, then=FIRST),
        When(title__icontains=f" {typed}", then=BEGINS),
        default=INSIDE,
    )
    rows = texts.annotate(place=place).order_by("place", "pk")
    yield from rows.values_list("place", "title")[: MOST // 2]
    wanted = fold(typed)
    for entry in public_entries():
        places = [_place(wanted, fold(version.title)) for version in entry.versions]
        if (best := min(places)) < ABSENT:
            yield best, entry.version(language).title


def _place(wanted: str, title: str) -> int:
    """Chinese has no blanks: what stands within it may well begin a word."""
    if title.startswith(wanted):
        return FIRST
    if re.search(rf"(?<![a-z0-9]){re.escape(wanted)}", title):
        return BEGINS
    return INSIDE if wanted in title else ABSENT


def _terms(typed: str) -> Iterator[str]:
    forms = _forms(engine.get_terms())
    wanted = fold(typed)
    for key, form in islice(forms, bisect_left(forms, (wanted, "")), None):
        if not key.startswith(wanted):
            return
        yield form


@lru_cache(maxsize=1)
def _forms(terms: tuple[TermEntry, ...]) -> list[tuple[str, str]]:
    return sorted((fold(form), form) for term in terms for form in (term.zh, term.en))
