"""Reads the demo files and says where each value stands, so that an error can name file, line and field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

DATA = Path(__file__).resolve().parent / "data"
LINE = "__line__"

Item = TypeVar("Item", bound=BaseModel)


class BadDemoData(Exception):
    """A demo file cannot be used; the message lists file, line, field, value and remedy."""


@dataclass(frozen=True, slots=True)
class Record(Generic[Item]):
    """A checked record and where it stands."""

    item: Item
    file: str
    line: int

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}"


class LineLoader(yaml.SafeLoader):
    """Adds to every mapping the line it begins on, and to each of its keys (`__line__`, `__line__key`)."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        mapping = super().construct_mapping(node, deep=True)
        lines = {f"{LINE}{key.value}": key.start_mark.line + 1 for key, _ in node.value}
        return {**mapping, LINE: node.start_mark.line + 1, **lines}


def without_lines(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            k: without_lines(v) for k, v in value.items() if not (isinstance(k, str) and k.startswith(LINE))
        }
    return [without_lines(part) for part in value] if isinstance(value, list) else value


def parse(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=LineLoader)
    except UnicodeDecodeError as error:
        raise BadDemoData(f"{path}: not UTF-8 ({error}). Save the file as UTF-8.") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else str(path)
        raise BadDemoData(f"{where}: not YAML: {getattr(error, 'problem', error)}. Mend the line.") from None


def line_of(raw: Any, steps: tuple[int | str, ...]) -> int:
    """The line of the deepest step of a path into `raw` that is known."""
    line = raw.get(LINE, 1) if isinstance(raw, Mapping) else 1
    for step in steps:
        if isinstance(raw, Mapping):
            line = raw.get(f"{LINE}{step}", line)
            raw = raw.get(step)
        elif isinstance(raw, list) and isinstance(step, int) and step < len(raw):
            raw = raw[step]
            line = raw.get(LINE, line) if isinstance(raw, Mapping) else line
    return line


def read(pattern: str, schema: type[Item], *, folder: Path = DATA) -> list[Record[Item]]:
    """Every record of the files that match, checked against `schema`; raises BadDemoData with every fault found."""
    faults: list[str] = []
    records: list[Record[Item]] = []
    for path in sorted(folder.glob(pattern)):
        name = str(path.relative_to(folder))
        raws = parse(path)
        if not isinstance(raws, list):
            raise BadDemoData(f"{name}:1: a list of records is expected. Begin each record with “- id:”.")
        for raw in raws:
            try:
                records.append(Record(schema.model_validate(without_lines(raw)), name, line_of(raw, ())))
            except ValidationError as error:
                identity = raw.get("id", "?") if isinstance(raw, Mapping) else "?"
                for fault in error.errors():
                    field = ".".join(str(step) for step in fault["loc"]) or "record"
                    faults.append(
                        f"{name}:{line_of(raw, fault['loc'])}: {identity}, field {field}, "
                        f"value {str(fault['input'])[:60]!r}: {fault['msg']}."
                    )
    seen: dict[str, str] = {}
    for record in records:
        key = record.item.id  # type: ignore[attr-defined]
        if key in seen:
            faults.append(
                f"{record.place}: id {key!r} stands already at {seen[key]}. Give each record an id of its own."
            )
        seen.setdefault(key, record.place)
    if faults:
        raise BadDemoData("\n".join(faults))
    return records
