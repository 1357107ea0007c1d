"""The parts of a score as people read of them: name, share, and one sentence in both languages.

Research is three quarters of the total: whoever is off the subject cannot climb by ticking boxes, for all the other
parts together weigh a third as much. These only order people whose subjects are about equally near.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from matching.types import Bilingual


@dataclass(frozen=True, slots=True)
class PartKind:
    """A part as it is named and explained to people."""

    label: Bilingual
    weight: float  # share of the total where every part applies
    sentence: Bilingual


def kind_of(row: Mapping[str, Any], **numbers: int) -> PartKind:
    """A table of the file; `numbers` stand in its sentences."""
    sentence = Bilingual(zh=row["says_zh"].format(**numbers), en=row["says_en"].format(**numbers))
    return PartKind(Bilingual(zh=row["zh"], en=row["en"]), row["weight"], sentence)


def kinds_in(rows: Mapping[str, Any], **numbers: int) -> Mapping[str, PartKind]:
    """In the order of the file."""
    return MappingProxyType({name: kind_of(row, **numbers) for name, row in rows.items()})


def read(place: Path) -> dict[str, Any]:
    with place.open("rb") as file:
        return tomllib.load(file)


DATA = Path(__file__).resolve().parents[1] / "data"
PARTS = kinds_in(read(DATA / "parts.toml"))
