"""How tokens and filters are written, and how a question asks for them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any

from elasticsearch.dsl import Q
from elasticsearch.dsl.query import Query as Clause

_SPACE = re.compile(r"\s")
_STAND_IN = "\ue000"  # for a space within a token; no text that we read has a private character
LONGEST = 100  # characters; the analyzer cuts at 255


def token_term(token: str) -> str:
    """A token as one word for the whitespace analyzer."""
    word = _SPACE.sub(_STAND_IN, token)
    if len(word) <= LONGEST:
        return word
    return f"{word[:LONGEST]}{_STAND_IN}{blake2b(word.encode(), digest_size=8).hexdigest()}"


def filter_term(name: str, value: str) -> str:
    """A value of a filter as one keyword."""
    return f"{name}={value}"


def filters_of(
    kind: str, must: Mapping[str, frozenset[str]], must_not: Mapping[str, frozenset[str]]
) -> Clause:
    """Who passes every filter; it scores nothing."""

    def any_of(name: str, values: frozenset[str]) -> Clause:
        return Q("terms", filters=[filter_term(name, value) for value in sorted(values)])

    return Q(
        "bool",
        filter=[Q("term", kind=kind), *(any_of(*each) for each in sorted(must.items()))],
        must_not=[any_of(*each) for each in sorted(must_not.items())],
    )


def of_kind(kind: str, **others: str) -> dict[str, Any]:
    """The query for all documents of a kind, and with these values of other fields."""
    return Q(
        "bool", filter=[Q("term", **{name: value}) for name, value in {"kind": kind, **others}.items()]
    ).to_dict()


def with_ids(ids: Sequence[str]) -> dict[str, Any]:
    """The query for these documents."""
    return Q("bool", filter=[Q("terms", id=list(ids))]).to_dict()
