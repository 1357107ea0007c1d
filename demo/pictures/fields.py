"""One picture for each priority field: a figure such as its papers hold."""

from __future__ import annotations

import heapq
import math

import numpy as np

from demo.pictures.isolines import isolines
from demo.pictures.plate import (
    ACCENT,
    DIM,
    FRESH,
    HEIGHT,
    INK,
    LINE,
    WARM,
    WIDTH,
    Plate,
    Point,
    apart,
    curve,
    mixed,
)  # fmt: skip


def surface(x: float, y: float, radius: float, *, side: int = 1, flat: float = 1.55) -> list[Point]:
    """A magnetic surface in section, shaped like a D; `side` -1: the other way round."""

    def at(angle: float) -> Point:
        out = radius * math.cos(angle + 0.38 * math.sin(angle)) - 0.0009 * radius**2
        return x + side * out, y - flat * radius * math.sin(angle)

    return curve(at, 0, 2 * math.pi, 120)


def energy(plate: Plate) -> None:
    """A tokamak in section: nested surfaces on both sides of the axis, coils around."""
    plate.line([(800, 40), (800, 860)], DIM, 2, dash="14 12")
    for side, x in ((-1, 450), (1, 1150)):
        for step in range(9):
            share = step / 8
            plate.line(
                surface(x, 450, 24 + 26 * step, side=side), mixed(WARM, ACCENT, share), 4 - 1.5 * share
            )
        plate.line(surface(x, 450, 262, side=side), LINE, 5, dash="2 13")
        for angle in range(0, 360, 24):
            near = math.radians(angle)
            plate.bar(
                x + side * 345 * math.cos(near) - 13, 450 - 410 * math.sin(near) - 13, 26, 26, DIM, open=True
            )
    for y in range(150, 800, 60):
        plate.bar(774, y, 52, 40, DIM, open=True)


def materials(plate: Plate) -> None:
    """Grains of a metal: one lattice each, turned against its neighbours."""
    seeds = apart(plate.random, 17, 270, (-60, -60, WIDTH + 60, HEIGHT + 60))
    centres = np.array(seeds)
    for grain, seed in enumerate(seeds):
        turn, tint = plate.random.uniform(0, math.pi / 3), plate.random.random()
        for row in range(-24, 25):
            for column in range(-24, 25):
                u, v = 29 * (column + 0.5 * (row % 2)), 25 * row
                x = seed[0] + u * math.cos(turn) - v * math.sin(turn)
                y = seed[1] + u * math.sin(turn) + v * math.cos(turn)
                if not (-10 < x < WIDTH + 10 and -10 < y < HEIGHT + 10):
                    continue
                far = np.hypot(centres[:, 0] - x, centres[:, 1] - y)
                if int(far.argmin()) != grain:
                    continue
                first, second = np.partition(far, 1)[:2]
                if second - first < 16:
                    plate.dot(x, y, 6, WARM)
                else:
                    plate.dot(x, y, 7, mixed(DIM, ACCENT, 0.25 + 0.75 * tint))


def mesh(plate: Plate, box: tuple[float, float, float, float], number: int, least: float) -> None:
    """Nodes, each joined to the nearest; the shortest way from the left to the right is marked."""
    nodes = sorted(apart(plate.random, number, least, box))
    joined: dict[int, set[int]] = {one: set() for one in range(len(nodes))}
    for one, node in enumerate(nodes):
        for other in sorted(joined, key=lambda other: math.dist(node, nodes[other]))[1:4]:
            joined[one].add(other)
            joined[other].add(one)
    for one, others in joined.items():
        for other in others:
            if one < other:
                plate.line([nodes[one], nodes[other]], DIM, 3)
    way = _shortest(nodes, joined)
    plate.line([nodes[one] for one in way], WARM, 6)
    for one, node in enumerate(nodes):
        plate.dot(
            *node, 5 + 2.2 * len(joined[one]), WARM if one in way else ACCENT, open=len(joined[one]) > 4
        )


def _shortest(nodes: list[Point], joined: dict[int, set[int]]) -> list[int]:
    """From the first node to the furthest to the right that it reaches."""
    queue: list[tuple[float, int, list[int]]] = [(0.0, 0, [0])]
    found: dict[int, list[int]] = {}
    while queue:
        so_far, here, way = heapq.heappop(queue)
        if here in found:
            continue
        found[here] = way
        for other in joined[here]:
            heapq.heappush(queue, (so_far + math.dist(nodes[here], nodes[other]), other, [*way, other]))
    return found[max(found)]


def network(plate: Plate) -> None:
    """A network, and one way through it."""
    mesh(plate, (60, 60, WIDTH - 60, HEIGHT - 60), 120, 95)


def agriculture(plate: Plate) -> None:
    """Cereals and their roots, below and above the ground."""
    ground = 330
    for x in (160, 480, 800, 1120, 1440):
        for _ in range(5):
            lean, tall = plate.random.uniform(-90, 90), plate.random.uniform(170, 270)
            plate.path(
                f"M{x} {ground}Q{x + lean * 0.2:.0f} {ground - tall * 0.7:.0f} {x + lean:.0f} {ground - tall:.0f}",
                FRESH,
                5,
            )
        for step in range(6):
            plate.dot(x + (7 if step % 2 else -7), ground - 232 - 12 * step, 8, WARM)
        for _ in range(8):
            _root(plate, x, ground, plate.random.uniform(0.25, 0.75) * math.pi, 8.5)
    plate.line([(0, ground), (WIDTH, ground)], LINE, 5)


