"""How much an opening needs the attachés of some countries: the parts of it, as people read of them.

The opening's own need is three quarters of the whole, what the countries are known for a quarter: where nobody suitable
is found, an attaché is told so even if few people of theirs are in the pool yet. The shares are a judgement
(docs/decisions/0054), not a measurement.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from matching.domain.part_kinds import PartKind
from matching.types import Bilingual

HORIZON = 90  # days; a deadline that is further away presses nobody
HALF_SUPPLY = 5  # people here that count as half of what could be wished for
HALF_OUTCOMES = 2  # completed stays that do

KINDS: Mapping[str, PartKind] = MappingProxyType(
    {
        "days": PartKind(
            Bilingual(zh="剩余时间", en="Days left"),
            0.30,
            Bilingual(
                zh=f"距截止日期越近越急；{HORIZON}天以上不计。",
                en=f"The nearer the deadline, the more it presses; beyond {HORIZON} days not at all.",
            ),
        ),
        "candidates": PartKind(
            Bilingual(zh="合适人选", en="Suitable candidates"),
            0.30,
            Bilingual(
                zh="相对于空余名额，已找到的合适人选越少，越需要推荐。",
                en="The fewer suitable candidates are found for each free place, the more it needs one.",
            ),
        ),
        "priority": PartKind(
            Bilingual(zh="优先程度", en="Priority"),
            0.15,
            Bilingual(
                zh="是否属于与你所负责国家的合作框架、是否面向全球性挑战、是否属于某项计划。",
                en="Whether it is part of a cooperation framework with your countries, answers a global challenge, "
                "and belongs to a programme.",
            ),
        ),
        "supply": PartKind(
            Bilingual(zh="当地人才", en="People here"),
            0.15,
            Bilingual(
                zh="你所负责的国家中，同意由你联系、且属于岗位领域的人越多，越可能找到人选。",
                en="The more people of your countries work in its fields and agreed to be found by you, the likelier "
                "one of them fits.",
            ),
        ),
        "outcomes": PartKind(
            Bilingual(zh="以往成果", en="Past outcomes"),
            0.10,
            Bilingual(
                zh="你所负责的国家在岗位领域已圆满结束的交流访问越多，越说明值得推荐。",
                en="The more stays of people from your countries in its fields were completed, the better the chances.",
            ),
        ),
    }
)
