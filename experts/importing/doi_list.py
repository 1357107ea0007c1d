"""A list of DOIs, alone or with their citations. Nothing is asked over the network, so a bare DOI has no title yet."""

from __future__ import annotations

from collections.abc import Iterator

from experts.importing import tidy
from experts.importing.citations import read_citation
from experts.importing.record import Record, Work
from experts.importing.works import in_list


def is_doi_list(text: str) -> bool:
    """At least half of its lines hold a DOI."""
    lines = [line for line in text.splitlines() if line.strip()]
    return bool(lines) and sum(bool(tidy.DOI.search(line)) for line in lines) >= len(lines) / 2


def read_doi_list(text: str) -> Record:
    return in_list("doi", _works(text))


def _works(text: str) -> Iterator[Work]:
    for number, line in enumerate(text.splitlines(), start=1):
        found = tidy.DOI.findall(line)
        if len(found) == 1:
            work = read_citation(line, f"line:{number}")
            yield work or Work(title="", doi=tidy.doi(found[0]), place=f"line:{number}")
        else:
            for one in found:
                yield Work(title="", doi=tidy.doi(one), place=f"line:{number}")
