"""What people agree to, word for word, in both languages.

A text that was published is never changed: a new wording is a new row with a new version, below the old one. A test
keeps the words of each version (tests/accounts/test_consent_texts.py).
"""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import Purpose


@dataclass(frozen=True, slots=True)
class Wording:
    """In one language: what is agreed to, in a line, and what follows from it."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class ConsentText:
    purpose: Purpose
    version: str  # year and month of publication
    zh: Wording
    en: Wording

    def in_language(self, language: str | None) -> Wording:
        return self.zh if (language or "").startswith("zh") else self.en


# From this wording on, whoever opens their name to institutions may be named before an introduction.
NAMES_FROM = "2026-12"

# From this wording on, accredited intermediaries may find whoever agrees to be found by attachés, and whoever
# recommended somebody learns what the host answered.
INTERMEDIARIES_FROM = "2026-12"

# Of each purpose the newest stands last.
TEXTS = (
    ConsentText(
        Purpose.MATCHING,
        "2026-11",
        zh=Wording(
            "同意参与岗位匹配",
            "平台将你的个人资料与交流岗位比对，向你列出合适的岗位并说明理由。排序由程序计算，是否联系由人决定。设"
            "为“任何人不可见”的部分不参与比对。仅同意此项，任何机构都看不到你的资料；负责匹配工作的项目官员可以查看。",
        ),
        en=Wording(
            "Be matched with openings",
            "The platform compares your profile with exchange openings and shows you those that fit, with "
            "the reasons. A program computes the order; people decide whether to get in touch. Sections "
            "that you close to everybody are not compared. With this consent alone no institution sees your "
            "profile; the programme officers who look after the matching do.",
        ),
    ),
    ConsentText(
        Purpose.INSTITUTIONS,
        "2026-11",
        zh=Wording(
            "同意向机构展示",
            "如果你的资料与某个岗位相符，已核验的机构可在候选名单中看到你向其开放的部分，并看到匹配理由。双方"
            "同意见面之前不显示姓名；未经你同意，不会提供联系方式。",
        ),
        en=Wording(
            "Be shown to institutions",
            "Where your profile fits an opening, verified institutions see the sections that you open to "
            "them in their shortlist, and why you fit. Your name is not shown before both sides agree to an "
            "introduction, and nobody gets your address without your yes.",
        ),
    ),
    ConsentText(
        Purpose.INSTITUTIONS,
        NAMES_FROM,
        zh=Wording(
            "同意向机构展示",
            "如果你的资料与某个岗位相符，已核验的机构可在候选名单中看到你向其开放的部分和匹配理由，并会被告知你近四年是否曾任职于该机构、"
            "是否与其成员合作发表过成果。双方同意见面之前，只有在你向机构开放姓名、且该机构不采用匿名阅读时才显示姓名；未经你同意，不会提供"
            "联系方式。",
        ),
        en=Wording(
            "Be shown to institutions",
            "Where your profile fits an opening, verified institutions see in their shortlist the sections that you "
            "open to them, why you fit, and whether within four years you worked with them or published with "
            "their staff. Before both sides agree to an introduction your name is shown only if you open it to "
            "institutions and the institution does not read without names. Nobody gets your address without your yes.",
        ),
    ),
    ConsentText(
        Purpose.ATTACHES,
        "2026-11",
        zh=Wording(
            "同意科技外交官与我联系",
            "负责你工作所在国家的驻外科技外交官可以看到你向单位开放的部分，并可通过平台就交流机会与你联系。",
        ),
        en=Wording(
            "Be contacted by science attachés",
            "Science attachés posted to the country where you work see the sections that you open to "
            "institutions, and may write to you through the platform about chances of an exchange.",
        ),
    ),
    ConsentText(
        Purpose.ATTACHES,
        INTERMEDIARIES_FROM,
        zh=Wording(
            "同意科技外交官和认可中介机构与我联系",
            "负责你工作所在国家的驻外科技外交官，以及获准在该国、在你所属领域开展工作的认可中介机构，可以看到你向单位开放的部分，可以就合适的"
            "岗位推荐你，也可通过平台就交流机会与你联系。推荐你的人可以了解推荐进展到哪一步、接收单位答复了什么，但看不到你的联系方式。他们每次"
            "查看你的档案都会留下记录，你可以查看。",
        ),
        en=Wording(
            "Be contacted by science attachés and accredited intermediaries",
            "Science attachés posted to the country where you work, and intermediaries accredited for that country and "
            "one of your fields, see the sections that you open to institutions, may put you forward for openings that "
            "fit, and may write to you through the platform about chances of an exchange. Whoever recommended you "
            "learns how far the recommendation came and what the host answered, never how to reach you. Each look at "
            "your profile is recorded, and you can read the record.",
        ),
    ),
    ConsentText(
        Purpose.FEATURED,
        "2026-11",
        zh=Wording(
            "同意在公开页面上介绍",
            "编辑可以在任何人都能访问的页面上介绍你，内容仅限你设为“所有人可见”的部分。若未公开姓名，则不会介绍。搜索引擎可能收录此类页面。",
        ),
        en=Wording(
            "Be featured on public pages",
            "Editors may present you on pages that anybody can read, with nothing but the sections that you "
            "open to everyone; without your name among them you are not presented. Search engines may keep "
            "copies of such pages.",
        ),
    ),
    ConsentText(
        Purpose.MEASURED,
        "2026-11",
        zh=Wording(
            "同意计入统计",
            "你会计入按国家、领域、职业阶段等汇总的公开统计。不足五人的分组不予公布。",
        ),
        en=Wording(
            "Be counted in statistics",
            "You are counted in public figures by country, field, career stage and the like. Groups of "
            "fewer than five people are not published.",
        ),
    ),
)


def current_text(purpose: str) -> ConsentText:
    """What somebody who agrees today agrees to."""
    return next(text for text in reversed(TEXTS) if text.purpose == purpose)


def naming_versions() -> list[str]:
    """Of the consent to be shown to institutions: those that tell of being named before an introduction."""
    return [
        text.version for text in TEXTS if text.purpose == Purpose.INSTITUTIONS and text.version >= NAMES_FROM
    ]


def intermediary_versions() -> list[str]:
    """Of the consent to be found by attachés: those that tell of accredited intermediaries, and of hosts' answers."""
    return [
        text.version
        for text in TEXTS
        if text.purpose == Purpose.ATTACHES and text.version >= INTERMEDIARIES_FROM
    ]


def text_of(purpose: str, version: str) -> ConsentText | None:
    """What somebody agreed to; None for versions from before this list."""
    return next((text for text in TEXTS if (text.purpose, text.version) == (purpose, version)), None)
