"""A sheet to draw on: lines and dots in the colours of the site's ink ground, made into a PNG."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random

import resvg_py

WIDTH, HEIGHT = 1600, 900  # pixels
# --color-ground-ink and what stands on it: dark in both themes, so a picture belongs to either.
INK, DEEP, LINE, ACCENT, WARM, FRESH, DIM = (
    "#0f2747",
    "#0b1d36",
    "#bccde1",
    "#7fb0e6",
    "#ecba5c",
    "#62ccbd",
    "#3f5d86",
)

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Focus:
    """What must stay in view when a picture is cut: middle and size in pixels."""

    x: int
    y: int
    width: int
    height: int


class Plate:
    """`random` is seeded with the name of the picture."""

    def __init__(self, name: str) -> None:
        self.random = Random(name)
        self._parts: list[str] = []

    def line(
        self,
        points: Iterable[Point],
        colour: str = LINE,
        width: float = 3,
        *,
        dash: str = "",
        fill: str = "none",
        closed: bool = False,
    ) -> None:
        """Straight from point to point."""
        path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + ("Z" if closed else "")
        self.path(path, colour, width, dash=dash, fill=fill)

    def path(
        self, path: str, colour: str = LINE, width: float = 3, *, dash: str = "", fill: str = "none"
    ) -> None:
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        self._parts.append(
            f'<path d="{path}" fill="{fill}" stroke="{colour}" stroke-width="{width:.1f}"{dashes}/>'
        )

    def dot(self, x: float, y: float, radius: float, colour: str = LINE, *, open: bool = False) -> None:
        fill, stroke = (INK, colour) if open else (colour, "none")
        self._parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{fill}" stroke="{stroke}" stroke-width="3"/>'
        )

    def bar(
        self, x: float, y: float, width: float, height: float, colour: str = LINE, *, open: bool = False
    ) -> None:
        """A rectangle with slightly rounded corners."""
        fill, stroke = ("none", colour) if open else (colour, "none")
        self._parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="4" fill="{fill}" '
            f'stroke="{stroke}" stroke-width="3"/>'
        )

    def arch(
        self, left: Point, right: Point, rise: float, colour: str = LINE, width: float = 3, dash: str = ""
    ) -> None:
        """The mark of the house: a curve that spans from one point to another."""
        (x, y), (to_x, to_y) = left, right
        top = min(y, to_y) - rise * 4 / 3  # a cubic curve reaches three quarters of the way to its handles
        quarter = (to_x - x) / 5
        self.path(
            f"M{x:.1f} {y:.1f}C{x + quarter:.1f} {top:.1f} {to_x - quarter:.1f} {top:.1f} {to_x:.1f} {to_y:.1f}",
            colour,
            width,
            dash=dash,
        )

    def png(self) -> bytes:
        drawn = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" stroke-linecap="round" '
            f'stroke-linejoin="round"><rect width="{WIDTH}" height="{HEIGHT}" fill="{INK}"/>'
            f"{''.join(self._parts)}</svg>"
        )
        return bytes(resvg_py.svg_to_bytes(svg_string=drawn))


def curve(at: Callable[[float], Point], start: float, end: float, steps: int) -> list[Point]:
    """Points of a function `t -> (x, y)` for `t` from start to end."""
    return [at(start + (end - start) * step / steps) for step in range(steps + 1)]


def mixed(low: str, high: str, share: float) -> str:
    """A colour between two; `share` of the second, 0 to 1."""
    pairs = [(int(low[i : i + 2], 16), int(high[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def apart(random: Random, number: int, least: float, box: Sequence[float]) -> list[Point]:
    """At most `number` points in box (left, top, right, bottom), each at least so many pixels from the others."""
    found: list[Point] = []
    for _ in range(number * 30):
        point = (random.uniform(box[0], box[2]), random.uniform(box[1], box[3]))
        if all(math.dist(point, other) >= least for other in found):
            found.append(point)
        if len(found) == number:
            break
    return found
