"""The places in openings as a Sankey diagram: country of the host → field → base."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from bases.models import Opening
from bases.sankey import named
from taxonomy.sankey import NONE, Diagram, draw, fold

MOST_COUNTRIES, MOST_BASES = 6, 8


@dataclass(frozen=True, slots=True)
class Places:
    drawing: Diagram
    openings: int
    places: int  # of all openings, each counted once


def diagram() -> Places | None:
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
    folded = fold(triples, countries=MOST_COUNTRIES, bases=MOST_BASES)
    drawing = draw(folded.to_fields, folded.to_bases, names=named(folded))
    return Places(drawing, openings=len(once), places=sum(once.values()))
