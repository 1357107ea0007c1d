"""Terms by what somebody types and chooses."""

from __future__ import annotations

import json
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from search.text.cedict import simplify
from search.text.characters import visible
from taxonomy.choices import Language
from taxonomy.models import Term
from taxonomy.terms import GENERAL

COLUMNS = {Language.ZH: ("zh", "zh_aliases"), Language.EN: ("en", "en_aliases")}


def find_terms(text: str = "", *, field: str = "", language: str = "") -> QuerySet[Term]:
    """Terms of `field` (GENERAL: of every field) with `text` in one of their forms, in one language or in both."""
    terms = Term.objects.select_related("field").annotate(
        zh_aliases_text=Cast("zh_aliases", TextField()), en_aliases_text=Cast("en_aliases", TextField())
    )
    if field:
        terms = terms.filter(field=None) if field == GENERAL else terms.filter(field=field)
    text = visible(text).strip()
    if text:
        languages = [Language(language)] if language else list(COLUMNS)
        terms = terms.filter(
            reduce(or_, (_holds(column, text) for one in languages for column in COLUMNS[one]))
        )
    return terms.order_by("zh")


def _holds(column: str, text: str) -> Q:
    asked = simplify(text) if column.startswith("zh") else text
    if not column.endswith("aliases"):
        return Q(**{f"{column}__icontains": asked})
    # SQLite keeps JSON in ASCII with escapes, PostgreSQL as it reads.
    return Q(**{f"{column}_text__icontains": asked}) | Q(
        **{f"{column}_text__icontains": json.dumps(asked)[1:-1]}
    )
