"""One picture for each story: what was found, drawn as in a notebook."""

from __future__ import annotations

import math

import numpy as np

from demo.pictures.isolines import isolines
from demo.pictures.plate import ACCENT, DIM, FRESH, HEIGHT, LINE, WARM, WIDTH, Plate, mixed


def salt(plate: Plate) -> None:
    """A drained field cut open: water finds the pipes and leaves the salt between them."""
    ground, pipes = 215, (170, 590, 1010, 1430)
    for _ in range(900):
        x, y = plate.random.uniform(0, WIDTH), plate.random.uniform(ground + 26, HEIGHT - 30)
        near = min(abs(x - pipe) for pipe in pipes)
        if plate.random.random() < (near / 210) ** 2.2:
            plate.dot(x, y, plate.random.uniform(2.5, 6), mixed(WARM, LINE, plate.random.random()))
    for pipe in pipes:
        for step in range(1, 6):
            for side in (-1, 1):
                start = pipe + side * (16 + 27 * step)
                bend = f"{start} {ground + 230 + 22 * step} {pipe + side * (46 + 9 * step)} 640"
                plate.path(f"M{start} {ground + 8}C{bend} {pipe + side * 30} 652", ACCENT, 4.2 - 0.45 * step)
        plate.path(f"M{pipe - 13} {ground + 6}V620M{pipe + 13} {ground + 6}V620", FRESH, 4, dash="16 9")
        plate.dot(pipe, 656, 33, LINE, open=True)
        plate.dot(pipe, 656, 18, ACCENT)
    plate.line([(0, ground), (WIDTH, ground)], LINE, 6)
    for x in range(26, WIDTH, 40):
        tall = 78 if x < 1130 else 78 * max(0.0, 1 - (x - 1130) / 190)
        if tall > 8:
            plate.path(
                f"M{x} {ground}q-4 {-tall / 2:.0f} -16 {-tall:.0f}M{x} {ground}q4 {-tall / 2:.0f} 16 {-tall:.0f}",
                FRESH,
                4,
            )
        else:
            plate.bar(x - 14, ground - 10, 30, 7, LINE)


def traps(plate: Plate) -> None:
    """Pairs of cups side by side, and the eggs that were counted in each."""
    for row in range(3):
        for pair in range(5):
            x, y = 150 + 300 * pair, 90 + 275 * row
            for side, eggs, colour in (
                (0, plate.random.randint(17, 26), WARM),
                (1, plate.random.randint(5, 10), ACCENT),
            ):
                left = x + 116 * side - 24
                plate.path(f"M{left} {y}l15 190h66l15 -190", LINE if side == 0 else colour, 4.5)
                plate.path(
                    f"M{left - 2} {y}h100", LINE if side == 0 else colour, 4.5, dash="" if side else "9 8"
                )
                plate.path(f"M{left + 7} {y + 92}q22 -10 41 0t41 0", DIM, 4)
                for _ in range(eggs):
                    plate.dot(
                        left + plate.random.uniform(18, 78), y + plate.random.uniform(108, 178), 5, colour
                    )


def battery(plate: Plate) -> None:
    """Heat spreads from one cell of a battery, and a wall of steel beside it draws it off."""
    cell = 10.0
    y, x = np.mgrid[0 : HEIGHT + cell : cell, 0 : WIDTH + cell : cell]
    wall = 1120
    heat = np.exp(-(((x - 830) / 430) ** 2) - ((y - 450) / 330) ** 2)
    heat = np.where(x < wall, heat * (1 - np.exp(-(wall - x) / 120)), 0.0)
    for step in range(1, 11):
        for piece in isolines(heat, step / 13.5, cell):
            plate.line(piece, mixed(DIM, WARM, step / 10), 3.4)
    for row in range(3):
        for column in range(4):
            left, top = 200 + 214 * column, 132 + 220 * row
            failed = (row, column) == (1, 3)
            plate.bar(left, top, 172, 186, WARM if failed else LINE, open=True)
            plate.path(f"M{left + 52} {top}v-14h68v14", WARM if failed else LINE, 4)
    for spread in (0, 1, 2):
        plate.path(f"M{888 + 22 * spread} {482 - 26 * spread}l14 -30l14 30l14 -30", WARM, 5)
    plate.bar(wall, 60, 46, 790, ACCENT)
    for top in range(100, 850, 74):
        plate.path(f"M{wall + 66} {top}h{130 + 60 * math.sin(top / 150):.0f}m-22 -14l22 14l-22 14", ACCENT, 4)
