"""A list of openings as CSV: each row becomes what the editor would send, and is checked as the editor checks it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from bases.choices import Direction, NationalityRule
from bases.domain.opening_part import ENDS, TEXTS, blank_opening
from bases.models import Base, Framework, Institution, Programme, Project
from bases.opening_choices import choices_for
from bases.opening_form import OpeningForm
from taxonomy.choices import Language, LanguageLevel, SpokenLanguage, StayKind
from taxonomy.decoding import Undecodable, decode
from taxonomy.models import Challenge, PriorityField

BYTES = 2 * 2**20
ROWS = 200
ONE_OF = {"kind": StayKind, "direction": Direction, "nationality_rule": NationalityRule, "original": Language}
LINKED = {"base": Base, "project": Project, "programme": Programme, "framework": Framework}
DAYS = ("starts_from", "starts_until", "deadline_day")
LEVELS = {level.upper(): level for level in LanguageLevel.values}
SOME = 8  # names that an error tells
NAMED: dict[str, Any] = {"fields_of_work": PriorityField, "challenges": Challenge}
COLUMNS = (
    *(f"{name}_{end}" for name in TEXTS for end in ENDS),
    "original", *LINKED, "kind", "direction", "places", "months_min", "months_max", "starts_from", "starts_until",
    "deadline_day", "deadline_time", "deadline_zone", "career_stages", "languages", "nationality_rule",
    "nationalities", *NAMED, "declared", "declaration",
)  # fmt: skip


class Unreadable(Exception):
    """The file is no list of openings; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """`values` as `begin_opening` takes them; none where there are `errors`: (name of the column, what is wrong)."""

    line: int
    title: str
    values: dict[str, Any] | None
    errors: list[tuple[str, str]] = field(default_factory=list)


def template() -> str:
    """A file with the head alone, which spreadsheets open as UTF-8."""
    return "\ufeff" + ",".join(COLUMNS) + "\r\n"


