"""Addresses of a list in another state: one filter less, another order, the next page."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page
from django.http import QueryDict

from bases.counting import Value
from bases.facets import Facet
from bases.forms import LONGEST_QUERY, OpeningFilter

# What no form sends and no page may hold: NUL, escape, delete. Not the ends of lines.
_CONTROLS = {code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n\r"}

LONGEST_ADDRESS = 4_000  # characters of a query string that is taken as it is


def bounded(asked: QueryDict, *, words: bool = True) -> QueryDict:
    """What was asked, unless no page could have led there: then the words alone, cut to one more than a form takes.

    The form then refuses them, and the page does not send megabytes back. Control characters are left out. `words`:
    whether the list takes any.
    """
    kept = QueryDict(mutable=True)
    if len(asked.urlencode()) <= LONGEST_ADDRESS:
        for key, values in asked.lists():
            kept.setlist(key.translate(_CONTROLS), [value.translate(_CONTROLS) for value in values])
    elif words:
        kept["q"] = asked.get("q", "")[: LONGEST_QUERY + 1].translate(_CONTROLS)
    return kept


def address(asked: QueryDict, *, keep_page: bool = False) -> str:
    """`?field=energy&q=tokamak`: without blanks, and on the first page unless said otherwise."""
    clean = QueryDict(mutable=True)
    for key, values in asked.lists():
        if kept := [value for value in values if value and (key != "page" or keep_page)]:
            clean.setlist(key, kept)
    return f"?{clean.urlencode()}"


def changed(asked: QueryDict, key: str, value: str, *, keep_page: bool = False) -> str:
    """The address with `value` under `key`."""
    copy = asked.copy()
    copy[key] = value
    return address(copy, keep_page=keep_page)


def neighbours(asked: QueryDict, page: Page[Any]) -> dict[str, str]:
    """Addresses of the page before ("previous") and after ("next"), where there is one."""
    found = {}
    if page.has_previous():
        found["previous"] = changed(asked, "page", str(page.previous_page_number()), keep_page=True)
    if page.has_next():
        found["next"] = changed(asked, "page", str(page.next_page_number()), keep_page=True)
    return found


def sorts(asked: QueryDict, *, searching: bool) -> list[tuple[str, Any, str]]:
    """(key, word, address) of every order; relevance only where something was asked."""
    return [
        (key, label, changed(asked, "sort", key))
        for key, label in OpeningFilter.SORTS
        if searching or key != "relevance"
    ]


def without(asked: QueryDict, key: str) -> str:
    """The address with nothing under `key`."""
    rest = asked.copy()
    rest.setlist(key, [])
    return address(rest)


def without_filters(asked: QueryDict) -> str:
    """The words alone."""
    return changed(QueryDict(mutable=True), "q", asked.get("q", ""))


def tags(asked: QueryDict, facets: list[tuple[Facet, list[Value]]]) -> list[tuple[str, str]]:
    """(word, address without it) of every filter in force."""
    found = []
    for facet, values in facets:
        for value in values:
            if value.chosen:
                rest = asked.copy()
                rest.setlist(facet.name, [kept for kept in asked.getlist(facet.name) if kept != value.value])
                found.append((str(facet.tag) % {"value": value.label}, address(rest)))
    return found
