"""What both match commands take and how they fail."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError, CommandParser

from search.backends.base import IndexUnavailable
from search.encoders.base import EncoderUnavailable

MAX_TOP = 200  # each channel proposes no more people


IN_ANOTHER_LANGUAGE = (
    "its texts are neither Chinese nor English, the two languages that are read in full, so the list is rough and "
    "shows little evidence: add a version in one of them."
)


def add_common(parser: CommandParser) -> None:
    """--top, --format and --plain."""
    parser.add_argument(
        "--top", type=number, default=10, metavar="N", help="how many to show, 1–200 (default: 10)"
    )
    parser.add_argument(
        "--format", choices=["table", "json"], default="table", help="docs/match-json.md describes json"
    )
    parser.add_argument(
        "--plain",
        action="store_true",
        help="as it would be if nobody had called anything fitting or not relevant",
    )


def number(text: str) -> int:
    """A whole number from 1 to MAX_TOP, for argparse."""
    if not text.isdecimal() or not 1 <= int(text) <= MAX_TOP:
        raise ArgumentTypeError(f"{text!r} is not a whole number from 1 to {MAX_TOP}")
    return int(text)


def primary_key(text: str, noun: str) -> int:
    """The id on the command line. Raises CommandError."""
    if not text.isdecimal() or len(text) > 18:
        raise CommandError(f"{text!r} is no id: give the number of the {noun} as its page address has it.")
    return int(text)


@contextmanager
def explained_errors() -> Iterator[None]:
    """Whatever the engine cannot do, as one sentence and a non-zero exit."""
    try:
        yield
    except (IndexUnavailable, EncoderUnavailable, ImproperlyConfigured) as error:
        raise CommandError(str(error)) from error


def refuse_empty(pool: int, what: str) -> None:
    """An index without anybody answers nothing."""
    if not pool:
        raise CommandError(f"The index holds no {what}: run `manage.py rebuild_index`.")
