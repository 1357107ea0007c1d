"""Which language a text is in, as far as the engine must know: Chinese, English, or another."""

from __future__ import annotations

import re

from search.text.characters import HAN, visible

CHINESE, ENGLISH, OTHER = "zh-hans", "en", "other"

_HAN = re.compile(f"[{HAN}]")
_KANA_OR_HANGUL = re.compile("[\u3040-\u30ff\uac00-\ud7af]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]+")
_LETTER = re.compile(r"[^\W\d_]")
# The most frequent short words: enough to tell the Latin-script languages apart in any sentence.
_ENGLISH = "the of and to in is for with that on are by this from as be an which we at it or was"
# German, French, Spanish, Portuguese, Italian, Dutch; words that are English too are left out.
_OTHERS = """
der die das und ist von mit für den dem des ein eine auf nicht zur zum werden wird durch bei sich auch im
le la les des du et est dans une pour par sur que qui au aux avec sont cette ces nous
el los las del y en para con por una se como su o os da do dos das em uma não com mais ao
il di che della per gli sono nel dei delle alla het een van voor zijn niet met naar wordt
"""
_ENGLISH_WORDS, _OTHER_WORDS = frozenset(_ENGLISH.split()), frozenset(_OTHERS.split())


def detect(text: str) -> str:
    """ "zh-hans", "en" or "other". Mixed Chinese and English is Chinese from a quarter of Chinese characters on."""
    head = visible(text[:4000])
    letters = len(_LETTER.findall(head))
    if not letters:
        return ENGLISH
    kana = len(_KANA_OR_HANGUL.findall(head))
    han = len(_HAN.findall(head))
    if kana * 10 > letters:
        return OTHER
    if han * 4 > letters:
        return CHINESE
    words = _LATIN.findall(head)
    if sum(map(len, words)) * 2 < letters - han:
        return OTHER
    # As written: IL, Al and DES are abbreviations, not articles.
    english = sum(word in _ENGLISH_WORDS for word in words)
    other = sum(word in _OTHER_WORDS for word in words)
    return OTHER if other >= 2 and other > 2 * english and other * 8 > len(words) else ENGLISH
