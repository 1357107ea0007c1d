"""One picture for each country: what is studied there with its hosts. No maps and no flags."""

from __future__ import annotations

import itertools
import math

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
)


def pakistan(plate: Plate) -> None:
    """Irrigated land from above: a canal, its branches, fields of which some are white with salt."""
    slope = 0.22

    def at(along: float, across: float) -> Point:
        return along - slope * across + 90, 450 + across + slope * (along - 800)

    for row in (-3, -2, -1, 0, 1, 2):
        for column in range(-1, 11):
            left, top = column * 168 + 12, row * 190 + 14
            field = [at(left, top), at(left + 144, top), at(left + 144, top + 162), at(left, top + 162)]
            salty = plate.random.random() < 0.2
            plate.line(field, LINE if salty else mixed(DIM, FRESH, 0.35), 2.5, closed=True)
            if salty:
                for _ in range(46):
                    plate.dot(
                        *at(left + plate.random.uniform(12, 132), top + plate.random.uniform(12, 150)),
                        plate.random.uniform(2, 5),
                        LINE,
                    )
                continue
            for furrow in range(1, 8):
                plate.line(
                    [at(left + 18 * furrow, top + 14), at(left + 18 * furrow, top + 148)],
                    mixed(DIM, FRESH, 0.65),
                    3,
                )
    for row in (-3, -2, -1, 1, 2):
        plate.line([at(-300, row * 190), at(WIDTH + 300, row * 190)], ACCENT, 4)
    plate.line([at(-300, 0), at(WIDTH + 300, 0)], INK, 26)
    plate.line([at(-300, 0), at(WIDTH + 300, 0)], ACCENT, 14)


def brazil(plate: Plate) -> None:
    """A forest from above, and a river that winds through it."""
    river = curve(
        lambda t: (t, 450 + 170 * math.sin(t / 175) * math.cos(t / 900) + 60 * math.sin(t / 90)),
        -40,
        WIDTH + 40,
        240,
    )
    for x, y in apart(plate.random, 420, 52, (-20, -20, WIDTH + 20, HEIGHT + 20)):
        near = min(math.dist((x, y), point) for point in river)
        if near < 74:
            continue
        size, tint = plate.random.uniform(22, 34), plate.random.uniform(0.25, 1)
        for ring in range(3):
            turn = plate.random.uniform(0, 7)

            def crown(angle: float) -> Point:
                r = size * (1 - ring / 3) * (1 + 0.1 * math.sin(7 * angle + turn))
                return x + r * math.cos(angle), y + r * math.sin(angle)

            plate.line(curve(crown, 0, 2 * math.pi, 24), mixed(DIM, FRESH, tint), 2.6)
    for shift in (-26, -9, 9, 26):
        plate.line([(x, y + shift) for x, y in river], ACCENT, 3.5)


def kenya(plate: Plate) -> None:
    """Dry hills, terraces that hold the rain, acacias."""
    plate.dot(1180, 250, 92, WARM)
    for row in range(11):
        near = row / 10
        turn, y, high = plate.random.uniform(0, 7), 330 + 560 * near, 34 + 60 * (1 - near)
        hill = curve(
            lambda x: (
                x,
                y - high * math.sin(x / (210 + 120 * near) + turn) - 0.4 * high * math.sin(x / 97 + turn),
            ),
            -10,
            WIDTH + 10,
            120,
        )
        plate.line(
            [*hill, (WIDTH + 20, HEIGHT + 20), (-20, HEIGHT + 20)],
            mixed(DIM, ACCENT, 0.2 + 0.7 * near),
            3.5,
            fill=INK,
            closed=True,
        )
    for x, y, size in ((320, 690, 1.5), (700, 560, 0.8), (1330, 720, 1.25)):

        def above(right: float, up: float) -> str:
            return f"{x + right * size:.0f} {y - up * size:.0f}"

        plate.path(f"M{above(0, 0)}C{above(-10, 90)} {above(30, 110)} {above(-6, 190)}", LINE, 9 * size)
        for reach in (-120, -60, 20, 90, 150):
            plate.path(f"M{above(4, 110)}Q{above(reach / 2, 150)} {above(reach, 205)}", LINE, 4 * size)
        for level in range(4):
            wide = (165 - 34 * level) * size
            plate.line(
                [
                    (x + 10 * size - wide, y - (203 + 15 * level) * size),
                    (x + 10 * size + wide, y - (203 + 15 * level) * size),
                ],
                FRESH,
                8 * size,
            )


