"""What a file is, by its content; its name tells nothing. Knows no database, and runs nothing of the file."""

from __future__ import annotations

import logging
from io import BytesIO
from typing import Any

from PIL import Image
from pypdf import PdfReader, apply_configuration
from pypdf.errors import LimitReachedError, PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from bases.files.limits import BEGINNINGS, BYTES, INFLATED, PAGES, PDF, PIXELS, Refused

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what a broken file makes it say is of no use
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
    SyntaxError,
    OSError,
)
# ISO 32000-2. Keys of what runs, or is handed out, by itself or at a click: 7.11.4, 12.6, 12.7.6, 13.7
RUNS = frozenset({"/JS", "/JavaScript", "/AA", "/EF", "/EmbeddedFiles", "/XFA", "/RichMediaContent"})
TELL = ("/S", "/Type", "/Subtype")  # keys whose value says what a dictionary is
ACTS = frozenset(
    {
        "/JavaScript",
        "/Launch",
        "/ImportData",
        "/SubmitForm",
        "/GoToE",
        "/RichMediaExecute",
        "/EmbeddedFile",
        "/FileAttachment",
        "/RichMedia",
    }
)


def kind_of(data: bytes) -> str:
    """A key of ENDINGS. Raises Refused for any other kind, and for what is broken, hidden, too large or runs code."""
    if not data:
        raise Refused("empty")
    if len(data) > BYTES:
        raise Refused("too_large", limit=BYTES // 2**20)
    kind = next((kind for kind, start in BEGINNINGS.items() if data.startswith(start)), None)
    if kind is None:
        raise Refused("other_kind")
    if kind == PDF:
        _look_at_pdf(data)
    else:
        _look_at_picture(data)
    return kind


def _look_at_picture(data: bytes) -> None:
    Image.MAX_IMAGE_PIXELS = None  # the size is judged here, before anything is unpacked
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > PIXELS:
                raise Refused("too_many_pixels", limit=PIXELS // 1_000_000)
            picture.load()
    except BROKEN as error:
        raise Refused("broken") from error


def _look_at_pdf(data: bytes) -> None:
    try:
        with apply_configuration(
            zlib_maximum_output_length=INFLATED,
            lzw_maximum_output_length=INFLATED,
            run_length_maximum_output_length=INFLATED,
            array_based_stream_maximum_output_length=INFLATED,
        ):
            reader = PdfReader(BytesIO(data))
            if reader.is_encrypted:
                raise Refused("encrypted")
            if len(reader.pages) > PAGES:
                raise Refused("too_many_pages", limit=PAGES)
            if _runs_something(reader):
                raise Refused("runs_code")
            for page in reader.pages:
                if contents := page.get_contents():
                    contents.get_data()
    except LimitReachedError as error:
        raise Refused("inflates", limit=INFLATED // 2**20) from error
    except BROKEN as error:
        raise Refused("broken") from error


def _runs_something(reader: PdfReader) -> bool:
    """A script, a program or a file within, anywhere in what the document leads to. Each object is looked at once."""
    seen: set[tuple[int, int]] = set()
    waiting: list[Any] = [reader.trailer]
    while waiting:
        value = waiting.pop()
        if isinstance(value, IndirectObject):
            if (place := (value.idnum, value.generation)) in seen:
                continue
            seen.add(place)
            waiting.append(value.get_object())
        elif isinstance(value, DictionaryObject):
            if not RUNS.isdisjoint(value) or any(_resolved(value.get(key)) in ACTS for key in TELL):
                return True
            waiting.extend(value.values())
        elif isinstance(value, ArrayObject):
            waiting.extend(value)
    return False


def _resolved(value: Any) -> Any:
    return value.get_object() if isinstance(value, IndirectObject) else value
