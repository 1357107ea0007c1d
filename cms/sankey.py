"""A Sankey diagram of the places in openings: country of the host → field → base. Drawn here, without a script."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_countries import countries

from bases.models import Base, Opening
from taxonomy.models import PriorityField

WIDTH, HEIGHT = 1160, 440  # units of the drawing
NODE = 14
GAP = 10  # between nodes of a column
LEFT, RIGHT = 120, 490  # room for the names of countries and bases
MOST_COUNTRIES, MOST_BASES = 6, 8
OTHERS = "…"  # key of what is folded together
NONE = "–"  # key of the base of an opening that belongs to none


@dataclass(frozen=True, slots=True)
class Node:
    label: str
    places: int
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
    places: int


@dataclass(frozen=True, slots=True)
class Diagram:
    nodes: list[Node]
    ribbons: list[Ribbon]
    to_fields: list[Flow]
    to_bases: list[Flow]
    openings: int
    places: int  # of all openings, each counted once
    width: int = WIDTH
    height: int = HEIGHT


Weights = Mapping[tuple[str, str], int]


def diagram() -> Diagram | None:
    """None while no opening takes applications. Four queries, however many openings there are.

    An opening in two fields counts with all its places in each: a reader looks for places, not for halves of them.
    """
    offers = Opening.objects.open().filter(fields__isnull=False).order_by()
    rows = list(offers.values_list("pk", "institution__country", "fields", "base", "places"))
    if not rows:
        return None
    once = {key: places for key, *_, places in rows}
    triples: dict[tuple[str, str, str], int] = defaultdict(int)
    for _key, country, field, base, places in rows:
        triples[country, str(field), str(base or NONE)] += places
    hosts, named = _largest(triples, 0, MOST_COUNTRIES), _largest(triples, 2, MOST_BASES) | {NONE}
    to_fields: dict[tuple[str, str], int] = defaultdict(int)
    to_bases: dict[tuple[str, str], int] = defaultdict(int)
    for (source, through, target), weight in triples.items():
        to_fields[source if source in hosts else OTHERS, through] += weight
        to_bases[through, target if target in named else OTHERS] += weight
    folded = (len({key[0] for key in triples} - hosts), len({key[2] for key in triples} - named))
    return _drawn(to_fields, to_bases, folded=folded, openings=len(once), places=sum(once.values()))


def _largest(triples: Mapping[tuple[str, str, str], int], place: int, most: int) -> set[str]:
    sums: dict[str, int] = defaultdict(int)
    for key, places in triples.items():
        sums[key[place]] += places
    return {key for key, _total in sorted(sums.items(), key=lambda item: (-item[1], item[0]))[:most]}


def _drawn(
    to_fields: Weights, to_bases: Weights, *, folded: tuple[int, int], openings: int, places: int
) -> Diagram:
    """`folded`: how many countries and how many bases stand together as the others."""
    country_names = {key: str(countries.name(key)) for key, _ in to_fields}
    country_names[OTHERS] = _("Other countries (%(number)d)") % {"number": folded[0]}
    chinese = (get_language() or "").startswith("zh")
    field_names = {
        field.pk: field.short_zh if chinese else field.short_en for field in PriorityField.objects.all()
    }
    keys = [key for _, key in to_bases if key not in (OTHERS, NONE)]
    base_names = {
        str(base.pk): base.label for base in Base.objects.filter(pk__in=keys).prefetch_related("texts")
    }
    base_names[OTHERS] = _("Other bases (%(number)d)") % {"number": folded[1]}
    base_names[NONE] = _("At no base")

    totals = [_sums(to_fields, 0), _sums(to_fields, 1), _sums(to_bases, 1)]
    names = [country_names, field_names, base_names]
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
        openings=openings,
        places=places,
    )


def _sums(weights: Weights, place: int) -> dict[str, int]:
    """The total of each node, the largest first and what is folded together last."""
    sums: dict[str, int] = defaultdict(int)
    for key, places in weights.items():
        sums[key[place]] += places
    return dict(sorted(sums.items(), key=lambda item: (item[0] == OTHERS, -item[1], item[0])))


def _column(
    totals: Mapping[str, int], names: Mapping[str, str], *, x: float, scale: float, left: bool
) -> dict[str, Node]:
    found = {}
    y = 0.0
    for key, places in totals.items():
        height = places * scale
        text_x = x - 8 if left else x + NODE + 8
        found[key] = Node(
            names[key], places, x, y, height, text_x, y + height / 2, "end" if left else "start"
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
            if not (places := weights.get((source, target))):
                continue
            width = places * scale
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
    return sorted(found, key=lambda flow: (-flow.places, flow.source, flow.target))
