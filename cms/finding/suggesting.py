"""What somebody who types may want to ask: titles first, then our own terms."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from bases.models import Opening, OpeningText
from cms.finding.entries import public_entries
from search import engine
from search.text.lexicon import TermEntry
from search.text.surfaces import fold

MOST = 8
SHORTEST_LATIN = 3  # letters, before which everything would be suggested; one Chinese character is enough


def suggestions(text: str, language: str) -> list[str]:
    """At most MOST, in the reader's language where there are such; none for too short a beginning."""
    typed = " ".join(text.split())
    if len(typed) < (SHORTEST_LATIN if typed.isascii() else 1):
        return []
    found = dict.fromkeys([*_titles(typed, language), *_terms(typed)])
    return list(islice(found, MOST))


def _titles(typed: str, language: str) -> Iterator[str]:
    texts = OpeningText.objects.filter(opening__in=Opening.objects.open(), title__icontains=typed)
    yield from texts.order_by("pk").values_list("title", flat=True)[: MOST // 2]
    wanted = fold(typed)
    for entry in public_entries():
        if any(wanted in fold(version.title) for version in entry.versions):
            yield entry.version(language).title


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
