"""Order: by total, ties by raw affinity and id; whom a rule excludes stands apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from bases.models import Base, Opening
from experts.models import Profile
from matching.domain.scoring import NEAR, calibrated, highest
from matching.types import Ranked

Subject = TypeVar("Subject", Profile, Opening, Base)

INELIGIBLE = 10  # so many of those whom a rule excludes are shown at most


def split(
    judged: Iterable[Ranked[Subject]], *, top: int
) -> tuple[tuple[Ranked[Subject], ...], tuple[Ranked[Subject], ...]]:
    """The best `top` who may, and the nearest in subject of those who may not, best first; each numbered from 1."""
    ordered = sorted(judged, key=place)
    may = [one for one in ordered if one.eligibility.eligible][:top]
    near = [one for one in ordered if not one.eligibility.eligible and research_of(one) >= NEAR]
    nearest = sorted(near, key=lambda one: (-one.score.affinity, one.subject.pk))[:INELIGIBLE]
    shown = {one.subject.pk for one in nearest}
    return _numbered(may), _numbered([one for one in near if one.subject.pk in shown])


def place(one: Ranked[Subject]) -> tuple[float, float, int]:
    """What a list is sorted by: the total, among equals the raw affinity (the total ends at 1), and then the id."""
    return -one.score.total, -one.score.affinity, one.subject.pk


def may_settled(judged: Iterable[Ranked[Subject]], most: float, *, top: int) -> bool:
    """Whether the first list of `split` is the same without anybody whose raw affinity is at most `most`."""
    reach = highest(most)
    return sum(one.eligibility.eligible and one.score.total > reach for one in judged) >= top


def may_not_settled(judged: Iterable[Ranked[Subject]], most: float) -> bool:
    """The same of the second."""
    if calibrated(most) < NEAR:
        return True
    return sum(not one.eligibility.eligible and one.score.affinity > most for one in judged) >= INELIGIBLE


def research_of(one: Ranked[Subject]) -> float:
    """0–1: how near the subjects are."""
    return next(part.value for part in one.score.parts if part.name == "affinity")


def _numbered(ordered: list[Ranked[Subject]]) -> tuple[Ranked[Subject], ...]:
    return tuple(replace(one, rank=rank) for rank, one in enumerate(ordered, 1))
