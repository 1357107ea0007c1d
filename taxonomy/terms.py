"""The platform's own terminology as it lies in CSV files: read and checked, without a database.

A file is named for its priority field (`health.csv`; `general.csv` for terms that every field uses) and has the columns
zh,en,zh_aliases,en_aliases: simplified Chinese, lower-case English unless a name, aliases separated by |.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext, gettext_noop

FOLDER = Path(__file__).resolve().parent / "data" / "terms"
HEADER = ["zh", "en", "zh_aliases", "en_aliases"]
GENERAL = "general"  # the file of terms that every field uses
LONGEST = 16  # characters of a Chinese term
LONGEST_ENGLISH = 120  # of an English one, and of an alias
SHOWN = 60  # characters of a wrong value that a page repeats
MOST_ALIASES = 20  # of a term in one language

_HAN = re.compile("[\u4e00-\u9fff]")
_LATIN = re.compile("[A-Za-z]")
_LATIN_ALIAS = re.compile(r"[A-Za-z0-9+.-]+")
_SEVERAL = re.compile(r"[,;/。、，；()（）]")
_ONE_NAME = re.compile(
    r"(?=\S*[A-Z0-9])[A-Za-z0-9-]+/(?=\S*[A-Z0-9])[A-Za-z0-9-]+"
)  # CRISPR/Cas9: its slash parts no terms


# Each names what is wrong and what to do; `value` is what the cell holds.
_NO_CHINESE = gettext_noop("no Chinese in %(value)r; write the term in simplified characters.")
_TOO_LONG = gettext_noop("%(value)r is longer than %(most)d characters; choose a shorter term.")
_NOT_ENGLISH = gettext_noop("%(value)r is not English; write the English term.")
_SEVERAL_CHINESE = gettext_noop("%(value)r holds more than one term; move the others to zh_aliases.")
_SEVERAL_ENGLISH = gettext_noop("%(value)r holds more than one term; move the others to en_aliases.")
_NO_ALIAS = gettext_noop("%(value)r is neither Chinese nor an abbreviation; correct or remove it.")
_CHINESE_ALIAS = gettext_noop("%(value)r has Chinese in it; move it to zh_aliases.")
_TOO_MANY = gettext_noop("more than %(most)d other forms; remove %(value)r and what follows.")


class TermFileError(Exception):
    """Rows of a terminology file are wrong; the message names file, row, column and remedy of each."""


@dataclass(frozen=True, slots=True)
class TermRow:
    """One term; `field` is the file's name without its ending."""

    zh: str
    en: str
    zh_aliases: tuple[str, ...]
    en_aliases: tuple[str, ...]
    field: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a cell, and the remedy: English where files are checked, the reader's language on pages."""

    column: str
    value: str
    message: str
    most: int = 0

    def __str__(self) -> str:
        return self.message % {"value": self.value, "most": self.most}

    @property
    def shown(self) -> str:
        """For a page: in the language of its reader, and a long value cut."""
        value = self.value if len(self.value) <= SHOWN else f"{self.value[:SHOWN]}…"
        return gettext(self.message) % {"value": value, "most": self.most}


def read_terms(paths: Iterable[Path] | None = None) -> list[TermRow]:
    """The terms of these files, by default of all in FOLDER, in the order of files and rows. Raises TermFileError."""
    found: list[TermRow] = []
    problems: list[str] = []
    seen: dict[str, str] = {}
    for path in sorted(FOLDER.glob("*.csv")) if paths is None else paths:
        for where, cells in _rows(path, problems):
            zh, en, zh_aliases, en_aliases = cells
            term = TermRow(zh, en, split(zh_aliases), split(en_aliases), path.stem)
            problems += [f"{where}, column {problem.column}: {problem}" for problem in problems_of(term)]
            if zh in seen:
                problems.append(
                    f"{where}, column zh: {zh!r} stands already at {seen[zh]}; remove one of the two."
                )
            seen.setdefault(zh, where)
            found.append(term)
    if problems:
        raise TermFileError("\n".join(problems))
    return found


def _rows(path: Path, problems: list[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """Where each row stands, and its four cells; what cannot be read goes to `problems`."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            rows = [(reader.line_num, row) for row in reader if any(row)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        problems.append(f"{path}: cannot be read as CSV in UTF-8 ({error}); save it as such.")
        return
    if not rows or rows[0][1] != HEADER:
        problems.append(f"{path}:1: the header must be {','.join(HEADER)}; put that line first.")
        return
    for line, row in rows[1:]:
        if len(row) == len(HEADER):
            yield f"{path}:{line}", [cell.strip() for cell in row]
        else:
            problems.append(
                f"{path}:{line}: {len(row)} columns, {len(HEADER)} expected; quote a cell that has a comma."
            )


def split(cell: str) -> tuple[str, ...]:
    """The aliases of a cell."""
    return tuple(alias for part in cell.split("|") if (alias := part.strip()))


def problems_of(term: TermRow) -> Iterator[Problem]:
    """Everything that is wrong with one term by itself: the one set of checks, of files, forms and imports."""
    if not _HAN.search(term.zh):
        yield Problem("zh", term.zh, _NO_CHINESE)
    if len(term.zh) > LONGEST:
        yield Problem("zh", term.zh, _TOO_LONG, LONGEST)
    if not _LATIN.search(term.en) or _HAN.search(term.en):
        yield Problem("en", term.en, _NOT_ENGLISH)
    if len(term.en) > LONGEST_ENGLISH:
        yield Problem("en", term.en, _TOO_LONG, LONGEST_ENGLISH)
    for column, value, several in (("zh", term.zh, _SEVERAL_CHINESE), ("en", term.en, _SEVERAL_ENGLISH)):
        if _SEVERAL.search(_ONE_NAME.sub("", value)):
            yield Problem(column, value, several)
    for alias in term.zh_aliases:
        if not _HAN.search(alias) and not _LATIN_ALIAS.fullmatch(alias):
            yield Problem("zh_aliases", alias, _NO_ALIAS)
    for alias in term.en_aliases:
        if _HAN.search(alias):
            yield Problem("en_aliases", alias, _CHINESE_ALIAS)
    for column, aliases in (("zh_aliases", term.zh_aliases), ("en_aliases", term.en_aliases)):
        if len(aliases) > MOST_ALIASES:
            yield Problem(column, aliases[MOST_ALIASES], _TOO_MANY, MOST_ALIASES)
        for alias in aliases:
            if len(alias) > LONGEST_ENGLISH:
                yield Problem(column, alias, _TOO_LONG, LONGEST_ENGLISH)
