"""Requirements that ask for no subject: a language, a degree, a nationality, a length of stay, a promise.

No sentence of a biography answers "fluent English" or "能连续在华工作二年以上"; facts do, or the person when asked.
Recognised by how such requirements are worded in both languages; what is not recognised asks for a subject.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from matching.domain.wording import both
from matching.types import Topic
from taxonomy.choices import SpokenLanguage

_SEGMENT = re.compile("[,，;；。]")
_ASIDE = re.compile(r"^(?:便于|以便|者?优先)|优先$|\bprefer(?:red|ably)\b")

_NUMBER = r"(?:[一二三四五六七八九十两半数几\d]+)"
_POST = r"(?:ph\.?\s?d|doctora\w+|doctorate|master(?:'?s)?|m\.?sc|bachelor(?:'?s)?|postdoc\w*|professor\w*|graduate)"
# "doctorate in plasma physics" asks for plasma physics; "doctoral student in the final phase" asks for no subject.
_DEGREE_IN_A_SUBJECT = re.compile(
    rf"\b{_POST}\b(?:\W+\w+){{0,3}}?\W+(?:in|on)\s+(?!the (?:last|final|first|past)\b|progress)",
    re.IGNORECASE,
)
_DEGREE = re.compile(
    r"(?:硕士|博士|本科|学士|研究生|副?教授)(?:学位|学历|职称)?(?:者|在读|生)?(?:$|[，,；;。])"
)
_STAGE = re.compile(
    rf"^(?:(?:an?|or|and|hold\w*|completed|with|must|have|be|recent|early|advanced|current)\s+)*{_POST}\b"
    r"|^(?:应?(?:具?有|获得?|取得|拥有))?(?:国内外|海外)?(?:硕士|博士|本科|学士|研究生|副?教授|高级职称|中级职称).{0,12}$",
    re.IGNORECASE,
)
_NATIONALITY = re.compile(
    r"国籍|公民(?!科学|参与|社会|意识)|护照"
    r"|\bcitizen(?:s|ship)?\b(?! scien)|\bnationality\b|\bnationals? of\b|\bpassport\b",
    re.IGNORECASE,
)
_STAY = re.compile(
    rf"(?:在华|来华|在岗|常驻|驻|连续|每年).{{0,8}}{_NUMBER}\s*(?:年|个?月|周|天|日)|全职(?:在|到|工作|来)"
    r"|\b(?:stay|reside|spend|be present|on site|in residence)\b.{0,30}\b(?:months?|weeks?|years?|days?)\b"
    r"|\bfull[- ]time\b"
    r"|^(?:at least |minimum of |for |about )*[\w–-]+ (?:months?|weeks?|years?)(?: or more| at least| in china)?$",
    re.IGNORECASE,
)
_EXPERIENCE = re.compile(r"经验|经历|从事|研究|\bexperience|\bresearch|\bwork (?:on|with)\b", re.IGNORECASE)
# Where languages are what is studied.
_LINGUISTICS = re.compile(
    r"语音|语料|语言学|方言|翻译|文本|分词|\bspeech\b|\bcorp(?:us|ora)\b|linguist|translation|\bdialect|\btexts?\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\band\b|[,，;；、]|并且?|且|同时|以及|及|和", re.IGNORECASE)
# What is done with a language is no second thing that is asked for.
_WORDS_OF_USE = re.compile(
    r"能够?|可以?|会|用|以|具有?备?|有|较?良?好的?|熟练|流利|听|说|读|写|撰写|写作|讨论|交流|沟通|授课|听课|听讲|汇报|报告|论文|答辩|书面|口头|能力|者|优先"
    r"|\b(?:a|an|the|of|in|is|are|to|for|with|at|or|can|able|ability|must|be|have|some|good|excellent|very|strong|fluent|fluency|"
    r"working|languages?|skills?|communicat\w+|discuss\w*|read\w*|writ\w+|speak\w*|spoken|oral|present\w*|papers?|reports?|"
    r"talks?|teach\w*|lectur\w+|listen\w*|understand\w*|level|required|preferred|preferably|knowledge|command|"
    r"welcome|advantage|plus|[ABC][12])\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"^(?:能?愿意?|承诺|能?适应|身体|身心|提交|自带|带有|同意|接受|服从|遵守|能?可?出差|所在单位|年龄)|同意派出|周岁"
    r"|^(?:an? )?(?:willing|read(?:y|iness)\b|prepared to|fit (?:for|to)|(?:physical )?fitness|physically fit"
    r"|good health|deposit of|commitment|consent|availab|accept|agree|interest in|age\b|team of"
    r"|(?:[\w-]+ ){0,2}plan (?:of|naming|to|with|for)\b)"
    r"|\b(?:younger than|not older than|under|below) (?:the age of )?\d\d\b",
    re.IGNORECASE,
)


def topic_of(text: str) -> Topic | None:
    """What a requirement asks for beside subjects; None where it asks for one."""
    segments = [segment.strip() for segment in _SEGMENT.split(text)]
    topics = [_topic(segment) for segment in segments if segment]
    if topics and topics[0] is Topic.CONDITION:
        return Topic.CONDITION
    asides = [
        segment for segment in segments if segment and _topic(segment) is None and _ASIDE.search(segment)
    ]
    named = [topic for topic in topics if topic]
    if not named or len(named) + len(asides) < len(topics):
        return None
    return next((topic for topic in named if topic is not Topic.CONDITION), Topic.CONDITION)


def names_degree(text: str) -> bool:
    """Whether a requirement asks for a degree or a post beside a subject: "doctorate in plasma physics", 材料学博士."""
    return _DEGREE_IN_A_SUBJECT.search(text) is not None or _DEGREE.search(text) is not None


def asks_beside_language(text: str) -> bool:
    """Whether a requirement of a language asks for something else, too: "supervise students and discuss in English"."""
    parts = [part for part in _JOINED.split(text) if not _language().search(part) and not languages_in(part)]
    return any(_WORDS_OF_USE.sub("", part).strip(" .,;:()，。；、（）") for part in parts)


def languages_in(text: str) -> list[str]:
    """Codes of the languages that a text names, in the order of their names' places."""
    names = _names()
    found = (names[match.group()] for match in _pattern(*names).finditer(text))
    return list(dict.fromkeys(found))


