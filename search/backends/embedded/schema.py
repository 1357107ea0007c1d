"""How tantivy is used: the fields, how a filter becomes a term, and its errors in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import tantivy

from search.backends.base import IndexUnavailable
from search.backends.embedded.layout import REMEDY

# Tokens come ready-made; they are joined by a character that no token holds and split there again.
SEPARATOR = "\x1f"
ANALYZER = "given"


def build_schema() -> tantivy.Schema:
    """Ids are text: deleting by a number silently deletes nothing. Records are read through a fast field."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("filters", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("tokens", tokenizer_name=ANALYZER, index_option="freq")
    builder.add_unsigned_field("record", fast=True)
    return builder.build()


def filter_term(name: str, value: str, *, own: bool = False) -> str:
    """One term, on one line; those of our own cannot meet those of a document's filters."""
    return f"{'@' if own else ''}{name}={value}".replace("\\", "\\\\").replace("\n", "\\n")


def build_analyzer() -> tantivy.TextAnalyzer:
    """Splits what was joined, and changes nothing."""
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(f"[^{SEPARATOR}]+")).build()


def unwritten(reason: str) -> IndexUnavailable:
    """The error for a change that did not happen."""
    return IndexUnavailable(
        f"The search index could not be written ({reason}); what it held before is kept. "
        f"Free some disk space or {REMEDY}"
    )


@contextmanager
def plain_errors(error_for: Callable[[str], IndexUnavailable]) -> Iterator[None]:
    """tantivy reports a full disk, a lost folder and a broken file as ValueError, or panics."""
    try:
        yield
    except ValueError as error:
        raise error_for(_short(error)) from error
    except BaseException as error:
        # A Rust panic reaches Python as a class that nothing exports and that is not an Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise error_for(f"tantivy: {_short(error)}") from error


def _short(error: BaseException) -> str:
    """The beginning of a message; tantivy's can be a dump of its state. The whole stays in the chained error."""
    first = (str(error).splitlines() or [type(error).__name__])[0]
    return first if len(first) <= 120 else f"{first[:117]}..."
