"""The picture that a shared link shows: the arch of the mark, and the icon of a priority field."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import resvg_py
from django.contrib.staticfiles import finders

WIDTH, HEIGHT = 1200, 630  # pixels, as messengers ask for
SITE = "site"  # the picture of pages that belong to no field
GROUND, LINE, ACCENT = "#0f2747", "#bccde1", "#7fb0e6"  # --color-ground-ink and what stands on it

_SYMBOL = re.compile(r'<symbol id="(?P<name>[\w-]+)"[^>]*>(?P<body>.*?)</symbol>', re.DOTALL)


class NoSuchPicture(LookupError):
    """There is no icon for this field."""


@lru_cache(maxsize=32)
def picture(name: str) -> bytes:
    """PNG, 1200 × 630. `name`: "site", or the key of a priority field. Raises NoSuchPicture."""
    icon = "mark" if name == SITE else f"field-{name}"
    if icon not in _symbols():
        raise NoSuchPicture(name)
    return bytes(resvg_py.svg_to_bytes(svg_string=_drawn(icon)))


def _drawn(icon: str) -> str:
    """The deck and the arch over the whole width, the icon in the opening of the arch."""
    # From the deck down to the arch.
    pillars = "".join(
        f"M{x} 210v{rise}" for x, rise in ((200, 158), (400, 63), (600, 37), (800, 63), (1000, 158))
    )
    return f"""
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" fill="none" stroke-linecap="round"
         stroke-linejoin="round">
      <rect width="{WIDTH}" height="{HEIGHT}" fill="{GROUND}"/>
      <path stroke="{LINE}" stroke-width="10" d="M0 210h{WIDTH}M70 630C70 120 1130 120 1130 630{pillars}"/>
      <g stroke="{ACCENT}" stroke-width="1.3" transform="translate(480 330) scale(10)">{_symbols()[icon]}</g>
    </svg>"""


@lru_cache(maxsize=1)
def _symbols() -> dict[str, str]:
    found = finders.find("icons.svg")
    sprite = Path(str(found)).read_text("utf-8")
    return {symbol["name"]: symbol["body"] for symbol in _SYMBOL.finditer(sprite)}
