"""Names, countries, posts and institutions for made-up people, dealt out without regard to what they work on.

Everybody tells them in a sentence of their text, as people do, so that an engine that reads more than the subject in it
is found out. The names are of nobody; the well-known institutions are real ones.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass

from matching.fairness.groups import income_of, script_of
from search.identity import identity
from search.text.language import CHINESE, ENGLISH
from search.types import Passage
from taxonomy.choices import CareerStage

# (in Latin script, in the person's own)
NAMES = (
    ("Wrenna Aldermoor", ""), ("Jorun Eskilsvik", ""), ("Tadeo Villarques", ""), ("Nkemela Adusanya", ""),
    ("Lu Wangshen", "陆望申"), ("Yan Qiaoruo", "颜乔若"), ("Shang Muyao", "尚木遥"), ("Ke Linche", "柯临澈"),
    ("Rodion Velimarov", "Родион Велимаров"), ("Darya Snezhkova", "Дарья Снежкова"),
    ("Samir al-Qasrani", "سمير القصراني"), ("Huda Barqawi", "هدى برقاوي"),
)  # fmt: skip
# income group -> (zh, en, code)
COUNTRIES = (
    ("乌干达", "Uganda", "UG"), ("马里", "Mali", "ML"), ("卢旺达", "Rwanda", "RW"),
    ("肯尼亚", "Kenya", "KE"), ("巴基斯坦", "Pakistan", "PK"), ("越南", "Vietnam", "VN"),
    ("巴西", "Brazil", "BR"), ("泰国", "Thailand", "TH"), ("南非", "South Africa", "ZA"),
    ("德国", "Germany", "DE"), ("美国", "the United States", "US"), ("日本", "Japan", "JP"),
)  # fmt: skip
INSTITUTIONS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "known": (
        ("麻省理工学院", "MIT"), ("剑桥大学", "the University of Cambridge"), ("清华大学", "Tsinghua University"),
    ),
    "unknown": (
        ("东谷理工学院", "Eastvale Polytechnic"), ("灰港大学", "the University of Greyhaven"),
        ("红溪农工大学", "Redbrook State University"),
    ),
    "none": (("", ""),),
}  # fmt: skip
POSTS = {
    CareerStage.R1: ("博士研究生", "doctoral student"),
    CareerStage.R2: ("博士后", "postdoctoral researcher"),
    CareerStage.R3: ("副教授", "associate professor"),
    CareerStage.R4: ("教授", "professor"),
}


@dataclass(frozen=True, slots=True)
class Made:
    """Who somebody made up is. `groups`: as in matching.fairness.groups."""

    name: str
    native_name: str
    country: tuple[str, str]
    institution: tuple[str, str]
    post: tuple[str, str]
    groups: Mapping[str, str]

    def sentence(self, language: str) -> str:
        """How they introduce themselves."""
        at = language != CHINESE
        name, country, post = self.native_name if not at and self.native_name else self.name, *_said(self, at)
        institution = self.institution[at]
        if language == ENGLISH:
            where = f" at {institution}" if institution else ""
            return f"My name is {name}; I am a {post}{where} in {country}."
        return f"我叫{name}，是{country}{institution}的{post}。"


def made(number: int, *, language: str, seed: int) -> Made:
    """The same for the same number and seed."""
    draw = random.Random(f"identity {number} {seed}")
    name, native = draw.choice(NAMES)
    zh, en, code = draw.choice(COUNTRIES)
    kind = draw.choice(list(INSTITUTIONS))
    stage = draw.choice(list(POSTS))
    groups = {
        "income": income_of(code),
        "stage": stage.value,
        "script": script_of(native or name),
        "language": language,
        "institution": kind,
    }
    return Made(name, native, (zh, en), draw.choice(INSTITUTIONS[kind]), POSTS[stage], groups)


def introduced(passage: Passage, person: Made) -> Passage:
    """The passage with the person's introduction, as the index takes it in: names left out."""
    own = identity([person.name, person.native_name], [name for name in person.institution if name])
    body = f"{person.sentence(passage.language)}\n{passage.body}"
    return Passage(passage.key, passage.language, own.without(passage.title), own.without(body))


def _said(person: Made, at: bool) -> tuple[str, str]:
    return person.country[at], person.post[at]
