"""What people are grouped by in an audit of the ranking, and what the groups are called in both languages."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from experts.choices import Section
from experts.domain.visibility import INTRODUCED, sections_open_to
from experts.models import Profile
from matching.domain.wording import both
from matching.types import Bilingual
from taxonomy.choices import CareerStage, Language

INCOME_GROUPS = Path(__file__).resolve().parent / "data" / "income_groups.csv"
UNCLASSIFIED, OTHER, BOTH_LANGUAGES = "unclassified", "other", "both"
# First word of a letter's name in Unicode -> script.
SCRIPTS = {
    "LATIN": "latin", "CJK": "han", "HIRAGANA": "japanese", "KATAKANA": "japanese", "HANGUL": "korean",
    "CYRILLIC": "cyrillic", "ARABIC": "arabic", "DEVANAGARI": "indic", "BENGALI": "indic", "TAMIL": "indic",
    "THAI": "thai", "GREEK": "greek", "HEBREW": "hebrew", "ETHIOPIC": "ethiopic",
}  # fmt: skip

BY: Mapping[str, Bilingual] = MappingProxyType(
    {
        "income": Bilingual(zh="所在国收入水平", en="Income group of the country"),
        "stage": Bilingual(zh="职业阶段", en="Career stage"),
        "script": Bilingual(zh="姓名的文字", en="Script of the name"),
        "language": Bilingual(zh="档案的语言", en="Language of the profile"),
        "institution": Bilingual(zh="简介中提到的机构", en="Institution named in the text"),
    }
)
NAMES: Mapping[str, Mapping[str, Bilingual]] = MappingProxyType(
    {
        "income": {
            "low": Bilingual(zh="低收入", en="Low income"),
            "lower_middle": Bilingual(zh="中低收入", en="Lower middle income"),
            "upper_middle": Bilingual(zh="中高收入", en="Upper middle income"),
            "high": Bilingual(zh="高收入", en="High income"),
            UNCLASSIFIED: Bilingual(zh="未分类", en="Not classified"),
        },
        "script": {
            "latin": Bilingual(zh="拉丁字母", en="Latin"),
            "han": Bilingual(zh="汉字", en="Chinese characters"),
            "japanese": Bilingual(zh="日文", en="Japanese"),
            "korean": Bilingual(zh="韩文", en="Korean"),
            "cyrillic": Bilingual(zh="西里尔字母", en="Cyrillic"),
            "arabic": Bilingual(zh="阿拉伯字母", en="Arabic"),
            "indic": Bilingual(zh="印度文字", en="Indic scripts"),
            "thai": Bilingual(zh="泰文", en="Thai"),
            "greek": Bilingual(zh="希腊字母", en="Greek"),
            "hebrew": Bilingual(zh="希伯来字母", en="Hebrew"),
            "ethiopic": Bilingual(zh="埃塞俄比亚文字", en="Ethiopic"),
            OTHER: Bilingual(zh="其他文字", en="Another script"),
        },
        "language": {
            Language.ZH.value: Bilingual(zh="中文", en="Chinese"),
            Language.EN.value: Bilingual(zh="英文", en="English"),
            BOTH_LANGUAGES: Bilingual(zh="中英文", en="Both"),
        },
        "institution": {
            "known": Bilingual(zh="知名机构", en="Well known"),
            "unknown": Bilingual(zh="不知名机构", en="Little known"),
            "none": Bilingual(zh="未提及", en="None"),
        },
    }
)


@cache
def _income_groups() -> Mapping[str, str]:
    lines = [line for line in INCOME_GROUPS.read_text("utf-8").splitlines() if not line.startswith("#")]
    return {code: row["group"] for row in csv.DictReader(lines) for code in row["countries"].split()}


def group_name(by: str, group: str) -> Bilingual:
    """What a group is called: ("income", "low") -> low income."""
    return both(CareerStage(group)) if by == "stage" else NAMES[by][group]


def income_of(country: str) -> str:
    """Country code -> income group of the World Bank."""
    return _income_groups().get(country, UNCLASSIFIED)


def script_of(name: str) -> str:
    """The script of the first letter."""
    named = (unicodedata.name(character, "") for character in name if character.isalpha())
    return SCRIPTS.get(next(named, "").partition(" ")[0], OTHER)


def _language_of(profile: Profile) -> str:
    """Of headline and biography; "" for somebody who keeps them closed."""
    if Section.BIOGRAPHY not in sections_open_to(INTRODUCED, profile):
        return ""
    written = {text.language for text in profile.texts.all()}
    return BOTH_LANGUAGES if len(written) > 1 else "".join(written)


# What is told of a person in the database. Reads `texts` and `visibility`: prefetch them.
OF_A_PROFILE: Mapping[str, Callable[[Profile], str]] = MappingProxyType(
    {
        "income": lambda profile: income_of(profile.country.code),
        "stage": lambda profile: profile.career_stage,
        "script": lambda profile: script_of(profile.native_name or profile.name),
        "language": _language_of,
    }
)
