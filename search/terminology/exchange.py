"""Terms as a CSV file that a spreadsheet opens, and back: what would change is shown first, all or nothing is done."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain.audit import record
from accounts.models import User
from search.indexing.terms import terms_changed
from search.terminology.editing import ADDED, CHANGED, check_may_edit, said
from search.text.cedict import simplify
from search.text.characters import visible
from taxonomy.models import PriorityField, Term
from taxonomy.terms import GENERAL, HEADER, SHOWN, TermRow, problems_of, split

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


@dataclass(frozen=True, slots=True)
class Plan:
    """What importing a file would do. Terms that the file does not name stay as they are."""

    added: Sequence[TermRow]
    changed: Sequence[tuple[Term, TermRow]]  # as it is | as it would be
    unchanged: int

    @property
    def digest(self) -> str:
        """Another plan, another digest: what is done must be what was shown."""
        whole = repr([list(self.added), [(term.pk, term.row, row) for term, row in self.changed]])
        return hashlib.sha256(whole.encode()).hexdigest()


class PlanChanged(Exception):
    """Since the plan was shown somebody changed terms that it names; look again."""


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
        raise ImportRefused([_of_file(_("The file is larger than 2 MB; split it into smaller ones."))])
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ImportRefused(
        [_of_file(_("The file is not CSV in UTF-8 or GB18030; save it as “CSV UTF-8” in the spreadsheet."))]
    )


def plan_import(text: str, *, field: str = GENERAL) -> Plan:
    """What importing this CSV would do; `field`: of new terms where no column says. Raises ImportRefused."""
    rows = _checked(text, field)
    present = {term.zh: term for term in Term.objects.all()}
    added, changed, unchanged = [], [], 0
    for row in rows:
        term = present.get(row.zh)
        if term is None:
            added.append(row)
        elif term.row != row:
            changed.append((term, row))
        else:
            unchanged += 1
    return Plan(added, changed, unchanged)


@transaction.atomic
def apply_import(text: str, *, field: str = GENERAL, digest: str, by: User) -> Plan:
    """Do what the plan with this digest says. Raises PermissionDenied, ImportRefused, PlanChanged."""
    check_may_edit(by)
    # Held in one order before the plan is made: what it says is still so when it is done.
    list(Term.objects.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
    plan = plan_import(text, field=field)
    if plan.digest != digest:
        raise PlanChanged("The terms changed since the plan was shown; look at the new plan.")
    forms = [form for term, _row in plan.changed for form in term.surfaces]
    before = [said(term) for term, _row in plan.changed]
    new = [_filled(Term(), row) for row in plan.added]
    old = [_filled(term, row) for term, row in plan.changed]
    Term.objects.bulk_create(new, batch_size=500)
    Term.objects.bulk_update(old, ["en", "zh_aliases", "en_aliases", "field", "changed"], batch_size=200)
    names = {row.zh for row in plan.added}
    for term in Term.objects.all() if names else ():  # not every database tells bulk_create the new keys
        if term.zh in names:
            record(ADDED, term, by=by, after=said(term))
    for term, was in zip(old, before, strict=True):
        record(CHANGED, term, by=by, before=was, after=said(term))
    terms_changed([*forms, *(form for term in (*new, *old) for form in term.surfaces)])
    return plan


def _filled(term: Term, row: TermRow) -> Term:
    term.zh, term.en = row.zh, row.en
    term.zh_aliases, term.en_aliases = list(row.zh_aliases), list(row.en_aliases)
    term.field_id = None if row.field == GENERAL else row.field
    term.changed = timezone.now()
    return term


def _checked(text: str, field: str) -> list[TermRow]:
    fields = {GENERAL, *PriorityField.objects.values_list("pk", flat=True)}
    present = dict(Term.objects.values_list("zh", "field"))
    found: list[TermRow] = []
    problems: list[RowProblem] = []
    seen: dict[str, int] = {}
    for line, cells in _rows(text, problems):
        zh, en, zh_aliases, en_aliases, *given = cells
        zh = zh if zh in present else simplify(visible(zh))
        # A file that says nothing of fields takes none away from a term that has one.
        kept = present.get(zh, field) or GENERAL
        row = TermRow(zh, en, split(zh_aliases), split(en_aliases), given[0] if given else kept)
        problems += [RowProblem(line, p.column, p.value[:SHOWN], p.shown) for p in problems_of(row)]
        if row.field not in fields:
            sentence = _("%(value)r is no priority field; write one of: %(fields)s.")
            problems.append(
                RowProblem(
                    line,
                    "field",
                    row.field[:SHOWN],
                    sentence % {"value": row.field[:SHOWN], "fields": ", ".join(sorted(fields))},
                )
            )
        if row.zh in seen:
            sentence = _("%(value)r stands already in line %(line)d; remove one of the two.")
            problems.append(
                RowProblem(
                    line, "zh", row.zh[:SHOWN], sentence % {"value": row.zh[:SHOWN], "line": seen[row.zh]}
                )
            )
        seen.setdefault(row.zh, line)
        found.append(row)
        if len(problems) >= MOST_PROBLEMS:
            break
    if problems:
        raise ImportRefused(problems)
    if not found:
        raise ImportRefused([_of_file(_("The file has no terms; put one in each line below the header."))])
    return found


def _rows(text: str, problems: list[RowProblem]) -> Iterator[tuple[int, list[str]]]:
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
                problems.append(
                    _of_file(_("The file has more than 40,000 rows; split it into smaller ones."))
                )
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


def _of_file(sentence: str) -> RowProblem:
    return RowProblem(0, "", "", sentence)
