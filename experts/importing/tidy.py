"""Putting single values in order."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>{}|\\^`]+", re.IGNORECASE)
ORCID_ID = re.compile(r"\b\d{4}-\d{4}-\d{4}-\d{3}[\dXx]\b")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_TAG = re.compile(r"<[^<>]{0,200}>")
# Shapes that a PDF has for its letters: ligatures, and radicals that look like characters.
_SHAPES = re.compile(r"[\ufb00-\ufb06\u2e80-\u2fdf\uf900-\ufaff]")
_RADICALS = str.maketrans(
    "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻤⻥⻦⻨⻩⻬⻮⻰", "母民虎西见角贝车长门青韦页风飞食马鬼鱼鸟麦黄齐齿龙"
)
_INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Cn"}


def line(text: object) -> str:
    """One line: composed, without invisible characters, blanks in a row as one."""
    composed = unicodedata.normalize("NFC", str(text or ""))
    spaced = " ".join(composed.split())
    if spaced.isascii() and spaced.isprintable():
        return spaced
    spaced = _SHAPES.sub(
        lambda shape: unicodedata.normalize("NFKC", shape.group()), spaced.translate(_RADICALS)
    )
    return "".join(sign for sign in spaced if unicodedata.category(sign) not in _INVISIBLE)


def block(text: object) -> str:
    """Several lines of prose, each as `line`; no empty ones at the ends, one at most between."""
    lines = "\n".join(line(one) for one in str(text or "").splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def prose(markup: object) -> str:
    """The text of a piece of HTML, which some formats keep in their values."""
    text = re.sub(r"</(?:p|li|div|h\d)>|<br\s*/?>", "\n", str(markup or ""), flags=re.IGNORECASE)
    return block(unescape(_TAG.sub("", text)))


def doi(text: object) -> str:
    """The first DOI of a text, in small letters and without its resolver; "" if there is none."""
    found = DOI.search(str(text or ""))
    return found.group().rstrip(".,;:)]'").lower()[:200] if found else ""


def year(text: object) -> int:
    """The first plausible year of a text; 0 if there is none."""
    found = YEAR.search(str(text or ""))
    return int(found.group()) if found else 0


def orcid(text: object) -> str:
    """The first ORCID iD of a text; "" if there is none or its last digit does not check (ISO 7064 11-2)."""
    found = ORCID_ID.search(str(text or ""))
    if not found:
        return ""
    digits = found.group().upper().replace("-", "")
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return found.group().upper() if digits[-1] == ("X" if check == 10 else str(check)) else ""


def is_chinese(text: str) -> bool:
    """More than a fifth of its letters are Han characters."""
    letters = sum(sign.isalpha() for sign in text)
    return letters > 0 and len(HAN.findall(text)) > letters / 5


def fold(title: str) -> str:
    """A title for comparison: letters and digits alone, without case, accents and width."""
    apart = unicodedata.normalize("NFKD", title).casefold()
    return "".join(sign for sign in apart if sign.isalnum())


def in_latin(name: str) -> bool:
    """Written in Latin letters alone."""
    letters = [sign for sign in name if sign.isalpha()]
    return bool(letters) and all(sign.isascii() or "LATIN" in unicodedata.name(sign, "") for sign in letters)
