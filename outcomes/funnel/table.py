"""The funnel as a table: on the page, as CSV and as a workbook, all the same."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from openpyxl import Workbook

from matching.sheets import Value, fill, plain
from outcomes.funnel.counting import BY, Funnel
from outcomes.funnel.stages import STAGES

Rows = list[list[Value]]


def rows_of(funnel: Funnel, *, by: str) -> Rows:
    """The head, a row for each group, the total; at the end of each the median of days to match."""
    head: list[Value] = [str(BY[by]), *(str(stage.label) for stage in STAGES), _("Days to match (median)")]
    groups = [
        [group.label, *(group.counts[stage] for stage in STAGES), group.days] for group in funnel.groups
    ]
    total: list[Value] = [_("All, each once"), *(step.number for step in funnel.steps), funnel.days]
    return [head, *groups, total]


def steps_of(funnel: Funnel) -> Rows:
    head: list[Value] = [_("Stage"), _("Number"), _("Share of the stage before")]
    return [head, *([str(step.stage.label), step.number, step.share] for step in funnel.steps)]


def as_csv(funnel: Funnel, *, by: str, asked: list[tuple[str, str]]) -> bytes:
    """UTF-8 with its mark, so that spreadsheets read Chinese."""
    stream = StringIO()
    writer = csv.writer(stream)
    blank: Rows = [[]]
    for rows in (rows_of(funnel, by=by), blank, steps_of(funnel), blank, _about(asked)):
        writer.writerows([plain(value) if isinstance(value, str) else value for value in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def as_workbook(funnel: Funnel, *, by: str, asked: list[tuple[str, str]]) -> bytes:
    book = Workbook()
    book.properties.creator = "TalentBridge"
    sheet = book.active
    sheet.title = _("Funnel")
    fill(sheet, rows_of(funnel, by=by))
    fill(book.create_sheet(_("Conversion")), steps_of(funnel))
    fill(book.create_sheet(_("About this table")), _about(asked))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _about(asked: list[tuple[str, str]]) -> Rows:
    counted = date_format(timezone.localtime(), "DATETIME_FORMAT")
    rows: Rows = [[_("Counted"), counted]]
    return rows + [[question, answer] for question, answer in asked]
