"""What synthetic people write: sentences on topics of our own terminology, in both languages."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from taxonomy.terms import TermRow, read_terms

TOPIC = 12  # neighbouring rows of a terminology file: they belong together
PEOPLE_PER_TOPIC = 100  # at least, and
TOPICS_PER_FIELD = (
    60  # at most: at 100 thousand some 200 people each; fewer topics would make crowds of equals
)
SENTENCES, TITLES = 8, 5  # of a topic in a language
SEED = 20_261_125

_SENTENCES = {
    "en": (
        "We measure {a} in {b} and compare the results with a model of {c} under laboratory conditions.",
        "The influence of {a} on {b} is studied by means of {c}, and the error of each step is estimated.",
        "A new method for {a} combines {b} with {c} and needs fewer samples than earlier approaches do.",
        "Our data show that {a} depends on {b}, while the effect of {c} stays below the limit of detection.",
        "For the first time {a} and {b} were observed together over two years at three sites with {c}.",
        "I have worked on {a} and {b} for ten years and lead a small group that builds tools for {c}.",
        "The code for {a} is open, runs on ordinary computers and was tested on {b} as well as on {c}.",
        "These findings help to plan {a} where {b} is scarce and where {c} has to be kept at low cost.",
    ),
    "zh-hans": (
        "我们在实验室条件下测量{a}与{b}，并与{c}模型的结果进行比较。",
        "利用{c}研究了{a}对{b}的影响，并估算了每一步的误差。",
        "提出了一种将{b}与{c}相结合的{a}新方法，所需样品少于以往的方法。",
        "数据表明{a}取决于{b}，而{c}的影响低于检出限。",
        "首次在三个站点连续两年同时观测到{a}和{b}，并用{c}加以验证。",
        "本人从事{a}和{b}研究十年，带领小组研制用于{c}的工具。",
        "{a}的程序已公开，可在普通计算机上运行，并在{b}和{c}上做了检验。",
        "这些结果有助于在{b}不足、{c}成本受限的地区规划{a}。",
    ),
}
_TITLES = {
    "en": (
        "{a} and {b} by {c}", "On the role of {a} in {b}", "Measuring {a} with {c}", "{a}: from {b} to {c}",
        "Towards reliable {a} under {b}",
    ),
    "zh-hans": (
        "基于{c}的{a}与{b}研究",
        "{a}在{b}中的作用",
        "用{c}测量{a}",
        "从{b}到{c}：{a}进展",
        "{b}条件下可靠的{a}",
    ),
}  # fmt: skip
# An opening speaks otherwise than those who answer it: whoever repeats its sentences is read without them.
_CALLS = {
    "en": (
        "The base invites a guest for {a}, who shares the beam time and the workshop of its group for {b}.",
        "Together with the hosts you plan two campaigns on {c} and train a doctoral student in {a}.",
        "Equipment for {b} is in place; what the group lacks is somebody at home in {c} and in {a}.",
        "A report on {a} and a joint proposal about {b} stand at the end of the stay.",
    ),
    "zh-hans": (
        "基地诚邀从事{a}的学者来访，与{b}课题组共用实验平台。",
        "来访者将与合作导师共同制定两期{c}计划，并指导一名博士生学习{a}。",
        "{b}所需设备齐全，课题组目前缺少熟悉{c}和{a}的人。",
        "交流结束时提交{a}报告，并就{b}联合申请项目。",
    ),
}
_CALL_TITLES = {"en": ("Guest researcher for {a}, with {c}",), "zh-hans": ("诚聘{a}（兼{c}）方向访问学者",)}
_REQUIREMENTS = {
    "en": (
        "hands-on experience with {a}", "sound knowledge of {a} and {b}", "papers on {a} or {c}",
        "able to run {b} measurements alone",
    ),
    "zh-hans": ("具有{a}的实际经验", "熟悉{a}和{b}", "发表过{a}或{c}方面的论文", "能独立开展{b}测量"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Topic:
    """One subject: what can be said of it in each language."""

    number: int
    field: str  # slug of the priority field
    sentences: dict[str, tuple[str, ...]]  # language -> [SENTENCES]
    titles: dict[str, tuple[str, ...]]
    calls: dict[str, tuple[str, ...]]  # what openings say of it: [4]
    call_titles: dict[str, tuple[str, ...]]  # [1]
    requirements: dict[str, tuple[str, ...]]
    keywords: dict[str, tuple[str, ...]]


def topics(fields: Sequence[str], *, people: int = 100_000) -> list[Topic]:
    """The same topics in every run for so many people, as many of each of these fields that has terminology."""
    draw = random.Random(SEED)
    each = min(TOPICS_PER_FIELD, max(1, people // (PEOPLE_PER_TOPIC * len(fields))))
    terms = read_terms()
    found: list[Topic] = []
    for field in fields:
        own = [term for term in terms if term.field == field]
        starts = range(0, max(0, len(own) - TOPIC + 1), TOPIC)
        for start in list(starts)[:each]:
            found.append(_topic(len(found), field, own[start : start + TOPIC], draw))
    return found


def _topic(number: int, field: str, terms: Sequence[TermRow], draw: random.Random) -> Topic:
    def filled(patterns: Sequence[str], language: str, count: int) -> tuple[str, ...]:
        lines = []
        for i in range(count):
            one = [term.en if language == "en" else term.zh for term in draw.sample(terms, 3)]
            line = patterns[i % len(patterns)].format(a=one[0], b=one[1], c=one[2])
            lines.append(line[0].upper() + line[1:])
        return tuple(dict.fromkeys(lines))

    languages = ("en", "zh-hans")
    return Topic(
        number,
        field,
        sentences={one: filled(_SENTENCES[one], one, SENTENCES) for one in languages},
        titles={one: filled(_TITLES[one], one, TITLES) for one in languages},
        calls={one: filled(_CALLS[one], one, len(_CALLS[one])) for one in languages},
        call_titles={one: filled(_CALL_TITLES[one], one, 1) for one in languages},
        requirements={one: filled(_REQUIREMENTS[one], one, 4) for one in languages},
        keywords={"en": tuple(t.en for t in terms[:5]), "zh-hans": tuple(t.zh for t in terms[:5])},
    )


def rare_word(rank: int) -> str:
    """A made-up word: names of places, instruments and people are what most of a vocabulary consists of."""
    consonants, vowels = "bdfgklmnprstvz", "aeiou"
    letters = []
    number = rank * 7919 + 31
    for _ in range(4):
        number, one = divmod(number, len(consonants))
        number, two = divmod(number, len(vowels))
        letters.append(consonants[one] + vowels[two])
    return "".join(letters)
