"""The parts of a score as people read of them: name, share, and one sentence in both languages.

Research is three quarters of the total: whoever is off the subject cannot climb by ticking boxes, for all the other
parts together weigh a third as much. These only order people whose subjects are about equally near.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from matching.types import Bilingual


@dataclass(frozen=True, slots=True)
class PartKind:
    """A part as it is named and explained to people."""

    label: Bilingual
    weight: float  # share of the total where every part applies
    sentence: Bilingual


PARTS: Mapping[str, PartKind] = MappingProxyType(
    {
        "affinity": PartKind(
            Bilingual(zh="研究内容", en="Research"),
            0.75,
            Bilingual(
                zh="双方文本在研究内容上有多接近，中英文之间同样可比。",
                en="How near the texts of both sides are in subject, across Chinese and English alike.",
            ),
        ),
        "field": PartKind(
            Bilingual(zh="重点领域", en="Field"),
            0.06,
            Bilingual(zh="有多少重点领域相同。", en="How many of the priority fields are the same."),
        ),
        "challenge": PartKind(
            Bilingual(zh="全球性挑战", en="Challenge"),
            0.03,
            Bilingual(
                zh="是否面向同样的全球性挑战。", en="Whether the work is aimed at the same global challenges."
            ),
        ),
        "language": PartKind(
            Bilingual(zh="语言", en="Language"),
            0.06,
            Bilingual(
                zh="工作语言达到要求的程度。", en="How far the working languages reach the level asked for."
            ),
        ),
        "career_stage": PartKind(
            Bilingual(zh="职业阶段", en="Career stage"),
            0.04,
            Bilingual(
                zh="职业阶段是否在要求之内。", en="Whether the career stage is one of those asked for."
            ),
        ),
        "availability": PartKind(
            Bilingual(zh="时间", en="Availability"),
            0.04,
            Bilingual(
                zh="来访方式、时长与时间的吻合程度。",
                en="How well the kind, length and dates of the stay fit.",
            ),
        ),
        "framework": PartKind(
            Bilingual(zh="合作框架", en="Framework"),
            0.02,
            Bilingual(
                zh="工作所在国是否在岗位所属的合作框架内。",
                en="Whether the person works in a country of the opening's cooperation framework.",
            ),
        ),
    }
)
