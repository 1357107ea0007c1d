"""The file: data.json, a page that people read in their language, and every file that belongs to them."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage, storages
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from privacy.exporting.reading import Cell, Kind, kinds_of
from privacy.inventory import ROWS
from privacy.inventory_types import Use
from privacy.person import Person
from privacy.retention import rules

Progress = Callable[[int, int], None]
FORMAT = 1  # of data.json; counts up when its shape changes


@contextmanager
def pack(person: Person, language: str, progress: Progress) -> Iterator[File[bytes]]:
    """A ZIP in a temporary file. `progress(done, goal)`: kinds of data."""
    goal = len(ROWS) + 2
    with TemporaryFile() as place, override(language):
        kinds: list[Kind] = []
        progress(0, goal)
        for kind in kinds_of(person):
            kinds.append(kind)
            progress(next(i for i, row in enumerate(ROWS, 1) if row is kind.row), goal)
        with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("data.json", json.dumps(as_data(kinds), ensure_ascii=False, indent=1))
            archive.writestr("index.html", page(person, kinds, language))
            progress(goal - 1, goal)
            for cell in files_of(kinds):
                _add(archive, cell)
        progress(goal, goal)
        place.seek(0)
        yield File(place)


def as_data(kinds: list[Kind]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "made": timezone.now().isoformat(),
        "data": {
            kind.row.model: [{cell.name: cell.value for cell in entry} for entry in kind.entries]
            for kind in kinds
            if not kind.withheld
        },
        "withheld": {
            kind.row.model: {"rows": kind.number, "why": kind.withheld} for kind in kinds if kind.withheld
        },
    }


def page(person: Person, kinds: list[Kind], language: str) -> str:
    uses = [(use, [kind for kind in kinds if kind.row.use == use and not kind.withheld]) for use in Use]
    context = {
        "person": person,
        "language": language,
        "made": timezone.now(),
        "uses": [(use, found) for use, found in uses if found],
        "withheld": [kind for kind in kinds if kind.withheld],
        "rules": [rule.words(language) for rule in rules()],
    }
    return render_to_string("privacy/export_page.html", context)


def files_of(kinds: list[Kind]) -> Iterator[Cell]:
    for kind in kinds:
        for entry in kind.entries:
            yield from (cell for cell in entry if cell.file)


def _add(archive: zipfile.ZipFile, cell: Cell) -> None:
    """From whichever place holds it; one that is gone is left out, and data.json still names it."""
    for storage in (storages["private"], default_storage):
        if storage.exists(cell.file):
            with storage.open(cell.file, "rb") as opened:
                archive.writestr(f"files/{cell.file.rpartition('/')[2]}", opened.read())
            return
