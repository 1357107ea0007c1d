"""One picture for each item of news: how the platform does it, without words, for it stands in both languages."""

from __future__ import annotations

import math

from demo.pictures.fields import mesh, surface
from demo.pictures.plate import ACCENT, DIM, FRESH, INK, LINE, WARM, Plate, curve, mixed


def both_languages(plate: Plate) -> None:
    """Signs of two scripts, joined by arches."""
    for row in range(4):
        y = 250 + 170 * row
        for sign in range(5):
            plate.bar(
                110 + 92 * sign,
                y - 62,
                66,
                66,
                WARM if row == 1 and sign > 1 else DIM if sign % 3 else LINE,
                open=True,
            )
        left, widths = 1050.0, [plate.random.choice((62, 96, 130, 168)) for _ in range(3)]
        for place, width in enumerate(widths):
            plate.bar(left, y - 44, width, 30, WARM if row == 1 and place < 2 else DIM if place % 2 else LINE)
            left += width + 22
        near = row == 1
        plate.arch((590, y - 20), (1020, y - 20), 120, WARM if near else ACCENT, 9 if near else 4)


def reasons(plate: Plate) -> None:
    """What is asked on the left, what is there on the right; an arch where they meet, a broken one where not."""
    plate.line([(800, 60), (800, 840)], DIM, 2, dash="3 12")
    for row, (colour, meets) in enumerate(((FRESH, True), (FRESH, True), (WARM, True), (DIM, False))):
        y = 210 + 180 * row
        plate.bar(110, y - 34, 450, 16, DIM)
        plate.bar(250, y, 310, 22, colour if meets else LINE)
        if meets:
            plate.bar(1040, y - 34, 430, 16, DIM)
            plate.bar(1040, y, [330, 250, 190, 0][row], 22, colour)
        else:
            plate.bar(1040, y, 300, 22, DIM, open=True)
        plate.arch(
            (590, y + 22), (1010, y + 22), 96, colour, 10 if meets else 5, dash="" if meets else "14 16"
        )


def audiences(plate: Plate) -> None:
    """A profile in sections; for each, how far it may be read: by nobody, by hosts, by everybody."""
    for ring in (1, 2, 3):
        radius = 120 + 90 * ring
        plate.line(
            curve(lambda a: (800 + radius * math.cos(a), 450 + radius * math.sin(a)), 0, 2 * math.pi, 90),
            DIM,
            2.5,
            dash="3 11",
        )
    for section, reach in enumerate((3, 1, 2, 3, 2, 0, 1, 2, 3)):
        start, end = (2 * math.pi * (section + share) / 9 - math.pi / 2 for share in (0.06, 0.94))
        for ring in range(reach):
            inner, outer = 128 + 90 * ring, 202 + 90 * ring
            arc = curve(lambda a: (800 + outer * math.cos(a), 450 + outer * math.sin(a)), start, end, 14)
            back = curve(lambda a: (800 + inner * math.cos(a), 450 + inner * math.sin(a)), end, start, 14)
            plate.line([*arc, *back], INK, 2, closed=True, fill=mixed(ACCENT, FRESH, ring / 2))
    plate.dot(800, 412, 40, LINE)
    plate.path("M728 528a72 72 0 0 1 144 0Z", LINE, 4, fill=LINE)


def stays(plate: Plate) -> None:
    """Stays as spans over the months: some weeks, half a year, a year and more."""
    for month in range(17):
        plate.line([(100 + 88 * month, 90), (100 + 88 * month, 830)], DIM, 4 if month % 12 == 0 else 1.6)
    spans = ((0.4, 0.7), (2, 0.5), (1, 6), (4.6, 6), (0.5, 12), (3, 12), (8.2, 1), (6.2, 10.2))
    for row, (start, length) in enumerate(spans):
        left, right, y = 100 + 88 * start, 100 + 88 * (start + length), 165 + 90 * row
        colour = WARM if length < 3 else ACCENT if length < 8 else FRESH
        if length >= 3:
            plate.arch((left, y + 26), (right, y + 26), 54, colour, 8)
        else:
            plate.line([(left, y + 26), (right, y + 26)], colour, 8)
        plate.dot(left, y + 26, 12, colour)
        plate.dot(right, y + 26, 12, colour, open=True)


