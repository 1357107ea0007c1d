"""Every name of somebody's own countries within a text: in English and Chinese, and of the people there.

A country within a longer name of something else – the Sea of Japan, 印度洋, Japanese encephalitis – is not one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from babel import Locale

from search.engine import get_lexicon
from search.text.cedict import simplify

# What CLDR does not say: other names, and the words for people and things from there.
_ALSO = """
AE UAE|Emirati|阿联酋; AF Afghan; AL Albanian; AM Armenian; AR Argentine|Argentinian; AT Austrian;
AU Australian; AZ Azerbaijani; BA Bosnia|Bosnian|波黑; BD Bangladeshi; BE Belgian; BG Bulgarian; BO Bolivian;
BR Brazilian; BW Motswana; BY Belarusian; CA Canadian; CH Swiss; CL Chilean; CM Cameroonian; CN Chinese;
CO Colombian; CR Costa Rican; CU Cuban; CZ Czech Republic|Czech; DE German; DK Danish; DZ Algerian;
EC Ecuadorian; EE Estonian; EG Egyptian; ES Spanish|Catalan; ET Ethiopian; FI Finnish; FR French;
GB UK|Great Britain|Britain|British|England|Scotland|Scottish|Wales|Welsh; GE Georgian; GH Ghanaian; GR Greek;
HK Hong Kong|香港; HR Croatian; HU Hungarian; ID Indonesian; IE Irish; IL Israeli; IN Indian; IQ Iraqi;
IR Iranian|Persian; IS Icelandic; IT Italian; JO Jordanian; JP Japanese; KE Kenyan; KG Kyrgyz; KH Cambodian;
KR Republic of Korea|Korea|Korean; KZ Kazakh|Kazakhstani; LA Lao|Laotian; LB Lebanese; LK Sri Lankan;
LT Lithuanian; LU Luxembourgish; LV Latvian; MA Moroccan; MM Myanmar|Burma|Burmese; MN Mongolian;
MO Macau|Macao|澳门; MX Mexican; MY Malaysian|大马; NG Nigerian; NL Holland|Dutch; NO Norwegian;
NP Nepali|Nepalese; NZ New Zealander; PE Peruvian; PH Filipino|Philippine; PK Pakistani; PL Polish;
PT Portuguese; RO Romanian; RS Serbian; RU Russian Federation|Russian; RW Rwandan; SA Saudi Arabian|Saudi|沙特;
SE Swedish; SG Singaporean|狮城; SI Slovenian|Slovene; SK Slovak; SN Senegalese; SY Syrian; TH Thai;
TN Tunisian; TR Turkey|Turkish; TW Taiwanese; TZ Tanzanian; UA Ukrainian; UG Ugandan;
US United States of America|USA|U.S.|US|America|American; UY Uruguayan; UZ Uzbek; VN Viet Nam|Vietnamese;
ZA South African; ZM Zambian; ZW Zimbabwean
"""
_BESIDE = r"(?<![A-Za-z\u00c0-\u024f])(?:{})(?![A-Za-z\u00c0-\u024f])"
_PEOPLE_ZH = re.compile("国?(?:人|籍|裔|华)")
# Languages, and kinds of living things and of water, called after a country, where no dictionary has the whole name.
_NATURE = re.compile(
    r"\s+(?:Seas?|Ocean|Current|Trench|Shelf|Ice|Basin|Plateau|spruce|pine|larch|fir|cedar|oak|maple|walnut|mustard|"
    r"cabbage|pepper|nuts?|grass|worm|eel|oyster|quail|pigs?|hamsters?|rats?|cockroach|lobster|beetle|knotweed|rust|"
    r"encephalitis|medicine|language|speech|dialects?|characters)\b"
)
_PEOPLE_EN = re.compile(r"\s+(?:people|person|citizen|national|scientist|scholar)s?")
_WORD = re.compile(r"[^\W_]+")
_ROUND = 4  # characters or words on either side that may belong to a longer name


def countries_in(text: str, codes: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where `text` names one of these countries (ISO 3166 codes): (start, end), from left to right."""
    if not codes:
        return
    simple = simplify(text)
    for match in _pattern(codes).finditer(simple):
        longer = _is_within_chinese if match.group()[0] > "\u3000" else _is_within_english
        if not longer(simple, *match.span()):
            yield match.span()


@cache
def chinese_names() -> tuple[str, ...]:
    """Of every country and territory, in simplified characters, the longest first."""
    names = {name for code in _codes() for name in _names(code) if name[0] > "\u3000"}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


@cache
def english_names() -> frozenset[str]:
    """Of every country and territory, and the words for what is from there."""
    return frozenset(name for code in _codes() for name in _names(code))


def _codes() -> list[str]:
    """Without the numbers of continents."""
    return [code for code in map(str, Locale("en").territories) if code.isalpha()]


@cache
def _also() -> dict[str, list[str]]:
    rows = (row.strip().split(" ", 1) for row in _ALSO.split(";"))
    return {code: names.replace("\n", " ").split("|") for code, names in rows}


def _names(code: str) -> set[str]:
    names = {simplify(Locale.parse(tag).territories.get(code, "")) for tag in ("en", "zh", "zh_Hant")}
    names = {
        re.sub(r"\s*[(（].*|\s+- .*| SAR China|^中国(?=.+特别行政区)|特别行政区", "", name) for name in names
    }
    return {name for name in (*names, *_also().get(code, ())) if name}


@cache
def _pattern(codes: frozenset[str]) -> re.Pattern[str]:
    names = sorted({name for code in codes for name in _names(code)}, key=lambda name: (-len(name), name))
    chinese = [name for name in names if name[0] > "\u3000"]
    latin = [
        re.escape(form)
        for name in names
        if name[0] < "\u3000"
        for form in dict.fromkeys((name, name.upper()))
    ]
    return re.compile(
        "|".join([_BESIDE.format("|".join(latin)), *chinese] if latin else chinese or [r"(?!)"])
    )


def _is_within_chinese(text: str, start: int, end: int) -> bool:
    """印度 of 印度洋 and of 印度尼西亚, but not 德国 of 德国人."""
    lexicon = get_lexicon()
    return any(
        text[a:b] in lexicon and not (a == start and _PEOPLE_ZH.fullmatch(text[end:b]))
        for a in range(max(start - _ROUND, 0), start + 1)
        for b in range(end, min(end + _ROUND, len(text)) + 1)
        if b - a > end - start
    )


def _is_within_english(text: str, start: int, end: int) -> bool:
    """Japan of "Sea of Japan", Indian of "Indian Ocean"."""
    if _NATURE.match(text, end) or text[:start].endswith("Standard "):
        return True
    before = [match.start() for match in _WORD.finditer(text, max(start - 40, 0), start)][-_ROUND:]
    after = [match.end() for match in _WORD.finditer(text, end, end + 60)][:_ROUND]
    whole = get_lexicon().proper
    return any(
        text[a:b].casefold() in whole and not (a == start and _PEOPLE_EN.fullmatch(text, end, b))
        for a in (*before, start)
        for b in (end, *after)
        if b - a > end - start
    )
