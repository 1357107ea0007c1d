"""A list of people as CSV or XLSX: the lines of its table, as text. What they hold is read in `nominations.rows`."""

from __future__ import annotations

import csv
import io
import zlib
from collections.abc import Iterator
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from taxonomy.decoding import Undecodable, decode

BYTES = 2**20
INFLATED = 20 * 2**20  # of a workbook, before it is opened
ROWS = 200
CELL = 6000  # characters
COLUMNS = (
    "name", "native_name", "email", "orcid", "affiliation", "country", "fields", "reason", "evidence", "relation",
    "language", "opening", "channel",
)  # fmt: skip

Line = tuple[int, dict[str, str]]  # its number in the file; column -> cell


class Unreadable(Exception):
    """The file is no such list; the message says why and what to do."""


def template() -> str:
    """A file with the head alone, which spreadsheets open as UTF-8."""
    return "\ufeff" + ",".join(COLUMNS) + "\r\n"


def read_table(data: bytes) -> list[Line]:
    """Raises Unreadable."""
    if len(data) > BYTES:
        raise Unreadable(_("The file is larger than %(limit)d MB; split it.") % {"limit": BYTES // 2**20})
    lines = list(_workbook(data) if data.startswith(b"PK") else _csv(data))
    head = [name.strip().lower() for name in lines[0][1]] if lines else []
    if unknown := [name for name in head if name and name not in COLUMNS]:
        told = _("Unknown columns: %(names)s. The template has the names that are read.")
        raise Unreadable(told % {"names": ", ".join(name[:40] for name in unknown[:5])})
    if "name" not in head:
        raise Unreadable(_("There is no column “name”; begin with the template."))
    if len(lines) < 2:
        raise Unreadable(_("The list has no rows."))
    if len(lines) - 1 > ROWS:
        told = _("At most %(limit)d rows at a time; these are %(found)d.")
        raise Unreadable(told % {"limit": ROWS, "found": len(lines) - 1})
    return [
        (number, {name: cell.strip()[:CELL] for name, cell in zip(head, cells, strict=False) if name})
        for number, cells in lines[1:]
    ]


def _csv(data: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        text = decode(data).lstrip("\ufeff")
    except Undecodable as error:
        raise Unreadable(
            _(
                "These are no letters that can be read. Save the list as CSV in UTF-8 or GB18030, and send it again."
            )
        ) from error
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                yield reader.line_num, cells
    except csv.Error as error:
        raise Unreadable(_("The rows cannot be told apart; save the list as CSV.")) from error


# What zipfile, zlib and openpyxl raise of a workbook that is broken, encrypted or packed in an unknown way.
UNREADABLE = (
    BadZipFile, KeyError, ValueError, IndexError, OSError, EOFError, SyntaxError, RuntimeError, NotImplementedError,
    zlib.error,
)  # fmt: skip


def _workbook(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """The first sheet, what formulas came to; a file that would inflate beyond measure is not opened."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > INFLATED:
                raise Unreadable(_("The workbook holds too much; save the one sheet as CSV."))
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        for number, cells in enumerate(
            sheet.iter_rows(max_row=ROWS * 5, max_col=len(COLUMNS) * 2, values_only=True), 1
        ):
            texts = [_text(cell) for cell in cells]
            if any(texts):
                yield number, texts
    except UNREADABLE as error:
        raise Unreadable(_("This workbook cannot be read; save the sheet as CSV.")) from error


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
