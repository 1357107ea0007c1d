"""Which picture belongs to which record of the demo pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from demo.pictures import fields, news, places, stories
from demo.pictures.plate import HEIGHT, WIDTH, Focus, Plate

# Small pictures are cut to their focus: close for what is alike all over, the whole for what is read from side to side.
CLOSE = Focus(WIDTH // 2, HEIGHT // 2, 800, 450)
MIDDLE = Focus(WIDTH // 2, HEIGHT // 2, 1150, 650)
WHOLE = Focus(WIDTH // 2, HEIGHT // 2, 1520, 860)


@dataclass(frozen=True, slots=True)
class Drawing:
    draw: Callable[[Plate], None]
    focus: Focus = MIDDLE


DRAWINGS: dict[str, Drawing] = {
    "energy": Drawing(fields.energy, Focus(1150, 450, 880, 500)),
    "materials": Drawing(fields.materials, CLOSE),
    "network": Drawing(fields.network, CLOSE),
    "agriculture": Drawing(fields.agriculture, Focus(800, 400, 1100, 620)),
    "health": Drawing(fields.health),
    "environment": Drawing(fields.environment, CLOSE),
    "space-ocean": Drawing(fields.space_ocean, Focus(880, 400, 960, 560)),
    "safety": Drawing(fields.safety, Focus(620, 300, 800, 450)),
    "pk": Drawing(places.pakistan, Focus(1000, 260, 800, 450)),
    "br": Drawing(places.brazil, CLOSE),
    "ke": Drawing(places.kenya, Focus(900, 430, 1150, 640)),
    "de": Drawing(places.germany, Focus(850, 420, 1100, 620)),
    "th": Drawing(places.thailand, Focus(640, 420, 900, 520)),
    "kz": Drawing(places.kazakhstan, Focus(1150, 620, 800, 450)),
    "salt-in-the-drain": Drawing(stories.salt),
    "two-cities-one-trap": Drawing(stories.traps, Focus(670, 330, 900, 520)),
    "the-test-that-went-out": Drawing(stories.battery),
    "both-languages-one-search": Drawing(news.both_languages, WHOLE),
    "reasons-beside-every-match": Drawing(news.reasons, WHOLE),
    "you-decide-who-sees-you": Drawing(news.audiences, Focus(800, 450, 1000, 800)),
    "stays-of-many-kinds": Drawing(news.stays, WHOLE),
    "facility-time-is-open": Drawing(news.facilities, WHOLE),
    "six-months-for-asean": Drawing(places.glider, Focus(1150, 450, 900, 520)),
    "propose-a-term": Drawing(news.terms, WHOLE),
    "teams-answer-together": Drawing(news.teams, WHOLE),
    "ranking-under-audit": Drawing(news.audit, WHOLE),
    "copied-words-do-not-count": Drawing(news.copied, WHOLE),
}


def png(name: str) -> bytes:
    """PNG, 1600 × 900. Raises KeyError for a name without a drawing."""
    plate = Plate(name)
    DRAWINGS[name].draw(plate)
    return plate.png()
