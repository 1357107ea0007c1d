"""Sheets of a workbook that nothing computes: texts stay texts, whoever wrote them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

Value = str | float | int | None
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a cell must not begin with, or it is computed
WIDE, NARROW = 44, 14  # characters


def plain(text: str) -> str:
    """What a spreadsheet shows as it stands: no formula, and no character that its format does not know."""
    clean = ILLEGAL_CHARACTERS_RE.sub("", text)
    return f"'{clean}" if clean.startswith(FORMULA) else clean


def fill(sheet: Worksheet, rows: Iterable[Sequence[Value]]) -> None:
    """The first row is the head; where there are two columns, the first column is."""
    for number, values in enumerate(rows, 1):
        for place, value in enumerate(values, 1):
            _write(sheet.cell(number, place), value)
    heads = sheet["A"] if sheet.max_column == 2 else sheet[1]
    for cell in heads:
        cell.font = Font(bold=True)
    if sheet.max_column > 2:
        sheet.freeze_panes = "C2"
        sheet.auto_filter.ref = sheet.dimensions
    for place in range(1, sheet.max_column + 1):
        texts = [cell.value for cell in sheet[get_column_letter(place)]]
        longest = max(len(text) if isinstance(text, str) else 0 for text in texts)
        sheet.column_dimensions[get_column_letter(place)].width = WIDE if longest > NARROW * 2 else NARROW


def _write(cell: Cell, value: Value) -> None:
    if isinstance(value, str):
        cell.value = plain(value)
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    else:
        cell.value = value
        cell.alignment = Alignment(vertical="top")
        if isinstance(value, float):
            cell.number_format = "0%"
