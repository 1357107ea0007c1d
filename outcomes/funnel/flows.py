"""Where people come from and where they go: country → field → base, of those whom both sides accepted."""

from __future__ import annotations

from collections import Counter

from bases.sankey import named
from outcomes.funnel.asked import Asked
from outcomes.funnel.stages import FAR_ENOUGH, Stage
from taxonomy.sankey import NONE, Diagram, draw, fold

MOST_COUNTRIES, MOST_BASES = 8, 8


def flows(asked: Asked) -> Diagram | None:
    """None while nobody was accepted. Who is accepted in two fields counts in each."""
    met = [row for row in asked.introductions() if row.far >= FAR_ENOUGH[Stage.ACCEPTED]]
    triples = Counter((row.country, field, str(row.base or NONE)) for row in met for field in row.fields)
    if not triples:
        return None
    folded = fold(triples, countries=MOST_COUNTRIES, bases=MOST_BASES)
    return draw(folded.to_fields, folded.to_bases, names=named(folded))
