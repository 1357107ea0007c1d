"""What a file may be that an institution hands in, and why one is not taken."""

from __future__ import annotations

BYTES = 10 * 2**20  # of a file
INFLATED = 30 * 2**20  # bytes of one stream of a PDF
PAGES = 500
PIXELS = 25_000_000  # of a picture: 100 MB of memory
SECONDS = 20  # to look at a file
MEMORY = 512 * 2**20  # bytes of addresses of the process that looks

PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
BEGINNINGS = {PDF: b"%PDF-", PNG: b"\x89PNG\r\n\x1a\n", JPEG: b"\xff\xd8\xff"}
ENDINGS = {PDF: ".pdf", PNG: ".png", JPEG: ".jpg"}


class Refused(Exception):
    """The file is not taken. `code` says why; `bases.files.words` says it to people. `values` fill the sentence."""

    def __init__(self, code: str, **values: int | str) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values
