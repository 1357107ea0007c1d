"""Openings like this one."""

from __future__ import annotations

from accounts.audience import Visitor
from bases.models import Opening
from matching.domain.asked import passages_of
from matching.domain.candidates import number, room_for
from matching.domain.engine import affinity_model
from search.backends.registry import get_backend
from search.documents import document_id
from search.types import Query
from taxonomy.choices import Language

FIRST_LOOK = 30
# Of the opening's own text with the other's text, project and base, as it would be asked of people, by the language in
# which the opening was written: Chinese texts lie lower with everything. Of the 1,560 pairs of the 40 openings in the
# demo data 34 and 45 lie above these, three of four of them in one field; 17 and 15 openings of 20 have such a
# pair (26 November 2026). Asked the other way round, with openings that compete, only three of five are in one field.
ALIKE = {Language.EN: 0.33, Language.ZH: 0.25}


def similar_openings(opening: Opening, *, reader: Visitor, top: int = 3) -> list[Opening]:
    """At most `top` openings that take applications now, nearest first; none rather than a far one.

    Works with what the index holds of the opening and embeds nothing: an opening that is not in it, a draft or one just
    changed, has none. The institution counts for nothing. Raises IndexUnavailable.
    """
    backend = get_backend()
    own = [
        passage
        for passage in passages_of(backend.fetch([document_id("opening", opening.pk)]))
        if passage.key == "opening"
    ]
    if not own:
        return []
    query = Query("opening", views=tuple(passage.view for passage in own), size=room_for(FIRST_LOOK))
    found = {number(candidate.id) for candidate in backend.search(query)} - {opening.pk}
    shown = Opening.objects.open().visible_to(reader)
    block = backend.fetch(
        [
            document_id("opening", pk)
            for pk in shown.filter(pk__in=found).order_by("pk").values_list("pk", flat=True)
        ]
    )
    original = opening.original
    alike = ALIKE[Language(original.language)] if original else max(ALIKE.values())
    near = [one for one in affinity_model(backend, "opening").people(own, block) if one.total >= alike]
    near.sort(key=lambda one: (-one.total, number(one.id)))
    keys = [number(one.id) for one in near[:top]]
    rows = shown.filter(pk__in=keys).for_cards().in_bulk()
    return [rows[key] for key in keys if key in rows]


def in_same_fields(opening: Opening, *, reader: Visitor, top: int = 3) -> list[Opening]:
    """At most `top` openings that take applications now in one of its fields, the next to close first."""
    rows = Opening.objects.open().visible_to(reader).exclude(pk=opening.pk)
    return list(rows.in_fields(opening.fields.all()).order_by("deadline", "pk").for_cards()[:top])
