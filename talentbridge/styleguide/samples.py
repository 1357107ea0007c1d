"""Values for the samples: scores, evidence, facets, tiles. All made up, except what the reference data hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.translation import get_language

from bases import addresses
from bases.counting import Value
from bases.models import Opening
from cms.figures import BOUNDS, ProvinceTile, legend, step
from cms.provinces import TILES
from matching.types import Bilingual, Marked, Part, Score, Strength
from talentbridge.styleguide.forms import Consents, Files, Interest
from talentbridge.styleguide.steps import steps_of
from talentbridge.styleguide.texts import texts_in
from taxonomy.models import Challenge, PriorityField

WEIGHTS = {"affinity": 0.75, "field": 0.1, "language": 0.08, "availability": 0.07}
KEYS = {"affinity": "research", "field": "field", "language": "language", "availability": "dates"}
ASKED = Marked("熟悉根箱或微根管等根系原位成像，能改进图像分割", "zh-hans", ((2, 15), (19, 23)))
HAS = Marked(
    "Built a 48-box rhizotron with hourly imaging and trained a U-Net that segments fine roots in dark soil.",
    "en",
    ((8, 44), (70, 89)),
)
ASKED_TOO = Marked("Everyday Chinese, if possible", "en")
ASKED_BOTH = Marked("Experience with heterogeneous data and unreliable devices", "en", ((16, 34),))
HAS_ONE = Marked("针对数据异构提出的聚合方法，已用于十四个重症监护病房组成的网络。", "zh-hans", ((2, 6),))
LEFT_OPEN = ("unreliable devices",)


def samples(say: Mapping[str, Any]) -> dict[str, Any]:
    """Everything that the samples take, in the language of `say`."""
    unbound, sent = Interest(say["form"], prefix="new"), Interest(say["form"], {"start": "2027-01-04"})
    consents = Consents(say["consent"], {"found": "on"})
    files, refused = Files(say["drop"], prefix="new"), Files(say["drop"], {}, {})
    for form in (sent, consents, refused):
        form.is_valid()
    first, middle = (Paginator(range(48), 10).page(number) for number in (1, 3))
    return {
        "colours": _found_in("css/tokens.css", r"(--color-[\w-]+): light-dark"),
        "icons": _found_in("icons.svg", r'<symbol id="([\w-]+)"'),
        "fields": PriorityField.objects.all(),
        "challenges": Challenge.objects.all(),
        "strong": _score(Strength.STRONG, "strong", (0.94, 1.0, 0.2, 1.0)),
        "partial": _score(Strength.PARTIAL, "partial", (0.46, 0.4, 1.0, 0.5)),
        "asked": ASKED,
        "has": HAS,
        "asked_too": ASKED_TOO,
        "asked_both": ASKED_BOTH,
        "has_one": HAS_ONE,
        "left_open": LEFT_OPEN,
        "facets": _facets(say["facets"]),
        "opening": Opening.objects.open().for_cards().order_by("deadline", "pk").first(),
        "first": {"page": first, "neighbours": addresses.neighbours(QueryDict(), first)},
        "middle": {"page": middle, "neighbours": addresses.neighbours(QueryDict(), middle)},
        "tiles": _tiles(),
        "legend": legend(BOUNDS),
        "unbound": unbound,
        "sent": sent,
        "consents": consents,
        "files": files,
        "refused": refused,
        "day": date(2026, 11, 3),
        "steps": steps_of(say["turn"]),
    }


def _found_in(file: str, pattern: str) -> list[str]:
    """What a static file names, so that the guide shows what there is and not what somebody remembered."""
    path = finders.find(file)
    assert isinstance(path, str), file
    with open(path, encoding="utf-8") as opened:  # noqa: PTH123 – finders give a string
        return re.findall(pattern, opened.read())


def _score(strength: Strength, section: str, values: tuple[float, ...]) -> Score:
    zh, en = texts_in("zh-hans")[section], texts_in("en")[section]
    parts = tuple(
        Part(name, value, weight, Bilingual(zh=zh[KEYS[name]], en=en[KEYS[name]]))
        for (name, weight), value in zip(WEIGHTS.items(), values, strict=True)
    )
    total = sum(part.weight * part.value for part in parts)
    return Score(total=total, parts=parts, affinity=values[0], strength=strength)


def _facets(say: Mapping[str, str]) -> dict[str, list[Value]]:
    def value(key: str, count: int, *, chosen: bool = False) -> Value:
        return Value(key, say[key], count, chosen)

    return {
        "field": [value("agriculture", 47, chosen=True), value("environment", 41), value("health", 58)],
        "stage": [value("doctor", 21), value("leader", 4)],
        "base": [value("loess", 3, chosen=True), value("dryland", 2)],
    }


def _tiles() -> list[ProvinceTile]:
    """As many bases as the place of a province in the grid makes up: every step occurs, and none."""
    chinese = (get_language() or "").startswith("zh")
    counts = [(place * 11) % 47 if place % 6 else 0 for place, _ in enumerate(TILES)]
    return [
        ProvinceTile(
            tile=tile,
            province=province,
            label=tile.character if chinese else tile.letters,
            count=count,
            step=step(count, BOUNDS),
        )
        for (province, tile), count in zip(TILES.items(), counts, strict=True)
    ]
