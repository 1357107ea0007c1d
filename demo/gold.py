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
    ids = {
        (row.kind, row.key): row.object_id
        for row in LoadedRecord.objects.filter(kind__in=["opening", "person"])
    }
    return {
        ids["opening", opening]: [ids["person", person] for person in people]
        for opening, people in gold().items()
    }
