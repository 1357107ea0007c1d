"""The legs of a triple and their parts as people read of them: name, share, and one sentence in both languages.

What the texts say is two thirds of the total, most of it what the person and the project work on: a place can be
opened, a subject cannot be changed. The rest orders triples whose subjects are about equally near; a base that has no
place now loses less than a tenth of the whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from matching.domain.part_kinds import PartKind
from matching.types import Bilingual

RESEARCH, STAY, HOME = "research", "stay", "home"

LEGS: Mapping[str, PartKind] = MappingProxyType(
    {
        RESEARCH: PartKind(
            Bilingual(zh="项目与人才", en="Project and person"),
            0.5,
            Bilingual(
                zh="人才的研究与项目有多接近。",
                en="How near the person's work is to what the project studies.",
            ),
        ),
        STAY: PartKind(
            Bilingual(zh="人才与基地", en="Person and base"),
            0.3,
            Bilingual(
                zh="基地的条件、名额与合作框架是否适合此人。",
                en="Whether what the base has, its places and its frameworks suit the person.",
            ),
        ),
        HOME: PartKind(
            Bilingual(zh="项目与基地", en="Project and base"),
            0.2,
            Bilingual(
                zh="项目就在此基地，或此基地有条件承接。",
                en="The project runs at this base, or the base could host its exchange.",
            ),
        ),
    }
)

# leg -> part -> what it is. Weights are shares of the leg where every part applies.
PARTS: Mapping[str, Mapping[str, PartKind]] = MappingProxyType(
    {
        RESEARCH: {
            "affinity": PartKind(
                Bilingual(zh="研究内容", en="Research"),
                0.85,
                Bilingual(
                    zh="人才与项目的文本在研究内容上有多接近，中英文之间同样可比。",
                    en="How near the texts of person and project are in subject, across Chinese and English alike.",
                ),
            ),
            "field": PartKind(
                Bilingual(zh="重点领域", en="Field"),
                0.1,
                Bilingual(zh="有多少重点领域相同。", en="How many of the priority fields are the same."),
            ),
            "challenge": PartKind(
                Bilingual(zh="全球性挑战", en="Challenge"),
                0.05,
                Bilingual(
                    zh="是否面向同样的全球性挑战。",
                    en="Whether both are aimed at the same global challenges.",
                ),
            ),
        },
        STAY: {
            "affinity": PartKind(
                Bilingual(zh="基地条件", en="What the base has"),
                0.45,
                Bilingual(
                    zh="基地介绍中的设备与工作同此人的研究有多接近。",
                    en="How near the equipment and work that the base describes are to the person's own.",
                ),
            ),
            "places": PartKind(
                Bilingual(zh="名额", en="Places"),
                0.25,
                Bilingual(
                    zh="目前是否有此人可以申请的空余名额。",
                    en="Whether there is a free place now that the person may take.",
                ),
            ),
            "field": PartKind(
                Bilingual(zh="重点领域", en="Field"),
                0.15,
                Bilingual(zh="有多少重点领域相同。", en="How many of the priority fields are the same."),
            ),
            "framework": PartKind(
                Bilingual(zh="合作框架", en="Framework"),
                0.1,
                Bilingual(
                    zh="工作所在国是否在项目计划或基地岗位所属的合作框架内。",
                    en="Whether the person works in a country of a framework that the programme or the openings "
                    "name.",
                ),
            ),
            "status": PartKind(
                Bilingual(zh="基地状态", en="Status"),
                0.05,
                Bilingual(
                    zh="基地是否已获认定且未被要求整改。",
                    en="Whether the base is recognised and not on notice.",
                ),
            ),
        },
        HOME: {
            "own": PartKind(
                Bilingual(zh="所在基地", en="Own base"),
                1.0,
                Bilingual(zh="项目就在此基地开展。", en="The project runs at this base."),
            ),
            "affinity": PartKind(
                Bilingual(zh="基地条件", en="What the base has"),
                0.6,
                Bilingual(
                    zh="基地介绍与项目内容有多接近。",
                    en="How near what the base describes is to what the project studies.",
                ),
            ),
            "field": PartKind(
                Bilingual(zh="重点领域", en="Field"),
                0.2,
                Bilingual(zh="有多少重点领域相同。", en="How many of the priority fields are the same."),
            ),
            "kind": PartKind(
                Bilingual(zh="基地类型", en="Type of base"),
                0.15,
                Bilingual(
                    zh="基地类型是否适合开展研究项目。",
                    en="Whether this type of base hosts research projects.",
                ),
            ),
            "province": PartKind(
                Bilingual(zh="省份", en="Province"),
                0.05,
                Bilingual(
                    zh="是否与项目所在基地同省。",
                    en="Whether it is in the province of the project's own base.",
                ),
            ),
        },
    }
)