def facilities(plate: Plate) -> None:
    """A tokamak, a crane over the canopy, a network: three plates on one sheet."""
    for step in range(8):
        plate.line(surface(285, 450, 18 + 21 * step), mixed(WARM, ACCENT, step / 7), 4)
    for left in (550, 1050):
        plate.line([(left, 110), (left, 790)], DIM, 2, dash="3 12")
    for x in range(600, 1020, 58):
        top = 560 + plate.random.uniform(-38, 38)
        for ring in range(4):
            plate.line(
                curve(
                    lambda a: (x + (54 - 13 * ring) * math.cos(a), top - (60 - 14 * ring) * math.sin(a)),
                    0,
                    math.pi,
                    20,
                ),
                mixed(DIM, FRESH, 1 - ring / 5),
                3.4,
            )
        plate.line([(x, top), (x, 790)], DIM, 5)
    plate.line([(800, 790), (800, 170)], LINE, 7)
    plate.line([(650, 210), (1010, 210)], LINE, 7)
    plate.line([(650, 210), (800, 150), (1010, 210)], LINE, 3)
    plate.line([(930, 210), (930, 400)], LINE, 3)
    plate.bar(904, 400, 52, 46, WARM, open=True)
    mesh(plate, (1110, 130, 1530, 770), 40, 76)


def terms(plate: Plate) -> None:
    """One notion, its names in two scripts, and a name that somebody proposes."""
    for row in range(4):
        y = 150 + 195 * row
        proposed = row == 3
        for left, to in ((560, 715), (1040, 885)):
            bend = (left + to) / 2
            plate.path(
                f"M{left} {y}C{bend} {y} {bend} 450 {to} 450",
                WARM if proposed else ACCENT,
                5,
                dash="12 12" if proposed else "",
            )
        for sign in range((4, 3, 5, 4)[row]):
            plate.bar(498 - 80 * sign, y - 28, 58, 58, WARM if proposed else LINE, open=True)
        start = 1062.0
        for width in ((150, 210), (330,), (90, 120, 160), (190, 140))[row]:
            plate.bar(start, y - 16, width, 32, WARM if proposed else LINE, open=proposed)
            start += width + 20
    plate.dot(800, 450, 84, ACCENT)
    plate.dot(800, 450, 56, INK)
    plate.dot(800, 450, 26, FRESH)


def teams(plate: Plate) -> None:
    """Requirements in rows, members in columns: who covers what, and the one gap."""
    covers = ((0, 2), (0,), (1, 3), (2,), ())
    for column in range(4):
        x = 560 + 230 * column
        plate.dot(x, 108, 26, LINE)
        plate.path(f"M{x - 44} 186a44 44 0 0 1 88 0Z", LINE, 4, fill=LINE)
        plate.line([(x, 210), (x, 850)], DIM, 2)
    for row, members in enumerate(covers):
        y = 270 + 130 * row
        plate.bar(
            110, y - 14, (260, 200, 300, 230, 280)[row], 28, LINE if members else WARM, open=not members
        )
        plate.line([(430, y), (1400, y)], DIM if members else WARM, 2, dash="" if members else "12 12")
        for column in range(4):
            if column in members:
                plate.dot(560 + 230 * column, y, 34, FRESH if column == members[0] else ACCENT)
            else:
                plate.dot(560 + 230 * column, y, 9, DIM)
        if members:
            plate.path(f"M1430 {y}l20 20l40 -46", FRESH, 9)
        else:
            plate.dot(1460, y, 26, WARM, open=True)


def audit(plate: Plate) -> None:
    """How far people of two groups are shown, by how well they fit: two lines within the band of chance."""

    def shown(x: float) -> float:
        return 760 - 560 / (1 + math.exp(-(x - 830) / 190))

    band = curve(lambda x: (x, shown(x) - 62), 150, 1480, 60) + curve(
        lambda x: (x, shown(x) + 62), 1480, 150, 60
    )
    plate.line(band, mixed(INK, DIM, 0.6), 2, closed=True, fill=mixed(INK, DIM, 0.45))
    plate.path("M130 80V810H1500", LINE, 5)
    for tick in range(6):
        plate.path(f"M118 {790 - 136 * tick}h12M{180 + 255 * tick} 810v12", LINE, 4)
    for colour, drift, turn in ((WARM, 20, 0.4), (ACCENT, 20, 2.6)):
        line = curve(lambda x: (x, shown(x) + drift * math.sin(x / 125 + turn)), 150, 1480, 90)
        plate.line(line, colour, 7)
        for x, y in line[6::12]:
            plate.dot(x, y, 13, colour, open=colour == ACCENT)


def copied(plate: Plate) -> None:
    """The lines of a text; what is taken from elsewhere is struck out and leaves no weight."""
    for row in range(9):
        y, left = 130 + 80 * row, 130.0
        taken = row in (2, 3, 6)
        while left < 1040:
            width = plate.random.uniform(60, 190)
            plate.bar(left, y, min(width, 1080 - left), 26, DIM if taken else LINE, open=taken)
            left += width + 20
        if taken:
            plate.line([(110, y + 13), (1100, y + 13)], WARM, 6)
            plate.bar(1220, y, 40, 26, DIM, open=True)
        else:
            plate.bar(1220, y, (210, 150, 0, 0, 240, 120, 0, 180, 90)[row], 26, FRESH)
    plate.line([(1190, 90), (1190, 830)], DIM, 3)
