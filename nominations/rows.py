"""The rows of a list: each becomes what the form of a draft would send, and is checked as the form checks it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_countries import countries

from accounts.models import User
from nominations.forms.draft import DraftForm, Offered
from nominations.table import Line
from taxonomy.choices import Language, SourceChannel
from taxonomy.models import PriorityField

SOME = 8  # names that an error tells


@dataclass(frozen=True, slots=True)
class Problem:
    column: str
    value: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Row:
    """`values` as `begin` takes them; none where there are `problems`."""

    line: int
    name: str
    values: dict[str, Any] | None
    problems: list[Problem] = field(default_factory=list)


def read_rows(lines: Iterable[Line], *, by: User) -> list[Row]:
    offered = Offered.to(by)
    known = _Known(offered)
    rows, seen = [], {}  # type: list[Row], dict[tuple[str, str], int]
    for number, cells in lines:
        row = _row(number, cells, known, offered, by=by)
        twice = []
        for name in ("email", "orcid"):
            value = str((row.values or {}).get(name) or "")
            if not value:
                continue
            first = seen.setdefault((name, value), number)
            if first != number:
                remedy = _("Row %(line)d has the same; keep one of both.") % {"line": first}
                twice.append(Problem(name, value, remedy))
        rows.append(Row(row.line, row.name, None, twice) if twice else row)
    return rows


class _Known:
    """What cells can name: in both languages, or as a code."""

    def __init__(self, offered: Offered) -> None:
        granted = sorted(offered.granted)
        self.names: Mapping[str, dict[str, str]] = {
            "country": _by_words((code, (code,)) for code in granted)
            | {word: code for code in granted for word in _in_both(lambda code=code: countries.name(code))},
            "language": _choices(Language) | {"zh": str(Language.ZH), "中文": str(Language.ZH)},
            "channel": _choices(SourceChannel, [value for value, _label in offered.channels]),
            "fields": _by_words(
                (str(row.pk), (str(row.pk), row.name_zh, row.name_en)) for row in PriorityField.objects.all()
            ),
        }


def _row(number: int, cells: dict[str, str], known: _Known, offered: Offered, *, by: User) -> Row:
    problems: list[Problem] = []
    data = QueryDict(mutable=True)
    for name, usual in {"language": str(Language.EN), "channel": offered.usual}.items():
        data[name] = usual
    for column, cell in cells.items():
        if not cell:
            continue
        names = known.names.get(column)
        if names is None:
            data[column] = cell
            continue
        words = (
            [word.strip() for word in cell.replace("；", ";").split(";")] if column == "fields" else [cell]
        )
        problems += [_unknown(column, word, names) for word in words if word and word.casefold() not in names]
        data.setlist(column, [names.get(word.casefold(), "") for word in words if word])
    told = {problem.column for problem in problems}
    form = DraftForm(data, now=None, user=by, offered=offered)
    if not form.is_valid():
        problems += [
            Problem(name, cells.get(name, ""), str(error))
            for name, errors in form.errors.items()
            for error in errors
            if name not in told
        ]
    return Row(number, cells.get("name", ""), None if problems else form.values, problems)


def _unknown(column: str, word: str, names: Mapping[str, str]) -> Problem:
    some = ", ".join(sorted(set(names.values()))[:SOME]) or "–"
    if column == "country":
        remedy = _("You recommend people who work in the countries of your post: %(names)s.") % {
            "names": some
        }
    else:
        remedy = _("This is not known. Write one of: %(names)s.") % {"names": some}
    return Problem(column, word, remedy)


def _by_words(rows: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    return {word.casefold(): value for value, words in rows for word in words}


def _choices(choices: Any, values: Iterable[str] | None = None) -> dict[str, str]:
    return {
        word.casefold(): value
        for value in values or choices.values
        for word in (value, *_in_both(lambda value=value: str(choices(value).label)))
    }


def _in_both(say: Any) -> list[str]:
    said = []
    for language in Language.values:
        with override(language):
            said.append(str(say()).casefold())
    return said
