"""How much an opening needs the attachés of some countries: the parts of it, as people read of them.

The opening's own need is three quarters of the whole, what the countries are known for a quarter: where nobody suitable
is found, an attaché is told so even if few people of theirs are in the pool yet. The shares are a judgement
(docs/decisions/0054), not a measurement.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from matching.domain.part_kinds import PartKind, kinds_in, read

HORIZON = 90  # days; a deadline that is further away presses nobody
HALF_SUPPLY = 5  # people here that count as half of what could be wished for
HALF_OUTCOMES = 2  # completed stays that do

KINDS: Mapping[str, PartKind] = kinds_in(
    read(Path(__file__).resolve().parents[1] / "data" / "need.toml"), horizon=HORIZON
)
