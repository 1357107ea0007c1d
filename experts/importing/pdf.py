"""The text of a PDF, page by page. Nothing in it is run, and no image of a page is read."""

from __future__ import annotations

import logging
from collections.abc import Callable
from io import BytesIO

from pypdf import PdfReader, apply_configuration
from pypdf.errors import LimitReachedError, PyPdfError

from experts.importing.cv import Line
from experts.importing.limits import CHARACTERS, INFLATED, PAGES, Refused

logging.getLogger("pypdf").setLevel(
    logging.CRITICAL
)  # what a broken file makes it say is of no use to anybody
# What a broken file does to its reader: errors of Python's own kinds come from many places of it.
BROKEN = (
    PyPdfError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    ArithmeticError,
    RecursionError,
)


def read_pdf(data: bytes, tell: Callable[[int, int], None]) -> list[Line]:
    """Raises Refused for what is encrypted, broken, too large, or holds pictures of pages alone."""
    try:
        with apply_configuration(
            zlib_maximum_output_length=INFLATED,
            lzw_maximum_output_length=INFLATED,
            run_length_maximum_output_length=INFLATED,
            array_based_stream_maximum_output_length=INFLATED,
        ):
            lines = _lines(PdfReader(BytesIO(data)), tell)
    except LimitReachedError as error:
        raise Refused("inflates", limit=INFLATED // 2**20) from error
    except BROKEN as error:
        raise Refused("broken_pdf") from error
    if not any(line.text for line in lines):
        raise Refused("pdf_without_text")
    return lines


def _lines(reader: PdfReader, tell: Callable[[int, int], None]) -> list[Line]:
    if reader.is_encrypted:
        raise Refused("pdf_encrypted")
    count = len(reader.pages)
    if count > PAGES:
        raise Refused("too_many_pages", limit=PAGES)
    lines: list[Line] = []
    characters = 0
    for number, page in enumerate(reader.pages, start=1):
        text = page.extract_text()
        characters += len(text)
        if characters > CHARACTERS:
            raise Refused("too_much_text", limit=CHARACTERS)
        lines += [Line(line.strip(), f"page:{number}") for line in text.splitlines()]
        tell(number, count)
    return lines
