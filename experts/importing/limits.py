"""How much is read at most, and why something is not."""

from __future__ import annotations

BYTES = 10 * 2**20  # of a file
INFLATED = 30 * 2**20  # bytes of what a document holds, before anything of it is inflated
PAGES = 500
ENTRIES = 10_000  # publications of one file
ROWS = 200  # posts, languages, identifiers, each
CHARACTERS = 3_000_000  # of the text of a document
SECONDS = 30  # to read a file
MEMORY = 512 * 2**20  # bytes of addresses of the process that reads


class Refused(Exception):
    """The file is not read. `code` says why; `experts.import_words` says it to people. `values` fill the sentence."""

    def __init__(self, code: str, **values: int | str) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values
