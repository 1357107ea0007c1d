"""The text of a Word document (.docx): paragraphs in their order, those of tables and text boxes among them.

A document is a ZIP of XML. Only its one part with the text is inflated, after its size was looked at; a library that
opens the whole document would inflate all of it.
"""

from __future__ import annotations

from io import BytesIO
from xml.etree.ElementTree import Element
from zipfile import BadZipFile, LargeZipFile, ZipFile
from zlib import error as ZlibError

from experts.importing.cv import Line
from experts.importing.limits import CHARACTERS, INFLATED, Refused
from experts.importing.trees import from_xml

DOCUMENT = "word/document.xml"
TYPES = "[Content_Types].xml"
ENTRIES = 5_000  # parts of a document


def read_docx(data: bytes) -> list[Line]:
    """Raises Refused for other archives, for macros, for what is broken or inflates to too much."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = {part.filename: part.file_size for part in archive.infolist()}
            if len(parts) > ENTRIES or sum(parts.values()) > INFLATED:
                raise Refused("inflates", limit=INFLATED // 2**20)
            if DOCUMENT not in parts:
                raise Refused("archive")
            if any(name.lower().endswith("vbaproject.bin") for name in parts) or b"macroEnabled" in _part(
                archive, TYPES
            ):
                raise Refused("macros")
            root = from_xml(_part(archive, DOCUMENT))
    except (BadZipFile, LargeZipFile, ZlibError, EOFError, NotImplementedError, RuntimeError) as error:
        raise Refused("broken_docx") from error
    lines = [Line(text, f"line:{number}") for number, text in enumerate(_paragraphs(root), start=1)]
    if not any(line.text.strip() for line in lines):
        raise Refused("docx_without_text")
    if sum(len(line.text) for line in lines) > CHARACTERS:
        raise Refused("too_much_text", limit=CHARACTERS)
    return lines


def _part(archive: ZipFile, name: str) -> bytes:
    """A part may be larger than it says it is."""
    if name not in archive.namelist():
        return b""
    with archive.open(name) as file:
        data = file.read(INFLATED + 1)
    if len(data) > INFLATED:
        raise Refused("inflates", limit=INFLATED // 2**20)
    return data


def _paragraphs(root: Element) -> list[str]:
    found: list[str] = []
    for paragraph in root.iter("p"):
        text = []
        for node in paragraph.iter():
            if node is not paragraph and node.tag == "p":
                break  # of a text box: it comes by itself
            if node.tag == "t":
                text.append(node.text or "")
            elif node.tag in ("tab", "br", "cr"):
                text.append(" " if node.tag == "tab" else "\n")
        found += "".join(text).split("\n")
    return found
