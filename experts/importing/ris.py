"""RIS, as EndNote, CNKI, Scopus and others export it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import rispy

from experts.importing import tidy
from experts.importing.limits import Refused
from experts.importing.record import Record, Work
from experts.importing.works import in_list

TITLES = ("title", "primary_title", "translated_title")
VENUES = ("journal_name", "secondary_title", "alternate_title3", "publisher")


def read_ris(text: str) -> Record:
    try:
        found = rispy.loads(text, skip_unknown_tags=True)
    except (ValueError, KeyError, IndexError) as error:
        raise Refused("broken_ris") from error
    return in_list("ris", _works(found))


def _works(found: list[dict[str, Any]]) -> Iterator[Work]:
    for number, one in enumerate(found, start=1):
        authors = one.get("authors") or one.get("first_authors") or []
        yield Work(
            title=tidy.line(_first(one, TITLES)),
            year=tidy.year(_first(one, ("year", "publication_year", "date"))),
            doi=tidy.doi(one.get("doi")) or tidy.doi(" ".join(one.get("urls") or [])),
            venue=tidy.line(_first(one, VENUES)),
            authors="; ".join(tidy.line(author) for author in authors),
            abstract=tidy.block(_first(one, ("abstract", "notes_abstract"))),
            place=f"entry:{number}",
        )


def _first(one: dict[str, Any], names: tuple[str, ...]) -> str:
    return next((str(one[name]) for name in names if one.get(name)), "")