def read_list(data: bytes, *, institution: Institution) -> list[Row]:
    """Raises Unreadable."""
    if len(data) > BYTES:
        raise Unreadable(_("The file is larger than %(limit)d MB; split it.") % {"limit": BYTES // 2**20})
    try:
        text = decode(data)
    except Undecodable as error:
        raise Unreadable(
            _(
                "These are no letters that can be read. Save the list as CSV in UTF-8 or GB18030, and send it again."
            )
        ) from error
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=_separator(text))
    try:
        lines = [(reader.line_num, line) for line in reader if any(map(str.strip, line))]
    except csv.Error as error:
        raise Unreadable(_("The rows cannot be told apart; save the list as CSV.")) from error
    head = [name.strip().lower() for name in lines[0][1]] if lines else []
    if unknown := [name for name in head if name and name not in COLUMNS]:
        told = _("Unknown columns: %(names)s. The template has the names that are read.")
        raise Unreadable(told % {"names": ", ".join(unknown[:5])})
    if not {"title_zh", "title_en"} & set(head):
        raise Unreadable(_("There is no column title_zh or title_en; begin with the template."))
    rows = lines[1:]
    if not rows:
        raise Unreadable(_("The list has no rows."))
    if len(rows) > ROWS:
        told = _("At most %(limit)d rows at a time; these are %(found)d.")
        raise Unreadable(told % {"limit": ROWS, "found": len(rows)})
    names = _Names(institution)
    return [_row(number, dict(zip(head, map(str.strip, line), strict=False)), names) for number, line in rows]


def _separator(text: str) -> str:
    head = text.partition("\n")[0]
    return max(",;\t", key=head.count)


class _Names:
    """What the cells of a list can name, asked for once: in both languages, by slug, by number."""

    def __init__(self, institution: Institution) -> None:
        self.institution = institution
        self.offered = choices_for(institution)
        bases = Base.objects.filter(institution=institution)
        rows: Mapping[str, Iterable[Any]] = {
            "base": bases.prefetch_related("texts"),
            "project": Project.objects.filter(base__in=bases).prefetch_related("texts"),
            "programme": Programme.objects.prefetch_related("texts"),
            "framework": Framework.objects.prefetch_related("texts"),
        }
        linked = {
            name: {
                word.casefold(): row.pk
                for row in found
                for word in (row.slug, *(str(text) for text in row.texts.all()))
            }
            for name, found in rows.items()
        }
        named = {
            name: {
                word.casefold(): row.pk
                for row in model.objects.all()
                for word in (row.pk, row.name_zh, row.name_en)
            }
            for name, model in NAMED.items()
        }
        one_of = {
            name: {word.casefold(): value for value in choices.values for word in _words(choices, value)}
            for name, choices in ONE_OF.items()
        }
        self.known: dict[str, dict[str, Any]] = {**linked, **named, **one_of}
        self.languages = {
            word.casefold(): value
            for value in SpokenLanguage.values
            for word in _words(SpokenLanguage, value)
        }
        bases_here = set(linked["base"].values())
        self.only_base = bases_here.pop() if len(bases_here) == 1 else None


def _words(choices: Any, value: str) -> Iterable[str]:
    yield value
    for language in Language.values:
        with override(language):
            yield str(choices(value).label)


def _row(number: int, cells: dict[str, str], names: _Names) -> Row:
    title = cells.get("title_zh") or cells.get("title_en") or ""
    unknown = list(_unknown(cells, names))
    form = OpeningForm(
        _data(cells, names), now=None, user=None, institution=names.institution, offered=names.offered
    )
    if form.is_valid() and not unknown:
        return Row(number, title, form.values)
    told = {column for column, _error in unknown}
    errors = unknown + [
        (name, str(error))
        for name, found in form.errors.items()
        for error in found
        if name != "__all__" and name not in told
    ]
    if "languages" not in told:
        for row in form.languages:
            errors += [("languages", str(error)) for found in row.errors.values() for error in found]
    return Row(number, title, None, errors or [("", str(error)) for error in form.non_field_errors()])


def _unknown(cells: dict[str, str], names: _Names) -> Iterator[tuple[str, str]]:
    """Cells that name what is not known here, and what could stand there."""
    for column, known in names.known.items():
        words = _list(cells.get(column, "")) if column in NAMED else [cells.get(column, "")]
        for word in words:
            if word and word.casefold() not in known:
                some = ", ".join(sorted({str(value) for value in known.values()})[:SOME] or ["–"])
                error = _("“%(value)s” is not known. Write a name as it stands here, or one of: %(names)s.")
                yield column, error % {"value": word, "names": some}
    for word in _list(cells.get("languages", "")):
        language, _blank, level = word.partition(" ")
        if language.casefold() not in names.languages or level.strip().upper() not in LEVELS:
            yield (
                "languages",
                _("“%(value)s”: write a language and a level, as in “en B2; zh HSK4”.") % {"value": word},
            )


def _data(cells: dict[str, str], names: _Names) -> dict[str, Any]:
    """What the editor would send: the usual values, and what the row says instead."""
    usual = blank_opening(names.institution)
    data: dict[str, Any] = {name: "" if value is None else value for name, value in usual.items()}
    data |= {name: "" for name in data if name.startswith("requirements_")}
    data["deadline_time"] = f"{usual['deadline_time']:%H:%M}"
    data["base"] = names.only_base or ""
    for name, cell in cells.items():
        if not cell:
            continue
        if name in NAMED:
            data[name] = [names.known[name].get(word.casefold(), word) for word in _list(cell)]
        elif name in names.known:
            data[name] = names.known[name].get(cell.casefold(), "")
        elif name in ("career_stages", "nationalities"):
            data[name] = [word.upper() for word in _list(cell)]
        elif name.startswith("requirements_"):
            data[name] = "\n".join(_list(cell))
        elif name in DAYS:
            data[name] = _day(cell)
        elif name != "languages":
            data[name] = cell
    return data | _languages(cells.get("languages", ""), names)


def _day(cell: str) -> str:
    """2027/3/1 and 2027年3月1日, which spreadsheets write, as 2027-03-01; anything else as it is."""
    found = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", cell)
    return f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}" if found else cell


def _languages(cell: str, names: _Names) -> dict[str, str]:
    """`en B2; zh HSK4` as the rows of the editor."""
    rows = [word.partition(" ") for word in _list(cell)]
    data = {"languages-TOTAL_FORMS": str(len(rows)), "languages-INITIAL_FORMS": "0"}
    for number, (language, _blank, level) in enumerate(rows):
        data[f"languages-{number}-language"] = names.languages.get(language.casefold(), "")
        data[f"languages-{number}-level"] = LEVELS.get(level.strip().upper(), "")
    return data


def _list(cell: str) -> list[str]:
    parts = cell.replace("；", ";").replace("\n", ";").split(";")
    return [part.strip() for part in parts if part.strip()]
