"""The figures of the front page: true, public, and counted in a fixed number of queries."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import get_language

from bases.choices import BaseKind
from bases.deadlines import within
from bases.models import Base, Opening
from cms.provinces import TILES, Tile
from taxonomy.choices import Province
from taxonomy.models import Challenge, PriorityField

GOAL = 500  # bases (plan, chapter 2.3)
SOON = 14  # days
SHOWN = 5
# Up to so many bases a tile has step 1, 2, 3, 4; above the last it has step 5. The second row: while there are few.
BOUNDS = (5, 10, 20, 35)
FEW = (1, 2, 3, 5)


@dataclass(frozen=True, slots=True)
class Now:
    """What takes applications at this moment, and what of it closes within SOON."""

    taking: int
    closing: int


@dataclass(frozen=True, slots=True)
class ProvinceTile:
    tile: Tile
    province: Province
    label: str  # one Chinese character or two Latin letters
    count: int
    step: int  # 0–5


@dataclass(frozen=True, slots=True)
class Progress:
    """On the way to GOAL bases."""

    total: int
    goal: int
    kinds: list[tuple[BaseKind, int]]
    most: int  # of any kind, at least 1: the length of a full bar
    tiles: list[ProvinceTile]
    legend: list[tuple[int, str]]  # step, "6–10"

    @property
    def left(self) -> int:
        return max(self.goal - self.total, 0)


def openings_by_field() -> list[PriorityField]:
    """The eight fields, each with `taking`: openings that take applications now."""
    taking = Count("openings", filter=Q(openings__in=Opening.objects.open()), distinct=True)
    return list(PriorityField.objects.annotate(taking=taking).order_by("order"))


def challenges() -> list[Challenge]:
    return list(Challenge.objects.all())


def openings_now() -> Now:
    closing = Count("pk", filter=Q(deadline__lt=timezone.now() + within(SOON)))
    found = Opening.objects.open().order_by().aggregate(taking=Count("pk"), closing=closing)
    return Now(found["taking"], found["closing"])


def closing_soon() -> list[Opening]:
    """The openings whose deadline comes first."""
    return list(Opening.objects.open().order_by("deadline", "pk").for_cards()[:SHOWN])


def progress() -> Progress:
    rows = Base.objects.matchable().order_by().values_list("kind", "province").annotate(Count("pk"))
    kinds, provinces = Counter[str](), Counter[str]()
    for kind, province, number in rows:
        kinds[kind] += number
        provinces[province] += number
    bounds = FEW if max(provinces.values(), default=0) <= 2 * FEW[-1] else BOUNDS
    chinese = (get_language() or "").startswith("zh")
    tiles = [
        ProvinceTile(
            tile=tile,
            province=province,
            label=tile.character if chinese else tile.letters,
            count=provinces[province],
            step=step(provinces[province], bounds),
        )
        for province, tile in TILES.items()
    ]
    return Progress(
        total=kinds.total(),
        goal=GOAL,
        kinds=[(kind, kinds[kind]) for kind in BaseKind],
        most=max(kinds.values(), default=0) or 1,
        tiles=tiles,
        legend=legend(bounds),
    )


def step(count: int, bounds: tuple[int, ...]) -> int:
    """0 for none, else 1–5."""
    return 0 if not count else 1 + sum(count > bound for bound in bounds)


def legend(bounds: tuple[int, ...]) -> list[tuple[int, str]]:
    """What each step stands for: 1–5, 6–10, …, 36+."""
    found = []
    low = 1
    for i, bound in enumerate(bounds, start=1):
        found.append((i, str(low) if low == bound else f"{low}–{bound}"))
        low = bound + 1
    return [*found, (len(bounds) + 1, f"{low}+")]
