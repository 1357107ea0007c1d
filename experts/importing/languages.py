"""Languages and levels by the names that files give them."""

from __future__ import annotations

import re

# ISO 639-2 (both kinds) and names in English and Chinese -> ISO 639-1. What people of science mostly speak.
CODES = {
    "ar": ("ara", "arabic", "阿拉伯语"),
    "bg": ("bul", "bulgarian", "保加利亚语"),
    "bn": ("ben", "bengali", "孟加拉语"),
    "cs": ("ces", "cze", "czech", "捷克语"),
    "da": ("dan", "danish", "丹麦语"),
    "de": ("deu", "ger", "german", "德语"),
    "el": ("ell", "gre", "greek", "希腊语"),
    "en": ("eng", "english", "英语", "英文"),
    "es": ("spa", "spanish", "西班牙语"),
    "et": ("est", "estonian", "爱沙尼亚语"),
    "fa": ("fas", "per", "persian", "波斯语"),
    "fi": ("fin", "finnish", "芬兰语"),
    "fr": ("fra", "fre", "french", "法语"),
    "ha": ("hau", "hausa", "豪萨语"),
    "he": ("heb", "hebrew", "希伯来语"),
    "hi": ("hin", "hindi", "印地语"),
    "hr": ("hrv", "croatian", "克罗地亚语"),
    "hu": ("hun", "hungarian", "匈牙利语"),
    "id": ("ind", "indonesian", "印尼语", "印度尼西亚语"),
    "is": ("isl", "ice", "icelandic", "冰岛语"),
    "it": ("ita", "italian", "意大利语"),
    "ja": ("jpn", "japanese", "日语"),
    "kk": ("kaz", "kazakh", "哈萨克语"),
    "ko": ("kor", "korean", "韩语", "朝鲜语"),
    "lt": ("lit", "lithuanian", "立陶宛语"),
    "lv": ("lav", "latvian", "拉脱维亚语"),
    "mn": ("mon", "mongolian", "蒙古语"),
    "ms": ("msa", "may", "malay", "马来语"),
    "nl": ("nld", "dut", "dutch", "荷兰语"),
    "no": ("nor", "nob", "nno", "nb", "nn", "norwegian", "挪威语"),
    "pl": ("pol", "polish", "波兰语"),
    "pt": ("por", "portuguese", "葡萄牙语"),
    "ro": ("ron", "rum", "romanian", "罗马尼亚语"),
    "ru": ("rus", "russian", "俄语"),
    "sk": ("slk", "slo", "slovak", "斯洛伐克语"),
    "sl": ("slv", "slovenian", "斯洛文尼亚语"),
    "sr": ("srp", "serbian", "塞尔维亚语"),
    "sv": ("swe", "swedish", "瑞典语"),
    "sw": ("swa", "swahili", "斯瓦希里语"),
    "th": ("tha", "thai", "泰语"),
    "tr": ("tur", "turkish", "土耳其语"),
    "uk": ("ukr", "ukrainian", "乌克兰语"),
    "ur": ("urd", "urdu", "乌尔都语"),
    "vi": ("vie", "vietnamese", "越南语"),
    "zh": ("zho", "chi", "chinese", "mandarin", "汉语", "中文", "普通话", "国语"),
}
BY_NAME = {name: code for code, names in CODES.items() for name in (code, *names)}
LEVEL = re.compile(r"(?<![A-Za-z0-9])(?:(HSK)\s*([1-6])|([ABC][12]))(?![A-Za-z0-9])", re.IGNORECASE)
NATIVE = re.compile(r"\b(?:native|mother tongue|first language)\b|母语", re.IGNORECASE)
# Words that stand for a level are no measure of it; only those that the frameworks themselves use are read.


def code_of(name: str) -> str:
    """ISO 639-1 of a language by its name or code; "" if it is not known."""
    return BY_NAME.get(name.strip().casefold().split("-")[0].split("_")[0], "")


def level_of(written: str) -> str:
    """CEFR, HSK or native; "" if nothing is told."""
    if NATIVE.search(written):
        return "native"
    found = LEVEL.search(written)
    if not found:
        return ""
    return f"HSK{found.group(2)}" if found.group(1) else found.group(3).upper()
