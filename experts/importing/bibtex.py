"""BibTeX and BibLaTeX, as Zotero, Google Scholar and others export it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

import bibtexparser
from bibtexparser.library import Library
from bibtexparser.model import DuplicateBlockKeyBlock, Entry

from experts.importing import tidy
from experts.importing.latex import plain
from experts.importing.limits import ENTRIES, Refused
from experts.importing.record import Note, Record, Work
from experts.importing.works import in_list

VENUES = ("journal", "journaltitle", "booktitle", "publisher", "school", "institution", "howpublished")
TELL_EVERY = 100

logging.getLogger("bibtexparser").setLevel(logging.ERROR)  # what it warns of is noted on the page


def read_bibtex(text: str, tell: Callable[[int, int], None]) -> Record:
    """Entries that cannot be read are left out and noted, by the line where they begin."""
    if text.count("@") > 4 * ENTRIES:
        raise Refused("too_many_entries", limit=ENTRIES)
    library = bibtexparser.parse_string(text)
    entries = [*library.entries, *_again(library)]
    broken = [block for block in library.failed_blocks if not isinstance(block, DuplicateBlockKeyBlock)]
    if not entries:
        raise Refused("broken_bibtex", line=(broken[0].start_line or 0) + 1 if broken else 1)
    entries.sort(key=lambda entry: entry.start_line or 0)
    notes = [Note("broken_entry", len(broken), f"line:{(broken[0].start_line or 0) + 1}")] if broken else []
    return in_list("bibtex", _works(entries, tell), notes)


def _again(library: Library) -> Iterator[Entry]:
    """Entries whose key was used before: other works all the same."""
    for block in library.failed_blocks:
        if isinstance(block, DuplicateBlockKeyBlock) and isinstance(block.ignore_error_block, Entry):
            yield block.ignore_error_block


def _works(entries: list[Entry], tell: Callable[[int, int], None]) -> Iterator[Work]:
    for number, entry in enumerate(entries):
        if number % TELL_EVERY == 0:
            tell(number, len(entries))
        told = {field.key.lower(): str(field.value) for field in entry.fields}
        subtitle = told.get("subtitle", "")
        title = f"{told.get('title', '')}: {subtitle}" if subtitle else told.get("title", "")
        authors = tidy.line(plain(told.get("author", ""))).split(" and ")
        yield Work(
            title=tidy.line(plain(title)),
            year=tidy.year(told.get("year") or told.get("date")),
            doi=tidy.doi(plain(told.get("doi", ""))) or tidy.doi(told.get("url", "")),
            venue=tidy.line(plain(next((told[name] for name in VENUES if told.get(name)), ""))),
            authors="; ".join(_in_order(author) for author in authors if author not in ("", "others")),
            abstract=tidy.block(plain(told.get("abstract", ""))),
            place=f"entry:{entry.key}" if entry.key else f"line:{(entry.start_line or 0) + 1}",
        )


def _in_order(author: str) -> str:
    """ "Solvang, Marit" is Marit Solvang; "张, 伟" is 张伟."""
    family, comma, given = author.partition(", ")
    if not comma:
        return author
    return f"{family}{given}" if tidy.HAN.search(family) else f"{given} {family}"