def _topic(segment: str) -> Topic | None:
    if _CONDITION.search(segment):
        return Topic.CONDITION
    if _DEGREE_IN_A_SUBJECT.search(segment):
        return None
    if _NATIONALITY.search(segment):
        return Topic.NATIONALITY
    if _language().search(segment) and not _LINGUISTICS.search(segment):
        return Topic.LANGUAGE
    if _STAGE.search(segment):
        return Topic.STAGE
    return Topic.STAY if _STAY.search(segment) and not _EXPERIENCE.search(segment) else None


@cache
def _names() -> Mapping[str, str]:
    """Name of a language as people write it -> its code."""
    names = {"Mandarin": "zh", "Putonghua": "zh", "普通话": "zh", "汉语": "zh", "中文": "zh"}
    for language in SpokenLanguage:
        label = both(language)
        names[label.en.partition(" (")[0]] = language.value
        zh = label.zh.partition("（")[0]
        names[zh] = language.value
        if len(zh) == 2 and zh[-1] in "文语":
            names[zh[0] + "语"] = names[zh[0] + "文"] = language.value
    return names


@cache
def _pattern(*names: str) -> re.Pattern[str]:
    """Any of the names; those in Latin script as whole words."""
    longest = sorted(names, key=lambda name: (-len(name), name))
    return re.compile("|".join(rf"\b{re.escape(n)}\b" if n.isascii() else re.escape(n) for n in longest))


@cache
def _language() -> re.Pattern[str]:
    """A language in use, not as a subject: "用英语讨论", "fluent English", "HSK 4"."""
    any_language = f"(?:{_pattern(*_names()).pattern})"
    return re.compile(
        rf"(?:用|以|懂|会|说|讲|具备|语言为|语言是|通过|掌握)(?:流利|熟练|良好)?的?{any_language}"
        rf"|{any_language}.{{0,8}}?(?:交流|讨论|授课|听课|听讲|沟通|撰写|写作|起草|答辩|流利|熟练|良好|水平|口语|听说|读写|级|优先|者)"
        r"|HSK|CET|雅思|托福|工作语言|\b(?i:working languages?)\b|IELTS|TOEFL|CEFR"
        r"|\b(?i:fluen\w+|spoken|written|basic|conversational|proficien\w+|working|good|excellent|sufficient)\s"
        rf"(?:(?:in|command of|knowledge of|and|written|spoken)\s)*{any_language}"
        rf"(?!\s(?i:medicine|histor|literature|philolog|philosoph|econom|law|citizen|nationality))"
        rf"|\bin (?:(?:fluent|good|written|spoken|both)\s)?{any_language}\s*(?:$|[).;]|or\b|and\b|with\b)"
        rf"|{any_language}\s(?:language\s)?(?:skills?|proficiency|fluency|level|at|sufficient|required|is|to|for|[ABC][12])\b"
        rf"|\b(?i:command|knowledge|mastery) of {any_language}\s*(?:$|[,.;(]|and\b|or\b|at\b|language)"
    )
