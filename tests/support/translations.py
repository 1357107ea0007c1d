"""Compiles the message catalogues, so that tests see today's Chinese."""

from __future__ import annotations

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po


def compile_catalogues(locale: Path) -> None:
    """`django.po` → `django.mo` in every language, where the source is newer. Raises PoFileError naming the line."""
    for source in sorted(locale.glob("*/LC_MESSAGES/django.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns > source.stat().st_mtime_ns:
            continue
        with source.open("rb") as file:
            try:
                catalogue = read_po(file, abort_invalid=True)
            except PoFileError as error:
                raise PoFileError(error.catalog, f"{source}: {error}", error.line, error.lineno) from error
        fresh = target.with_suffix(f".{os.getpid()}")
        with fresh.open("wb") as file:
            write_mo(file, catalogue)
        fresh.replace(target)
