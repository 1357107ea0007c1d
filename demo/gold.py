"""The gold list: for each demo opening the people who clearly fit, across languages."""

from __future__ import annotations

import yaml

from demo.models import LoadedRecord
from demo.reading import DATA


def gold() -> dict[str, list[str]]:
    """Opening id -> person ids, as in the files."""
    pairs: dict[str, list[str]] = {}
    for path in sorted(DATA.glob("gold/*.yaml")):
        pairs.update(yaml.safe_load(path.read_text(encoding="utf-8")))
    return pairs


def gold_rows() -> dict[int, list[int]]:
    """The same in primary keys of the loaded rows."""
    ids = _loaded()
    return {
        ids["opening", opening]: [ids["person", person] for person in people]
        for opening, people in gold().items()
    }


def known_merit() -> dict[int, list[int]]:
    """The same for an audit of the ranking: what of it is loaded, which may be nothing."""
    ids = _loaded()
    return {
        ids["opening", opening]: [ids["person", person] for person in people if ("person", person) in ids]
        for opening, people in gold().items()
        if ("opening", opening) in ids
    }


def _loaded() -> dict[tuple[str, str], int]:
    rows = LoadedRecord.objects.filter(kind__in=["opening", "person"])
    return {(row.kind, row.key): row.object_id for row in rows}
