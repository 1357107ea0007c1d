"""What visa and arrival ask for, by kind of stay: who does it, and by how many days before or after arrival."""

from __future__ import annotations

from collections.abc import Iterator

from exchanges.choices import CheckItem as C
from matching.choices import Side
from taxonomy.choices import StayKind as K

EMPLOYED = frozenset({K.YOUNG_6, K.YOUNG_12, K.LONG_TERM, K.INTERNATIONAL_POST})
EVERY = frozenset(K)
LIST: tuple[tuple[C, Side, int, frozenset[K]], ...] = (
    (C.PAPERS, Side.HOST, -60, EVERY),
    (C.WORK_PERMIT, Side.HOST, -60, EMPLOYED),
    (C.PASSPORT, Side.PERSON, -60, EVERY),
    (C.LEAVE, Side.PERSON, -45, EVERY - {K.INTERNATIONAL_POST}),
    (C.TEAM_LIST, Side.PERSON, -45, frozenset({K.TEAM})),
    (C.VISA, Side.PERSON, -21, EVERY),
    (C.BEAM_TIME, Side.HOST, -21, frozenset({K.FACILITY})),
    (C.TIMETABLE, Side.HOST, -21, frozenset({K.TRAINING})),
    (C.INSURANCE, Side.PERSON, -14, EVERY),
    (C.HOUSING, Side.HOST, -14, EVERY),
    (C.TRAVEL, Side.PERSON, -14, EVERY),
    (C.CONTACT, Side.HOST, -7, EVERY),
    (C.RESIDENCE, Side.PERSON, 1, EVERY),
    (C.SAFETY, Side.HOST, 7, EVERY - {K.EXPERT_VISIT}),
    (C.BANK, Side.PERSON, 14, EMPLOYED),
)


def items_for(kind: str) -> Iterator[tuple[C, Side, int]]:
    for item, side, days, kinds in LIST:
        if K(kind) in kinds:
            yield item, side, days
