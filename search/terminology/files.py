"""A CSV file of terms as a spreadsheet writes and opens it: its bytes, its rows, and what is wrong with them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from taxonomy.models import Term
from taxonomy.terms import HEADER, SHOWN

LARGEST_FILE = 2_000_000  # bytes; all terms of today are 0.9 MB
MOST_ROWS = 40_000
MOST_PROBLEMS = 100  # that are told; whoever has more has another file
WITH_FIELD = [*HEADER, "field"]
# What a spreadsheet takes for a formula. A cell that begins so gets an apostrophe, which the import takes away again.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What keeps a file from being imported. `line` 0 and `column` "" where it is the whole file, the whole row."""

    line: int
    column: str
    value: str
    sentence: str


class ImportRefused(Exception):
    """The file has problems (`problems`), and nothing was changed."""

    def __init__(self, problems: Sequence[RowProblem]) -> None:
        super().__init__("; ".join(f"line {p.line}, {p.column}: {p.sentence}" for p in problems))
        self.problems = list(problems)[:MOST_PROBLEMS]


def export_terms(terms: Sequence[Term]) -> bytes:
    """CSV in UTF-8 with a mark that tells spreadsheets so; no cell is a formula."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(WITH_FIELD)
    for term in terms:
        row = term.row
        cells = (row.zh, row.en, "|".join(row.zh_aliases), "|".join(row.en_aliases), row.field)
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells])
    return file.getvalue().encode("utf-8-sig")


def decoded(data: bytes) -> str:
    """A file as text: UTF-8, or GB18030 as Chinese spreadsheets save it. Raises ImportRefused."""
    if len(data) > LARGEST_FILE:
        raise ImportRefused([of_file(_("The file is larger than 2 MB; split it into smaller ones."))])
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ImportRefused(
        [of_file(_("The file is not CSV in UTF-8 or GB18030; save it as “CSV UTF-8” in the spreadsheet."))]
    )


def read_rows(text: str, problems: list[RowProblem]) -> Iterator[tuple[int, list[str]]]:
    """Line and cells of each row; what cannot be read goes to `problems`."""
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        header = [cell.strip().lower() for cell in next(reader, [])]
        if header not in (HEADER, WITH_FIELD):
            sentence = _(
                "The header must be %(header)s, with or without “field” at its end; put that line first."
            )
            problems.append(
                RowProblem(1, "", ",".join(header)[:SHOWN], sentence % {"header": ",".join(HEADER)})
            )
            return
        for number, row in enumerate(reader):
            if not any(cell.strip() for cell in row):
                continue
            if number >= MOST_ROWS:
                problems.append(of_file(_("The file has more than 40,000 rows; split it into smaller ones.")))
                return
            if len(row) != len(header):
                sentence = _("%(found)d columns, %(expected)d expected; quote a cell that has a comma.")
                told = sentence % {"found": len(row), "expected": len(header)}
                problems.append(RowProblem(reader.line_num, "", ",".join(row)[:SHOWN], told))
                continue
            yield reader.line_num, [_cell(cell) for cell in row]
    except csv.Error:
        problems.append(
            RowProblem(
                reader.line_num, "", "", _("The line cannot be read as CSV; save the file as CSV again.")
            )
        )


def _cell(cell: str) -> str:
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def of_file(sentence: str) -> RowProblem:
    return RowProblem(0, "", "", sentence)
