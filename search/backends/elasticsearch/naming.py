"""The names of index versions: who reads a name knows whether the index fits."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from search.backends.base import Slot
from search.backends.elasticsearch.entry import mapping_of, settings_of

FORMAT = 1  # counts up when what is packed into a document changes
FIRST = "first"


class Names:
    """The names under one prefix for indexes with these slots."""

    def __init__(self, prefix: str, slots: Mapping[str, Slot]) -> None:
        self.read, self.write, self.building = (f"{prefix}-{role}" for role in ("read", "write", "building"))
        self.everything = f"{prefix}-*"
        self._own = re.compile(rf"{re.escape(prefix)}-[0-9a-f]{{8}}-[0-9a-f]{{8}}-[a-z0-9]+")
        self._slots = {name: asdict(slot) for name, slot in sorted(slots.items())}
        self._mapping = _hash([FORMAT, mapping_of(slots), settings_of(0)])
        self._stem = f"{prefix}-{self._mapping}-{_hash(self._slots)}-"

    def fits(self, index: str) -> bool:
        """Whether this version has our mapping and was made with our encoders."""
        return index.startswith(self._stem)

    def is_ours(self, index: str) -> bool:
        """Whether this is an index version of any mapping and encoders, and not one of a longer prefix."""
        return bool(self._own.fullmatch(index))

    @property
    def first(self) -> str:
        """The version that is made where there is none: one name, so that two who make it at once make one."""
        return self._stem + FIRST

    def new(self) -> str:
        """A name for a rebuild to fill."""
        return f"{self._stem}{datetime.now(UTC):%Y%m%d%H%M%S}{secrets.token_hex(3)}"

    @property
    def meta(self) -> dict[str, Any]:
        """What an index says of itself, for the message of whom it does not fit."""
        return {"mapping": self._mapping, "slots": self._slots}


def _hash(value: object) -> str:
    return blake2b(json.dumps(value, sort_keys=True).encode(), digest_size=4).hexdigest()
