"""Terms by what somebody types and chooses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Case, Q, QuerySet, Value, When

from search.text.cedict import simplify
from search.text.characters import visible
from search.text.surfaces import singular
from taxonomy.choices import Language
from taxonomy.models import Term
from taxonomy.models.term import alias_holds
from taxonomy.terms import GENERAL

COLUMNS = {Language.ZH: ("zh", "zh_aliases"), Language.EN: ("en", "en_aliases")}


def find_terms(text: str = "", *, field: str = "", language: str = "") -> QuerySet[Term]:
    """Terms of `field` (GENERAL: of every field) with `text` in one of their forms, in one language or in both."""
    terms = Term.objects.with_alias_texts().select_related("field")
    if field:
        terms = terms.filter(field=None) if field == GENERAL else terms.filter(field=field)
    text = visible(text).strip()
    if not text:
        return terms.order_by("zh")
    languages = [Language(language)] if language else list(COLUMNS)
    columns = [column for one in languages for column in COLUMNS[one]]
    named = [column for column in columns if not column.endswith("aliases")]
    plain = " ".join(_words(text)) if _is_latin(text) else text
    nearest_first = Case(
        When(_any(Q(**{f"{column}__iexact": _as_in(column, plain)}) for column in named), then=Value(0)),
        When(
            _any(
                alias_holds(column, _as_in(column, plain), whole=True)
                for column in columns
                if column not in named
            ),
            then=Value(1),
        ),
        When(_any(Q(**{f"{column}__istartswith": _as_in(column, plain)}) for column in named), then=Value(2)),
        default=Value(3),
    )
    return terms.filter(_any(_holds(column, text) for column in columns)).order_by(nearest_first, "zh")


def _any(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions)


def _is_latin(text: str) -> bool:
    return text.isascii() and text[:1].isalnum()


def _words(text: str) -> list[str]:
    return [singular(word.lower()) for word in re.split(r"[-\s]+", text) if word]


def _as_in(column: str, text: str) -> str:
    return simplify(text) if column.startswith("zh") else text


def _holds(column: str, text: str) -> Q:
    """Latin words are looked for from their beginning, in the singular, with blanks or hyphens between them."""
    asked = _as_in(column, text)
    name = f"{column}_text" if column.endswith("aliases") else column
    if _is_latin(asked):
        words = map(re.escape, _words(asked))
        return Q(**{f"{name}__iregex": "(^|[^a-z0-9])" + "(s|es)?[- ]+".join(words)})
    return Q(**{f"{column}__icontains": asked}) if name == column else alias_holds(column, asked)
