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

FOLDER = Path(__file__).resolve().parent / "data" / "terms"
HEADER = ["zh", "en", "zh_aliases", "en_aliases"]
GENERAL = "general"  # the file of terms that every field uses
LONGEST = 16  # characters of a Chinese term

_HAN = re.compile("[\u4e00-\u9fff]")
_LATIN = re.compile("[A-Za-z]")
_LATIN_ALIAS = re.compile(r"[A-Za-z0-9+.-]+")
_SEVERAL = re.compile(r"[,;/。、，；()（）]")


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


def read_terms(paths: Iterable[Path] | None = None) -> list[TermRow]:
    """The terms of these files, by default of all in FOLDER, in the order of files and rows. Raises TermFileError."""
    found: list[TermRow] = []
    problems: list[str] = []
    seen: dict[str, str] = {}
    for path in sorted(FOLDER.glob("*.csv")) if paths is None else paths:
        for where, cells in _rows(path, problems):
            zh, en, zh_aliases, en_aliases = cells
            term = TermRow(zh, en, _split(zh_aliases), _split(en_aliases), path.stem)
            problems += [f"{where}, column {column}: {problem}" for column, problem in _problems(term)]
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


def _split(cell: str) -> tuple[str, ...]:
    return tuple(alias for part in cell.split("|") if (alias := part.strip()))


def _problems(term: TermRow) -> Iterator[tuple[str, str]]:
    """Column and problem."""
    if not _HAN.search(term.zh):
        yield "zh", f"no Chinese in {term.zh!r}; write the term in simplified characters."
    if len(term.zh) > LONGEST:
        yield "zh", f"{term.zh!r} is longer than {LONGEST} characters; choose a shorter term."
    if not _LATIN.search(term.en) or _HAN.search(term.en):
        yield "en", f"{term.en!r} is not English; write the English term."
    for column, value in (("zh", term.zh), ("en", term.en)):
        if _SEVERAL.search(value):
            yield column, f"{value!r} holds more than one term; move the others to {column}_aliases."
    for alias in term.zh_aliases:
        if not _HAN.search(alias) and not _LATIN_ALIAS.fullmatch(alias):
            yield "zh_aliases", f"{alias!r} is neither Chinese nor an abbreviation; correct or remove it."
    for alias in term.en_aliases:
        if _HAN.search(alias):
            yield "en_aliases", f"{alias!r} has Chinese in it; move it to zh_aliases."
