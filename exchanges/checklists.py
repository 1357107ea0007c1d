"""What visa and arrival ask for, by kind of stay and by where it leads: who does it, and by how many days before or
after arrival. For China it names the steps of China; abroad each country has its own, and the list says so."""

from __future__ import annotations

from collections.abc import Iterator

from bases.models import Opening
from exchanges.choices import CheckItem as C
from exchanges.routes import Route, route_of
from matching.choices import Side
from taxonomy.choices import StayKind as K

EMPLOYED = frozenset({K.YOUNG_6, K.YOUNG_12, K.LONG_TERM, K.INTERNATIONAL_POST})
EVERY = frozenset(K)
HERE, SENT = frozenset({Route.HERE}), frozenset({Route.SENT})
AWAY = frozenset({Route.ABROAD, Route.SENT})
RECEIVED = frozenset({Route.HERE, Route.ABROAD})
ANY = frozenset(Route)
LIST: tuple[tuple[C, Side, int, frozenset[K], frozenset[Route]], ...] = (
    (C.RECEIVER, Side.HOST, -75, EVERY, SENT),
    (C.ENTRY_RULES, Side.PERSON, -75, EVERY, AWAY),
    (C.PAPERS, Side.HOST, -60, EVERY, ANY),
    (C.WORK_PERMIT, Side.HOST, -60, EMPLOYED, HERE),
    (C.PASSPORT, Side.PERSON, -60, EVERY, ANY),
    (C.LEAVE, Side.PERSON, -45, EVERY - {K.INTERNATIONAL_POST}, ANY),
    (C.TEAM_LIST, Side.PERSON, -45, frozenset({K.TEAM}), ANY),
    (C.VISA, Side.PERSON, -21, EVERY, ANY),
    (C.BEAM_TIME, Side.HOST, -21, frozenset({K.FACILITY}), ANY),
    (C.TIMETABLE, Side.HOST, -21, frozenset({K.TRAINING}), ANY),
    (C.INSURANCE, Side.PERSON, -14, EVERY, ANY),
    (C.HOUSING, Side.HOST, -14, EVERY, ANY),
    (C.TRAVEL, Side.PERSON, -14, EVERY, ANY),
    (C.CONTACT, Side.HOST, -7, EVERY, RECEIVED),
    (C.RESIDENCE, Side.PERSON, 1, EVERY, HERE),
    (C.REGISTERED, Side.PERSON, 7, EVERY, AWAY),
    (C.SAFETY, Side.HOST, 7, EVERY - {K.EXPERT_VISIT}, RECEIVED),
    (C.BANK, Side.PERSON, 14, EMPLOYED, ANY),
)


def items_for(opening: Opening) -> Iterator[tuple[C, Side, int]]:
    route = route_of(opening)
    for item, side, days, kinds, routes in LIST:
        if K(opening.kind) in kinds and route in routes:
            yield item, side, days
