"""Order: by total, ties by id; whom a rule excludes stands apart."""

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
    """The best `top` who may, and those near in subject who may not; each numbered from 1."""
    ordered = sorted(judged, key=lambda one: (-one.score.total, one.subject.pk))
    may = [one for one in ordered if one.eligibility.eligible][:top]
    may_not = [one for one in ordered if not one.eligibility.eligible and research_of(one) >= NEAR][
        :INELIGIBLE
    ]
    return _numbered(may), _numbered(may_not)


def settled(judged: Iterable[Ranked[Subject]], most: float, *, top: int, eligible: bool) -> bool:
    """Whether one list of `split` is the same without anybody whose raw affinity is at most `most`.

    `eligible`: the list of those who may.
    """
    if not eligible and calibrated(most) < NEAR:
        return True
    reach = highest(most)
    ahead = sum(
        one.score.total > reach
        and one.eligibility.eligible is eligible
        and (eligible or research_of(one) >= NEAR)
        for one in judged
    )
    return ahead >= (top if eligible else INELIGIBLE)


def research_of(one: Ranked[Subject]) -> float:
    """0–1: how near the subjects are."""
    return next(part.value for part in one.score.parts if part.name == "affinity")


def _numbered(ordered: list[Ranked[Subject]]) -> tuple[Ranked[Subject], ...]:
    return tuple(replace(one, rank=rank) for rank, one in enumerate(ordered, 1))
