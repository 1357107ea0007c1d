"""CSL-JSON, as Zotero and Crossref write it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from experts.importing import tidy
from experts.importing.record import Record, Work
from experts.importing.works import in_list


def read_csl(items: list[Any]) -> Record:
    return in_list("csl", _works(items))


def _works(items: list[Any]) -> Iterator[Work]:
    for number, item in enumerate(items, start=1):
        if not isinstance(item, dict):
            continue
        authors = item.get("author")
        yield Work(
            title=tidy.prose(_one(item.get("title"))).replace("\n", " "),
            year=_year(item),
            doi=tidy.doi(item.get("DOI")) or tidy.doi(item.get("URL")),
            venue=tidy.line(_one(item.get("container-title") or item.get("publisher"))),
            authors="; ".join(filter(None, map(_name, authors if isinstance(authors, list) else []))),
            abstract=tidy.prose(item.get("abstract")),
            place=f"entry:{number}",
        )


def _one(value: Any) -> Any:
    """Crossref writes titles as lists."""
    return (value[0] if value else "") if isinstance(value, list) else value


def _year(item: dict[str, Any]) -> int:
    issued = item.get("issued")
    if isinstance(issued, dict):
        return tidy.year(issued.get("date-parts") or issued.get("raw") or issued.get("literal"))
    return tidy.year(issued)


def _name(author: Any) -> str:
    if not isinstance(author, dict):
        return ""
    family, given = tidy.line(author.get("family")), tidy.line(author.get("given"))
    if tidy.HAN.search(family):
        return family + given
    return tidy.line(author.get("literal") or f"{given} {family}")
