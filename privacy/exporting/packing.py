"""The file: data.json, a page that people read in their language, and every file that belongs to them."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage, storages
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from accounts.zones import zone_of
from privacy.exporting.document import chapters, empty_areas
from privacy.exporting.reading import Cell, Kind, kinds_of
from privacy.inventory import ROWS
from privacy.person import Person
from privacy.retention import rules

Progress = Callable[[int, int], None]
FORMAT = 1  # of data.json; counts up when its shape changes


@contextmanager
def pack(person: Person, language: str, progress: Progress) -> Iterator[File[bytes]]:
    """A ZIP in a temporary file. `progress(done, goal)`: kinds of data."""
    goal = len(ROWS) + 2
    with TemporaryFile() as place, override(language), timezone.override(zone_of(person.user)):
        kinds: list[Kind] = []
        progress(0, goal)
        for kind in kinds_of(person):
            kinds.append(kind)
            progress(next(i for i, row in enumerate(ROWS, 1) if row is kind.row), goal)
        with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("data.json", json.dumps(as_data(kinds), ensure_ascii=False, indent=1))
            progress(goal - 1, goal)
            stored = enumerate(files_of(kinds), 1)
            files = dict(_add(archive, number, name, cell) for number, (name, cell) in stored)
            archive.writestr("index.html", page(person, kinds, language, files))
        progress(goal, goal)
        place.seek(0)
        yield File(place)


def as_data(kinds: list[Kind]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "made": timezone.now().isoformat(),
        "data": {
            kind.row.model: [{cell.name: cell.value for cell in entry.cells} for entry in kind.entries]
            for kind in kinds
            if not kind.withheld
        },
        "withheld": {
            kind.row.model: {"rows": kind.number, "why": kind.withheld} for kind in kinds if kind.withheld
        },
    }


def page(person: Person, kinds: list[Kind], language: str, files: Mapping[str, str]) -> str:
    made = chapters(kinds, files)
    context = {
        "person": person,
        "language": language,
        "made": timezone.now(),
        "chapters": made,
        "empty": empty_areas(made),
        "withheld": [kind for kind in kinds if kind.withheld],
        "rules": [rule.words(language) for rule in rules()],
        "files": sum(bool(name) for name in files.values()),
    }
    return render_to_string("privacy/export/page.html", context)


def files_of(kinds: list[Kind]) -> Iterator[tuple[str, Cell]]:
    """Each with what it was called by whoever sent it, or "" where nobody named it."""
    for kind in kinds:
        for entry in kind.entries:
            name = next((str(cell.value) for cell in entry.cells if cell.name == "name"), "")
            yield from ((name, cell) for cell in entry.cells if cell.file)


def _called(number: int, name: str, cell: Cell) -> str:
    """Told from all others, and safe as the name of a file on every system, so that it opens by a click."""
    name = name or cell.file.rpartition("/")[2]
    plain = "".join(one if one.isalnum() or one in "-_. " else "_" for one in name).strip(" .")
    return f"files/{number}-{plain or 'file'}"


def _add(archive: zipfile.ZipFile, number: int, called: str, cell: Cell) -> tuple[str, str]:
    """Its path where it is stored, and in the archive: "" for one that is gone; data.json still names it."""
    for storage in (storages["private"], default_storage):
        if storage.exists(cell.file):
            name = _called(number, called, cell)
            with storage.open(cell.file, "rb") as opened:
                archive.writestr(name, opened.read())
            return cell.file, name
    return cell.file, ""
