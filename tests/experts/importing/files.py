"""Files that tests bring along: samples of each format, and made ones that are large or mean."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

SAMPLES = Path(__file__).parent / "samples"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def docx(lines: Iterable[str], more: Mapping[str, bytes] | None = None) -> bytes:
    """A Word document of these paragraphs, with `more` parts."""
    body = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    return archive(
        {
            "[Content_Types].xml": TYPES.encode(),
            "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'.encode(),
            **(more or {}),
        }
    )


def archive(parts: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as zipped:
        for name, data in parts.items():
            zipped.writestr(name, data)
    return file.getvalue()


def pdf(pages: Iterable[Iterable[str]]) -> bytes:
    """A PDF of these lines of Latin letters on each page."""
    streams = []
    for lines in pages:
        shown = (line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") for line in lines)
        text = "BT /F1 10 Tf 50 800 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in shown) + " ET"
        streams.append(text.encode("cp1252"))
    return pdf_of(streams)


def pdf_of(streams: list[bytes]) -> bytes:
    """A PDF with one page for each stream of drawing."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(streams)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, stream in enumerate(streams):
        packed = zlib.compress(stream)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            + f"/Contents {5 + 2 * number} 0 R >>".encode()
        )
        objects.append(
            f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode() + packed + b"\nendstream"
        )
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, one in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n".encode() + one + b"\nendobj\n")
    table = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write(b"".join(f"{place:010d} 00000 n \n".encode() for place in places))
    out.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode())
    return out.getvalue()


def citation(number: int) -> str:
    return (
        f"[{number}] Solvang, M., Brandt, I. ({1990 + number % 35}). Outdoor degradation of modules, part {number}: "
        f"a study. Invented Journal, {number}, 1-9. doi:10.5555/study.{number}"
    )


def bibtex(entries: int) -> bytes:
    """So many entries with accents, mathematics and abstracts."""
    return "\n".join(
        rf"""@article{{key{number},
  title = {{{{Degradation}} of {{PV}} modules \& part {number} with $\alpha$-phase}},
  author = {{M{{\"u}}ller, J{{\'o}}zef and {{\O}}rsted, Hans and Solvang, Marit}},
  journal = {{Invented Journal}}, year = {{{1990 + number % 35}}}, doi = {{10.5555/entry.{number}}},
  abstract = {{We follow 240 modules. It is 20\% less than was thought. {"A sentence of the abstract. " * 20}}},
}}"""
        for number in range(entries)
    ).encode()