def germany(plate: Plate) -> None:
    """Photovoltaic modules in rows, and the sun of three days over them: midsummer, equinox, midwinter."""
    for rise, colour in ((420, WARM), (270, mixed(WARM, DIM, 0.4)), (120, mixed(WARM, DIM, 0.7))):
        spread = 330 + rise
        plate.arch((800 - spread, 470), (800 + spread, 470), rise, colour, 4, dash="4 14")
    plate.dot(1085, 118, 40, WARM)
    plate.line([(0, 470), (WIDTH, 470)], DIM, 4)
    for row in range(4):
        near = (row + 0.55) / 3.6
        y, size = 470 + 420 * near**1.25, 0.35 + 0.75 * near
        wide, tall, lean = 190 * size, 110 * size, 44 * size
        start = 800 - wide * 9
        for column in range(18):
            x = start + column * wide
            panel = [(x, y), (x + wide * 0.94, y), (x + wide * 0.94 - lean, y - tall), (x - lean, y - tall)]
            plate.line(panel, ACCENT, 3, closed=True, fill="#0b1d36")
            for cell in (0.25, 0.5, 0.75):
                plate.line([(x + wide * 0.94 * cell, y), (x + wide * 0.94 * cell - lean, y - tall)], DIM, 2)
                plate.line(
                    [(x - lean * cell, y - tall * cell), (x + wide * 0.94 - lean * cell, y - tall * cell)],
                    DIM,
                    2,
                )
            plate.line([(x + wide * 0.4, y), (x + wide * 0.4, y + 36 * size)], LINE, 3)


def thailand(plate: Plate) -> None:
    """Waves inside the sea: layers of equal density, lifted as a train of them passes."""
    for row in range(22):
        y = 150 + 34 * row
        strong = math.exp(-(((row - 7) / 6.5) ** 2))

        def layer(x: float) -> Point:
            sink = sum(
                size / math.cosh((x - at) / wide) ** 2
                for at, size, wide in ((430, 200, 62), (760, 150, 70), (1040, 110, 78), (1270, 80, 86))
            )
            return x, y + sink * strong

        warm = max(0.0, 1 - row / 9)
        plate.line(
            curve(layer, -10, WIDTH + 10, 220), mixed(mixed(ACCENT, DIM, row / 26), WARM, warm * 0.9), 3.4
        )
    plate.line(curve(lambda x: (x, 92 + 7 * math.sin(x / 34)), -10, WIDTH + 10, 200), LINE, 4)
    for x in (430, 1270):
        plate.line([(x, 92), (x, 860)], LINE, 2, dash="3 11")
        for y in range(170, 860, 86):
            plate.dot(x, y, 8, LINE, open=True)


def kazakhstan(plate: Plate) -> None:
    """Dust over the steppe: the ways of the wind."""
    for _ in range(210):
        x, y = plate.random.uniform(-260, WIDTH), plate.random.uniform(20, HEIGHT - 110)
        height = y / HEIGHT
        points, tint = [], plate.random.random()
        for _ in range(plate.random.randint(24, 62)):
            points.append((x, y))
            angle = 0.55 * math.sin(x / 330 + 1.1) * (0.4 + height) + 0.4 * math.cos(y / 120 + x / 500)
            x, y = x + 9 * math.cos(angle), y + 9 * math.sin(angle)
        plate.line(
            points,
            mixed(mixed(DIM, ACCENT, tint), WARM, max(0.0, height - 0.45) * 1.5 * tint),
            2 + 2.4 * height,
        )
    ground = curve(lambda x: (x, 815 + 16 * math.sin(x / 310)), -10, WIDTH + 10, 60)
    plate.line([*ground, (WIDTH + 10, HEIGHT + 10), (-10, HEIGHT + 10)], LINE, 4, fill=INK, closed=True)
    for _ in range(120):
        x = plate.random.uniform(0, WIDTH)
        foot, lean = 822 + 16 * math.sin(x / 310) + plate.random.uniform(0, 60), plate.random.uniform(8, 30)
        plate.path(
            f"M{x:.0f} {foot:.0f}q{lean * 0.3:.0f} {-lean:.0f} {lean:.0f} {-lean * 1.3:.0f}", FRESH, 2.5
        )


def glider(plate: Plate) -> None:
    """An underwater glider dives and rises; it measures all the way."""
    waves_at = 150
    plate.line(curve(lambda x: (x, waves_at + 10 * math.sin(x / 41)), -10, WIDTH + 10, 200), LINE, 5)
    for row in range(9):
        y = 230 + 76 * row
        plate.line(
            curve(lambda x: (x, y + 10 * math.sin(x / 150 + row)), -10, WIDTH + 10, 90),
            mixed(DIM, INK, row / 11),
            2.5,
        )
    way = [(60, 175), (270, 790), (480, 185), (690, 790), (900, 185), (1110, 790), (1320, 185), (1445, 552)]
    plate.line(way, ACCENT, 3, dash="2 11")
    for start, end in itertools.pairwise(way):
        for share in (0.14, 0.32, 0.5, 0.68, 0.86):
            at = start[0] + (end[0] - start[0]) * share
            deep = start[1] + (end[1] - start[1]) * share
            if at < 1400:
                plate.dot(at, deep, 11, mixed(WARM, ACCENT, min(1.0, (deep - 150) / 560)))
    plate.path(
        "M1420 470l34 96q10 26 -8 32q-18 6 -28 -20l-34 -96q-10 -26 8 -32q18 -6 28 20Z", LINE, 4, fill=INK
    )
    plate.line([(1378, 520), (1330, 560), (1405, 556)], LINE, 4, closed=True, fill=INK)
    plate.line([(1428, 502), (1490, 500), (1446, 548)], LINE, 4, closed=True, fill=INK)
