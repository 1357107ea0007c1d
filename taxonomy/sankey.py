"""A Sankey diagram of three columns: country → field → base. Drawn here, without a script."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

WIDTH, HEIGHT = 1160, 440  # units of the drawing
NODE = 14
GAP = 10  # between nodes of a column
LEFT, RIGHT = 170, 490  # room for the names of countries and bases
OTHERS = "…"  # key of what is folded together
NONE = "–"  # key of what belongs to no base


@dataclass(frozen=True, slots=True)
class Node:
    label: str
    number: int
    x: float
    y: float
    height: float
    text_x: float
    text_y: float
    anchor: str  # "start" or "end"


@dataclass(frozen=True, slots=True)
class Ribbon:
    path: str
    width: float


@dataclass(frozen=True, slots=True)
class Flow:
    """A line of the tables under the drawing."""

    source: str
    target: str
    number: int


@dataclass(frozen=True, slots=True)
class Diagram:
    nodes: list[Node]
    ribbons: list[Ribbon]
    to_fields: list[Flow]
    to_bases: list[Flow]
    width: int = WIDTH
    height: int = HEIGHT


Weights = Mapping[tuple[str, str], int]
Triples = Mapping[tuple[str, str, str], int]  # country, field, base -> how many


def draw(to_fields: Weights, to_bases: Weights, *, names: tuple[Mapping[str, str], ...]) -> Diagram:
    """`names`: of the countries, fields and bases."""
    totals = [_sums(to_fields, 0), _sums(to_fields, 1), _sums(to_bases, 1)]
    fullest = max(len(column) for column in totals)
    scale = (HEIGHT - GAP * (fullest - 1)) / sum(totals[0].values())
    columns = [LEFT, (LEFT + WIDTH - RIGHT - NODE) / 2, WIDTH - RIGHT - NODE]
    nodes: list[dict[str, Node]] = []
    for number, (column, x) in enumerate(zip(totals, columns, strict=True)):
        nodes.append(_column(column, names[number], x=x, scale=scale, left=number == 0))
    return Diagram(
        nodes=[node for column in nodes for node in column.values()],
        ribbons=_ribbons(to_fields, nodes[0], nodes[1], scale)
        + _ribbons(to_bases, nodes[1], nodes[2], scale),
        to_fields=_flows(to_fields, names[0], names[1]),
        to_bases=_flows(to_bases, names[1], names[2]),
    )


@dataclass(frozen=True, slots=True)
class Folded:
    """Two layers of flows. What is beyond the largest countries and bases stands together as the others."""

    to_fields: Weights
    to_bases: Weights
    countries: int  # of the others
    bases: int


def fold(triples: Triples, *, countries: int, bases: int) -> Folded:
    """Keeps so many of each, the largest, and whatever belongs to no base."""
    sources, targets = _largest(triples, 0, countries), _largest(triples, 2, bases) | {NONE}
    to_fields: dict[tuple[str, str], int] = defaultdict(int)
    to_bases: dict[tuple[str, str], int] = defaultdict(int)
    for (source, through, target), weight in triples.items():
        to_fields[source if source in sources else OTHERS, through] += weight
        to_bases[through, target if target in targets else OTHERS] += weight
    return Folded(
        to_fields,
        to_bases,
        len({key[0] for key in triples} - sources),
        len({key[2] for key in triples} - targets),
    )


def _largest(triples: Triples, place: int, most: int) -> set[str]:
    sums: dict[str, int] = defaultdict(int)
    for key, number in triples.items():
        sums[key[place]] += number
    return {key for key, _total in sorted(sums.items(), key=lambda item: (-item[1], item[0]))[:most]}


def _sums(weights: Weights, place: int) -> dict[str, int]:
    """The total of each node, the largest first and what is folded together last."""
    sums: dict[str, int] = defaultdict(int)
    for key, number in weights.items():
        sums[key[place]] += number
    return dict(sorted(sums.items(), key=lambda item: (item[0] == OTHERS, -item[1], item[0])))


def _column(
    totals: Mapping[str, int], names: Mapping[str, str], *, x: float, scale: float, left: bool
) -> dict[str, Node]:
    found = {}
    y = 0.0
    for key, number in totals.items():
        height = number * scale
        text_x = x - 8 if left else x + NODE + 8
        found[key] = Node(
            names[key], number, x, y, height, text_x, y + height / 2, "end" if left else "start"
        )
        y += height + GAP
    return found


def _ribbons(
    weights: Weights, sources: Mapping[str, Node], targets: Mapping[str, Node], scale: float
) -> list[Ribbon]:
    left: dict[str, float] = defaultdict(float)  # how much of a node is drawn already
    right: dict[str, float] = defaultdict(float)
    found = []
    for source in sources:
        for target in targets:
            if not (number := weights.get((source, target))):
                continue
            width = number * scale
            x0, x1 = sources[source].x + NODE, targets[target].x
            y0 = sources[source].y + left[source] + width / 2
            y1 = targets[target].y + right[target] + width / 2
            middle = (x0 + x1) / 2
            path = f"M{x0:.1f},{y0:.1f} C{middle:.1f},{y0:.1f} {middle:.1f},{y1:.1f} {x1:.1f},{y1:.1f}"
            found.append(Ribbon(path, round(width, 1)))
            left[source] += width
            right[target] += width
    return found


def _flows(weights: Weights, sources: Mapping[str, str], targets: Mapping[str, str]) -> list[Flow]:
    found = [Flow(sources[source], targets[target], n) for (source, target), n in weights.items()]
    return sorted(found, key=lambda flow: (-flow.number, flow.source, flow.target))
