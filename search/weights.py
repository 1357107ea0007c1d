"""What each part of an affinity weighs by the languages of a pair, and each passage of an opening by its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from search.text.language import ENGLISH

Floats = NDArray[np.float32]

PARTS = ("text", "english", "stems")
# What each part weighs, by the two languages; divided by their sum. Within English the English encoder knows best
# (en_dblp MAP .351 against .346 with equal weights); across languages each of the three sees what the others miss.
EQUAL = {"text": 1.0, "english": 1.0, "stems": 1.0}
WITHIN_ENGLISH = {"text": 0.5, "english": 1.0, "stems": 0.5}

# An opening's own text decides; its project and base only tilt the balance. By the first part of the passage's key.
CONTEXT_WEIGHTS = {"project": 0.2, "base": 0.1}


def is_context(key: str) -> bool:
    """Whether the passage of this key is of the project or base that an opening belongs to."""
    return key.partition(":")[0] in CONTEXT_WEIGHTS


def part_weights(one: str, other: str) -> Mapping[str, float]:
    """part -> share (they sum to 1) for passages of these two languages, whichever asks."""
    pair = {one, other}
    raw = WITHIN_ENGLISH if pair == {ENGLISH} else EQUAL
    return {part: weight / sum(raw.values()) for part, weight in raw.items()}


def shares(asked: Sequence[str], languages: NDArray[np.str_]) -> dict[str, Floats]:
    """part -> [q, n]: what it weighs for each pair of a query's and a candidate's passage."""
    names, which = np.unique(languages, return_inverse=True)
    pairs = [[part_weights(one, other) for other in names.tolist()] for one in asked]
    return {part: np.array([[w[part] for w in row] for row in pairs], np.float32)[:, which] for part in PARTS}


def context_weight(key: str, *, owner: str = "") -> float:
    """What a passage weighs among those of its opening or base `owner`: its own text 1, what surrounds it less."""
    return 1.0 if key == owner else CONTEXT_WEIGHTS.get(key.partition(":")[0], 1.0)
