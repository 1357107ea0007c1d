"""Which stems are worth a mark: those that neither people nor openings use all the time."""

from __future__ import annotations

from collections.abc import Callable
from math import log

from search.text.tokens import english_stems
from search.types import Frequencies

# In more than this share of the passages of a kind a stem names no subject; in a few passages anything may be frequent.
MAX_SHARE, ALWAYS_RARE = 0.12, 3

# How requirements are worded, in any field.
_TALK = frozenset(
    english_stems(
        "ability able abilities accept application apply available background basic candidate capable capability "
        "command common competent complete conduct course degree demonstrate develop development doctor doctoral "
        "doctorate education engage engaged English excellent experience experienced expert expertise familiar "
        "familiarity field fluent four five three two one good grasp guide hand hands handling have hold independent "
        "independently interest interested international join knowledge know language lead least level long master "
        "mastery month participate people person PhD possess practical practice prefer preferably proficient "
        "project proposal prove proven publication publish qualification question real record related relevant report "
        "require requirement researcher responsible result science scientific scientist short skill skilled solid "
        "staff strong student supervise supervision support take task teach teaching team technical technique "
        "thesis track training understand understanding university willing willingness work working write writing "
        "written year young Chinese well make made first study different main play role important problem carry "
        "go be carry-out whole set object thing kind type number part point time way"
    )
)


def informative_by(*frequencies: Frequencies) -> Callable[[str], float]:
    """stem -> its least idf over these kinds of passages; 0.0 for one that is common in any of them."""
    known: dict[str, float] = {}

    def weigh(stem: str) -> float:
        if stem not in known:
            known[stem] = _weigh(stem, frequencies)
        return known[stem]

    return weigh


def _weigh(stem: str, frequencies: tuple[Frequencies, ...]) -> float:
    if stem in _TALK or not stem:
        return 0.0
    for table in frequencies:
        if table.counts.get(stem, 0) > max(ALWAYS_RARE, MAX_SHARE * table.passages):
            return 0.0
    return min(
        (log(1 + table.passages / max(1, table.counts.get(stem, 0))) for table in frequencies), default=1.0
    )
