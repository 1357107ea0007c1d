"""Bytes to text: UTF-8, UTF-16 with its mark, GB18030, and Latin letters of old Windows."""

from __future__ import annotations

import codecs
import re

MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
HIGH = re.compile(rb"[\x80-\xff]+")
# UTF-8 that somebody took for Latin letters: "Ã©" for "é", "å¤§" for "大".
TWICE = re.compile(
    "[\u00c2-\u00df][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
    "|[\u00e0-\u00ef][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{2}"
)
LOST = ("\ufffd", "锟斤拷", "ï¿½")  # marks of letters that are gone for good
FEW = 2  # such pairs may stand in an honest text


class Undecodable(Exception):
    """`code`: "not_text", "garbled" or "encoding"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def decode(data: bytes) -> str:
    """The text, line ends as they are. Raises Undecodable where letters are lost or the encoding cannot be told."""
    text = _decoded(data)
    if "\0" in text:
        raise Undecodable("not_text")
    if any(mark in text for mark in LOST) or len(TWICE.findall(text)) > FEW:
        raise Undecodable("garbled")
    return text


def _decoded(data: bytes) -> str:
    for mark, encoding in MARKED:
        if data.startswith(mark):
            return _try(data, encoding) or ""
    found = _try(data, "utf-8")
    if found is None:
        found = _try(data, "gb18030" if _in_pairs(data) else "cp1252")
    if found is None:
        raise Undecodable("encoding")
    return found


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _in_pairs(data: bytes) -> bool:
    """Bytes above 127 mostly come in even runs, as Chinese characters do and single accents do not."""
    runs = [len(run) for run in HIGH.findall(data)]
    return sum(length for length in runs if length % 2 == 0) > sum(runs) / 2
