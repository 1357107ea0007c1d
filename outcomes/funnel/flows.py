"""Where people come from and where they go: country → field → base, of those whom both sides accepted."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Count

from bases.sankey import named
from outcomes.funnel.asked import Asked
from outcomes.funnel.stages import OF_INTRODUCTIONS, Stage
from taxonomy.sankey import NONE, Diagram, draw, fold

MOST_COUNTRIES, MOST_BASES = 8, 8


def flows(asked: Asked) -> Diagram | None:
    """None while nobody was accepted. Four queries. Who is accepted in two fields counts in each."""
    rows = asked.introductions().filter(OF_INTRODUCTIONS[Stage.ACCEPTED])
    triples: dict[tuple[str, str, str], int] = defaultdict(int)
    tagged = rows.filter(opening__fields__isnull=False)
    for country, field, base, number in tagged.values_list(
        "profile__country", "opening__fields", "opening__base"
    ).annotate(Count("pk")):
        triples[str(country), str(field), str(base or NONE)] += number
    if not triples:
        return None
    folded = fold(triples, countries=MOST_COUNTRIES, bases=MOST_BASES)
    return draw(folded.to_fields, folded.to_bases, names=named(folded))
