"""Which format a file has, told by what is in it and never by its name."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from experts.importing import trees
from experts.importing.bibtex import read_bibtex
from experts.importing.csl import read_csl
from experts.importing.cv import Line, read_cv
from experts.importing.decoding import decode
from experts.importing.docx import read_docx
from experts.importing.doi_list import is_doi_list, read_doi_list
from experts.importing.europass import ROOTS, read_europass
from experts.importing.limits import BYTES, CHARACTERS, Refused
from experts.importing.orcid import read_orcid
from experts.importing.pdf import read_pdf
from experts.importing.record import Record
from experts.importing.ris import read_ris

Tell = Callable[[int, int], None]
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BIBTEX = re.compile(r"^\s*@[A-Za-z]+\s*[{(]", re.MULTILINE)
RIS = re.compile(r"^\ufeff?TY {1,2}- ", re.MULTILINE)
HTML = re.compile(r"^\s*(?:<!doctype html|<html|<head|<body|<script)", re.IGNORECASE)
FEWEST = 20  # characters of a text that could tell of somebody


def nobody(done: int, goal: int) -> None:
    """Whom nobody asked how far it is."""


def read(data: bytes, tell: Tell = nobody) -> Record:
    """What the file tells. `tell(done, goal)` hears how far it is. Raises Refused, with the reason."""
    if len(data) > BYTES:
        raise Refused("too_large", limit=BYTES // 2**20)
    if not data.strip():
        raise Refused("empty")
    record = _read(data, tell)
    if record.is_empty:
        raise Refused("nothing_found")
    return record


def _read(data: bytes, tell: Tell) -> Record:
    if b"%PDF-" in data[:1024]:
        return read_cv(read_pdf(data, tell))
    if data.startswith(b"PK\x03\x04"):
        return read_cv(read_docx(data))
    if data.startswith(OLD_WORD):
        raise Refused("old_word")
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    if HTML.match(text):
        raise Refused("html")
    start = text.lstrip()
    if start.startswith("<"):
        return _read_xml(start)
    if start.startswith(("{", "[")) and (found := _json(start)) is not None:
        return _read_json(found)
    if RIS.search(text):
        return read_ris(text)
    if BIBTEX.search(text):
        return read_bibtex(text, tell)
    if is_doi_list(text):
        return read_doi_list(text)
    if len(start) > CHARACTERS:
        raise Refused("too_much_text", limit=CHARACTERS)
    if len(start.strip()) < FEWEST:
        raise Refused("unknown_format")
    return read_cv(
        [Line(line.strip(), f"line:{number}") for number, line in enumerate(text.split("\n"), start=1)]
    )


def _read_xml(text: str) -> Record:
    root = trees.from_xml(text)
    if root.tag == "record":
        return read_orcid(root)
    if root.tag in ROOTS:
        return read_europass(root)
    raise Refused("unknown_xml")


def _json(text: str) -> Any:
    """None for what only begins like JSON and is none, such as a list of numbered papers."""
    try:
        return json.loads(text)
    except RecursionError as error:
        raise Refused("broken_json", line=1) from error
    except ValueError as error:
        if text.startswith("{"):
            raise Refused("broken_json", line=getattr(error, "lineno", 1)) from error
        return None


def _read_json(found: Any) -> Record:
    if isinstance(found, dict) and "orcid-identifier" in found:
        return read_orcid(trees.from_json(found))
    items = found.get("items", [found]) if isinstance(found, dict) else found
    if isinstance(items, list) and any(
        isinstance(item, dict) and ("title" in item or "DOI" in item) for item in items
    ):
        return read_csl(items)
    raise Refused("unknown_json")
