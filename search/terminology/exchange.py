"""Terms from a CSV file: what would change is shown first, all or nothing is done."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.domain.audit import record
from accounts.models import User
from search.indexing.terms import terms_changed
from search.terminology.editing import ADDED, CHANGED, check_may_edit, said
from search.terminology.files import MOST_PROBLEMS, ImportRefused, RowProblem, of_file, read_rows
from search.text.cedict import simplify
from search.text.characters import visible
from taxonomy.models import PriorityField, Term
from taxonomy.terms import GENERAL, SHOWN, TermRow, problems_of, split


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
    for line, cells in read_rows(text, problems):
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
        raise ImportRefused([of_file(_("The file has no terms; put one in each line below the header."))])
    return found
