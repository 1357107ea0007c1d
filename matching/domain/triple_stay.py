"""What each named part says of a person and a base."""

from __future__ import annotations

from bases.choices import BaseStatus
from bases.models import Base
from experts.models import Profile
from matching.domain.parts import UNSAID
from matching.domain.triple_kinds import STAY
from matching.domain.triple_parts import fields, near, part
from matching.domain.triple_types import WayIn
from matching.types import Part


def stay_parts(
    base: Base, profile: Profile, *, affinity: float, way_in: WayIn, partners: frozenset[str]
) -> tuple[Part, ...]:
    """Person and base. `partners`: countries of the frameworks that apply, empty where none does."""
    return (
        near(
            STAY,
            affinity,
            zh=(
                "基地所述条件与研究非常接近。",
                "基地所述条件与研究相近。",
                "基地所述条件与研究相距较远。",
            ),
            en=(
                "What the base describes meets the work closely.",
                "What the base describes is near the work.",
                "What the base describes is some way from the work.",
            ),
        ),
        _places(way_in),
        fields(STAY, base, profile),
        _framework(profile, partners),
        _status(base),
    )


def _places(way_in: WayIn) -> Part:
    """A place that the person may not take is worth little, but the host can open another; none, nothing."""
    if way_in.may_come and not way_in.free:
        return part(
            STAY,
            "places",
            1.0,
            zh="已有进行中或已达成的引荐。",
            en="An introduction for a place here is under way or agreed.",
        )
    if way_in.may_come:
        return part(
            STAY,
            "places",
            1.0,
            zh="目前有空余名额，且符合条件。",
            en="There is a free place now, and no rule stands in the way.",
        )
    if way_in.free:
        return part(
            STAY,
            "places",
            0.4,
            zh="目前有空余名额，但有一项条件不符。",
            en="There is a free place now, but a rule stands in the way.",
        )
    return part(
        STAY,
        "places",
        0.0,
        zh="基地目前没有用于该项目的空余名额。",
        en="The base has no free place for it now.",
    )


def _framework(profile: Profile, partners: frozenset[str]) -> Part:
    """A country counts only where a framework is named, and is never told."""
    if not partners:
        return part(STAY, "framework", UNSAID, zh="与合作框架无关。", en="No cooperation framework applies.")
    if profile.country.code in partners:
        return part(
            STAY,
            "framework",
            1.0,
            zh="在所属的合作框架内。",
            en="Within the cooperation framework that applies.",
        )
    return part(
        STAY,
        "framework",
        0.0,
        zh="在合作框架之外（不影响资格）。",
        en="Outside the cooperation framework (no bar).",
    )


def _status(base: Base) -> Part:
    if base.status == BaseStatus.RECOGNISED:
        return part(STAY, "status", 1.0, zh="基地已获认定。", en="The base is recognised.")
    return part(STAY, "status", 0.0, zh="基地正在整改观察期。", en="The base is on notice.")