def _root(plate: Plate, x: float, y: float, angle: float, width: float) -> None:
    """Grows downwards, bends by chance and branches."""
    points = [(x, y)]
    length = int(plate.random.uniform(0.6, 1) * width * 3.6)
    for _ in range(length):
        angle += plate.random.gauss(0, 0.16) + 0.04 * (math.pi / 2 - angle)
        x, y = x + 17 * math.cos(angle), min(y + 17 * math.sin(angle), HEIGHT + 20)
        points.append((x, y))
        if width > 3 and plate.random.random() < 0.17:
            _root(
                plate, x, y, angle + plate.random.choice((-1, 1)) * plate.random.uniform(0.5, 1), width * 0.45
            )
    plate.line(points, mixed(ACCENT, LINE, width / 9), 1.2 + width * 0.38)


def health(plate: Plate) -> None:
    """The double helix, with its four bases."""
    bases = (ACCENT, WARM, FRESH, LINE)

    def strand(turn: float) -> list[Point]:
        return curve(lambda x: (x, 450 + 250 * math.sin(x / 205 + turn)), -20, WIDTH + 20, 200)

    for x in range(10, WIDTH, 41):
        upper, lower = (450 + 250 * math.sin(x / 205 + turn) for turn in (0, 2.2))
        if abs(upper - lower) > 60:
            middle = (upper + lower) / 2
            kind = plate.random.randrange(4)
            plate.line([(x, upper), (x, middle - 7 * (1 if lower > upper else -1))], bases[kind], 9)
            plate.line([(x, middle + 7 * (1 if lower > upper else -1)), (x, lower)], bases[kind ^ 1], 9)
    for turn, colour in ((2.2, ACCENT), (0, LINE)):
        plate.line(strand(turn), INK, 26)
        plate.line(strand(turn), colour, 13)


def environment(plate: Plate) -> None:
    """A landscape by lines of equal height, with lakes and the places where it is measured."""
    cell = 10.0
    y, x = np.mgrid[0 : HEIGHT + cell : cell, 0 : WIDTH + cell : cell]
    height = 0.35 * np.sin(x / 290 + 0.4) + 0.3 * np.cos(y / 210 - x / 520)
    for _ in range(16):
        at_x, at_y = plate.random.uniform(0, WIDTH), plate.random.uniform(0, HEIGHT)
        wide, high = plate.random.uniform(110, 240), plate.random.choice((-0.7, 0.9, 1.1))
        height += high * np.exp(-((x - at_x) ** 2 + (y - at_y) ** 2) / (2 * wide**2))
    low, high = float(height.min()), float(height.max())
    for step in range(1, 16):
        share = step / 16
        for piece in isolines(height, low + (high - low) * share, cell):
            water = step <= 4
            plate.line(piece, ACCENT if water else mixed(DIM, FRESH, share), 3.5 if step % 4 == 0 else 2.2)
    for at in apart(plate.random, 7, 300, (120, 120, WIDTH - 120, HEIGHT - 120)):
        plate.line(
            [(at[0] - 16, at[1] + 13), (at[0] + 16, at[1] + 13), (at[0], at[1] - 16)],
            WARM,
            4,
            closed=True,
            fill=INK,
        )


def waves(plate: Plate, top: float, rows: int) -> None:
    """The sea from its horizon at `top` to the front."""
    for row in range(rows):
        near = row / (rows - 1)
        y, swell, long = top + (HEIGHT - top) * near**1.5, 2 + 24 * near, 40 + 190 * near
        turn = plate.random.uniform(0, 7)
        line = curve(
            lambda x: (x, y + swell * math.sin(x / long + turn) * (0.7 + 0.3 * math.sin(x / 233 + turn))),
            -10,
            WIDTH + 10,
            160,
        )
        plate.line(line, mixed(DIM, ACCENT, 0.25 + 0.75 * near), 1.6 + 3 * near)


def space_ocean(plate: Plate) -> None:
    """A satellite over the sea, and the strip that it measures."""
    for _ in range(90):
        plate.dot(
            plate.random.uniform(0, WIDTH),
            plate.random.uniform(0, 420),
            plate.random.choice((1.5, 2, 3)),
            DIM,
        )
    waves(plate, 480, 16)
    plate.arch((-60, 470), (WIDTH + 60, 470), 330, DIM, 3, dash="3 12")
    for end in (640, 1110):
        plate.line([(880, 160), (end, 640)], WARM, 3, dash="10 10")
    plate.line([(640, 640), (1110, 640)], WARM, 7)
    plate.bar(856, 136, 48, 36, LINE)
    for x in (768, 912):
        plate.bar(x, 130, 80, 48, ACCENT, open=True)
        plate.line([(x + 40, 130), (x + 40, 178)], ACCENT, 3)


def safety(plate: Plate) -> None:
    """An earthquake as stations write it down, the nearest on top: two waves, which part the further they go."""
    for row in range(13):
        y, first, second = 80 + 62 * row, 260 + 38 * row, 330 + 86 * row
        quiet = plate.random.uniform(0.8, 1.4)

        def shake(x: float) -> float:
            size = quiet
            for begins, strong, fades in ((first, 16, 90), (second, 34, 150)):
                if x > begins:
                    size += strong * math.exp(-(x - begins) / fades) * (1 - 0.03 * row)
            return size * plate.random.uniform(-1, 1)

        plate.line([(x, y + shake(x)) for x in range(40, WIDTH - 40, 4)], mixed(LINE, ACCENT, row / 12), 2.4)
    plate.line([(260, 60), (260 + 38 * 12.5, 855)], FRESH, 4, dash="12 10")
    plate.line([(330, 60), (330 + 86 * 12.5, 855)], WARM, 4, dash="12 10")
