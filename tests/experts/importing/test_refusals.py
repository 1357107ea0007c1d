"""Files that are not read, and why."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from experts import import_words
from experts.importing import apart, limits
from experts.importing.apart import read_apart
from experts.importing.limits import Refused
from experts.importing.reading import nobody, read
from tests.experts.importing.files import archive, bibtex, docx, pdf, pdf_of, sample

LINES = ["Ilse Brandt", "", "Research interests", "snow hydrology"]
BILLION_LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE record [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
<record><orcid-identifier><path>&b;</path></orcid-identifier></record>"""
OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE record [<!ENTITY x SYSTEM "file:///etc/hostname">]><record>&x;</record>'
)


def locked() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf([LINES]))))
    writer.encrypt("secret", algorithm="RC4-128")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def bomb_docx() -> bytes:
    return docx(LINES, {"word/media/image1.bmp": bytes(limits.INFLATED + 1)})


def lying_docx() -> bytes:
    """Its text says that it is small and inflates to more than may be."""
    data = bytearray(archive({"word/document.xml": b" " * (limits.INFLATED + 10)}))
    size = (limits.INFLATED + 10).to_bytes(4, "little")
    return bytes(data.replace(size, (100).to_bytes(4, "little")))


REFUSED = {
    "empty": [b"", b" \n\t "],
    "too_large": [b"x" * (limits.BYTES + 1)],
    "html": [b"<!DOCTYPE html><title>x</title><script>alert(1)</script>"],
    "archive": [archive({"a.txt": b"text"})],
    "old_word": [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)],
    "macros": [
        docx(LINES, {"word/vbaProject.bin": b"Sub AutoOpen()"}),
        docx(LINES, {"[Content_Types].xml": b"application/vnd.ms-word.document.macroEnabled.main+xml"}),
    ],
    "inflates": [bomb_docx()],
    "broken_docx": [docx(LINES)[:200], lying_docx()],
    "docx_without_text": [docx(["", " "])],
    "pdf_encrypted": [locked()],
    "pdf_without_text": [pdf([[]])],
    "broken_pdf": [b"%PDF-1.7 nothing else", pdf([LINES])[:300]],
    "xml_entities": [BILLION_LAUGHS, OUTSIDE],
    "broken_xml": [sample("orcid.xml")[:3000]],
    "unknown_xml": [b"<svg xmlns='http://www.w3.org/2000/svg'/>"],
    "broken_json": [sample("orcid.json")[:3000], b'{"a":' * 100_000],
    "unknown_json": [b'{"name": "x"}', b"[1, 2, 3]"],
    "orcid_without_owner": [json.dumps({"orcid-identifier": {"path": "0000-0002-1694-2330"}}).encode()],
    "broken_bibtex": [b"@article{a, title = {never closed, year = 2001"],
    "garbled": [sample("cv-zh.txt").decode("latin-1").encode(), "锟斤拷锟斤拷锟斤拷锟斤拷锟斤拷".encode()],
    "encoding": [b"\xff\xff\xff" * 20 + b"\x81\x8d\x8f\x90\x9d" * 3],
    "not_text": [b"\x00\x01\x02" * 50],
    "unknown_format": [b"hello"],
    "nothing_found": [b"There is nothing about anybody in this sentence, nor in the next one."],
}  # fmt: skip


@pytest.mark.parametrize(
    ("code", "data"), [(code, data) for code, files in REFUSED.items() for data in files]
)
def test_file_is_refused_with_its_reason(code: str, data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        read(data)
    assert refused.value.code == code
    assert import_words.refusal(refused.value.code, refused.value.values)


def test_too_many_pages_or_entries_are_refused_with_the_limit() -> None:
    with pytest.raises(Refused) as refused:
        read(pdf([["x"]] * (limits.PAGES + 1)))
    assert (refused.value.code, refused.value.values) == ("too_many_pages", {"limit": limits.PAGES})
    with pytest.raises(Refused) as refused:
        read(b"\n".join(b"@misc{k%d, title={T %d}, year=2001}" % (n, n) for n in range(limits.ENTRIES + 1)))
    assert (refused.value.code, refused.value.values) == ("too_many_entries", {"limit": limits.ENTRIES})


def test_pdf_whose_page_inflates_without_end_is_refused() -> None:
    bomb = pdf_of([b"BT /F1 10 Tf (x) Tj ET " + b" " * 200_000_000])
    assert len(bomb) < 1_000_000
    with pytest.raises(Refused) as refused:
        read_apart(bomb, nobody)
    assert refused.value.code in ("inflates", "too_heavy")


def test_stream_that_draws_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS", 1)
    endless = pdf_of([b"BT /F1 10 Tf " + b"(abc) Tj " * 900_000 + b"ET"] * 3)
    with pytest.raises(Refused) as refused:
        read_apart(endless, nobody)
    assert refused.value.code in ("too_slow", "inflates", "too_heavy")


def test_file_read_apart_tells_how_far_it_is_and_gives_the_same_record() -> None:
    told: list[tuple[int, int]] = []
    data = bibtex(300)
    assert read_apart(data, lambda done, goal: told.append((done, goal))) == read(data)
    assert told[0] == (0, 300)


def test_refusal_comes_from_the_process_apart() -> None:
    with pytest.raises(Refused) as refused:
        read_apart(sample("orcid.xml")[:3000], nobody)
    assert refused.value.code == "broken_xml"
    assert refused.value.values["line"] > 1


def test_every_refusal_has_its_words() -> None:
    for code, said in import_words.REFUSALS.items():
        assert str(said), code
