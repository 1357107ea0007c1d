"""Lists of publications: putting them together, each one once."""

from __future__ import annotations

from collections.abc import Iterable

from experts.importing import tidy
from experts.importing.limits import ENTRIES, Refused
from experts.importing.record import Note, Record, Work


class Known:
    """Works seen so far: the same by DOI, else by title and year where not both have a DOI."""

    def __init__(self) -> None:
        self._dois: set[str] = set()
        self._titles: dict[tuple[str, int], set[str]] = {}

    def has(self, work: Work) -> bool:
        if work.doi and work.doi in self._dois:
            return True
        there = self._titles.get((tidy.fold(work.title), work.year))
        return there is not None and (not work.doi or "" in there)

    def add(self, work: Work) -> None:
        if work.doi:
            self._dois.add(work.doi)
        self._titles.setdefault((tidy.fold(work.title), work.year), set()).add(work.doi)


def in_list(format_: str, found: Iterable[Work], notes: Iterable[Note] = ()) -> Record:
    """A record of publications alone. What has neither title nor DOI, and what comes twice, is left out and noted."""
    known, works = Known(), []
    untitled, twice = [], []
    for work in found:
        if not work.title and not work.doi:
            untitled.append(work)
        elif known.has(work):
            twice.append(work)
        else:
            known.add(work)
            works.append(work)
            if len(works) > ENTRIES:
                raise Refused("too_many_entries", limit=ENTRIES)
    left = [
        Note(code, len(out), out[0].place) for code, out in (("untitled", untitled), ("twice", twice)) if out
    ]
    return Record(format=format_, works=tuple(works), notes=(*notes, *left))
