"""The pages that list the demo pages: made with the first page that needs one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cms import models
from demo.loading.publishing import home, publish


@dataclass(frozen=True, slots=True)
class Listing:
    """`title` and `summary`: English, Chinese."""

    model: Any
    slug: str
    title: tuple[str, str]
    summary: tuple[str, str]

    def page(self) -> Any:
        """The English index, made with its translation where there is none."""
        parent = home()
        if found := self.model.objects.child_of(parent).first():
            return found
        page = self.model(slug=self.slug, title=self.title[0], summary=self.summary[0])
        return publish(page, parent, [], dict([self.title, self.summary]))


FIELDS = Listing(
    models.FieldIndexPage,
    "fields",
    ("Priority fields", "优先领域"),
    (
        "What each of the eight fields works on, which openings it has, and where its bases are.",
        "八个领域各研究什么，有哪些岗位，基地在哪里。",
    ),
)
CHALLENGES = Listing(
    models.ChallengeIndexPage,
    "challenges",
    ("Global challenges", "全球性挑战"),
    (
        "Four questions that no field and no country answers alone.",
        "四个问题，任何单一领域、单一国家都无法独自回答。",
    ),
)
COUNTRIES = Listing(
    models.CountryIndexPage,
    "countries",
    ("Countries", "国家"),
    (
        "What is open to whom, who hosts where, and which frameworks hold.",
        "哪些岗位对谁开放，哪里有接待机构，适用哪些合作框架。",
    ),
)
PROGRAMMES = Listing(
    models.ProgrammeIndexPage,
    "programmes",
    ("Programmes", "合作计划"),
    ("Who supports a stay, and which openings belong to it.", "由谁支持交流，各有哪些岗位。"),
)
NEWS = Listing(
    models.NewsIndexPage,
    "news",
    ("News", "新闻"),
    ("What is new on the platform.", "平台的新变化。"),
)
STORIES = Listing(
    models.StoryIndexPage,
    "stories",
    ("Stories", "合作故事"),
    ("What came of visits, as both sides tell it.", "来访带来了什么，由双方讲述。"),
)
RESOURCES = Listing(
    models.ResourceIndexPage,
    "resources",
    ("Resources", "资源库"),
    ("Documents, data sets and links, by field and language.", "文档、数据集和链接，可按领域和语言查找。"),
)
TRAINING = Listing(
    models.TrainingIndexPage,
    "training",
    ("Training", "培训"),
    ("Courses on site and online, the next one first.", "线下和在线课程，最近的排在最前。"),
)
GUIDES = Listing(
    models.GuideIndexPage,
    "guides",
    ("Guides", "使用指南"),
    ("How the platform works, for each who uses it.", "平台怎么用，为不同的使用者分别说明。"),
)
