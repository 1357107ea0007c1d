"""The page that people read: a chapter for each area, rows within the rows they belong to, links between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote

from django.utils.functional import Promise

from privacy.exporting import labels
from privacy.exporting.areas import AREAS, Area
from privacy.exporting.reading import Cell, Entry, Kind
from privacy.exporting.words import joined
from privacy.inventory import model_of

COLUMNS = 5  # a list with no more of them, and
SHORT = 90  # characters in each cell, reads best as a table


@dataclass(frozen=True, slots=True)
class Fact:
    """`href`: to a file beside the page, or to another part of it."""

    label: str
    words: str
    language: str = ""
    href: str = ""


@dataclass(slots=True)
class Block:
    """A row with what belongs to it. `title`: "" where nothing names it."""

    anchor: str
    title: str
    language: str
    facts: list[Fact]
    groups: list[Group] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Table:
    """`lines`: a fact for each column, an empty one where there is none."""

    columns: list[str]
    lines: list[list[Fact]]


@dataclass(slots=True)
class Group:
    """Rows of one kind."""

    kind: Kind
    blocks: list[Block] = field(default_factory=list)

    @property
    def title(self) -> str:
        return labels.table(model_of(self.kind.row), self.number)

    @property
    def number(self) -> int:
        return len(self.blocks)

    def table(self) -> Table | None:
        """None where cards read better. Reads each row a few times, however many there are."""
        facts = [fact for block in self.blocks for fact in block.facts]
        names = list(dict.fromkeys(fact.label for fact in facts))
        plain = not any(block.groups for block in self.blocks)
        short = all(len(fact.words) <= SHORT and "\n" not in fact.words for fact in facts)
        if not (names and plain and short and self.number > 1 and len(names) <= COLUMNS):
            return None
        known = [{fact.label: fact for fact in block.facts} for block in self.blocks]
        return Table(names, [[row.get(name, Fact(name, "")) for name in names] for row in known])


@dataclass(frozen=True, slots=True)
class Chapter:
    anchor: str
    title: Promise
    about: Promise
    groups: tuple[Group, ...]


def chapters(kinds: Iterable[Kind], files: Mapping[str, str]) -> list[Chapter]:
    """`files`: path in the storage -> its name in the archive. Areas of which nothing is stored are left out."""
    found = {kind.row.model: kind for kind in kinds if not kind.withheld}
    anchors = {_anchor(label, entry) for label, kind in found.items() for entry in kind.entries}
    made = (
        Chapter(area.name, area.title, area.about, _groups(area, found, anchors, files)) for area in AREAS
    )
    return [chapter for chapter in made if chapter.groups]


def empty_areas(made: Iterable[Chapter]) -> list[Promise]:
    """Of which nothing is stored."""
    there = {chapter.anchor for chapter in made}
    return [area.title for area in AREAS if area.name not in there]


def _groups(
    area: Area, found: Mapping[str, Kind], anchors: set[str], files: Mapping[str, str]
) -> tuple[Group, ...]:
    blocks: dict[str, Block] = {}  # by anchor, of this area
    top: list[Group] = []
    for label in area.models:
        kind = found.get(label)
        if kind is None:
            continue
        if model_of(kind.row)._meta.auto_created:
            _name_links(kind, blocks, top)
            continue
        within: dict[str, Group] = {}
        for entry in kind.entries:
            parent, cells = _parent(entry, blocks)
            if parent not in within:
                within[parent] = Group(kind)
                (blocks[parent].groups if parent else top).append(within[parent])
            block = Block(
                _anchor(label, entry),
                entry.title,
                entry.language,
                [_fact(cell, anchors, files) for cell in cells if cell.words],
            )
            blocks[block.anchor] = block
            within[parent].blocks.append(block)
    return tuple(top)


def _name_links(kind: Kind, blocks: Mapping[str, Block], top: list[Group]) -> None:
    """Of a table that only links two others: what stands at its far end is said of the row at its near one, of the
    first where that is the person themselves, and by itself where there is no other row."""
    said: dict[str, list[str]] = {}
    for entry in kind.entries:
        links = [cell for cell in entry.cells if cell.words or cell.value == "me"]
        near, far = links[0], links[-1]
        said.setdefault((near.points and anchor_of(*near.points)) or "", []).append(far.words)
    for anchor, words in said.items():
        fact = Fact(kind.title, joined(words))
        if block := blocks.get(anchor) or next(iter(blocks.values()), None):
            block.facts.append(fact)
        else:
            top.append(Group(kind, [Block(anchor, "", "", [fact])]))


def _parent(entry: Entry, blocks: Mapping[str, Block]) -> tuple[str, list[Cell]]:
    """The anchor of the row it belongs to, "" at the top; and what is left to say of it."""
    for cell in entry.cells:
        if cell.points and (anchor := anchor_of(*cell.points)) in blocks:
            return anchor, [other for other in entry.cells if other is not cell]
    return "", list(entry.cells)


def _fact(cell: Cell, anchors: set[str], files: Mapping[str, str]) -> Fact:
    fact = Fact(cell.label, cell.words, cell.language)
    if cell.file:
        name = files.get(cell.file, "")
        return replace(fact, words=name.rpartition("/")[2] or cell.words, href=quote(name))
    if cell.points and (anchor := anchor_of(*cell.points)) in anchors:
        return replace(fact, href=f"#{anchor}")
    return fact


def _anchor(label: str, entry: Entry) -> str:
    return anchor_of(label, entry.key)


def anchor_of(label: str, key: Any) -> str:
    return f"{label.replace('.', '-')}-{key}"
