"""`manage.py load_ror FILE`: the whole Research Organization Registry, in place of the extract."""

from __future__ import annotations

import io
import zipfile
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, transaction

from bases.models import RorRecord
from bases.ror import NotRor, records_in, store

FEWEST = 1  # a list of nothing would empty the table


class Command(BaseCommand):
    help = (
        "Reads a dump of ror.org (JSON of schema 2, or the ZIP that holds it: https://doi.org/10.5281/zenodo.6347574) "
        "and puts its active organisations in place of those that are there."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            with _opened(file) as text, transaction.atomic():
                count = store(RorRecord, records_in(text))
                if count < FEWEST:
                    raise NotRor("The list is empty.")
        except (NotRor, UnicodeDecodeError) as error:
            raise CommandError(f"{file}: {error} Nothing was changed.") from error
        except IntegrityError as error:
            raise CommandError(f"{file}: an id stands in it twice. Nothing was changed.") from error
        self.stdout.write(f"{count:,} organisations of ROR.")


@contextmanager
def _opened(file: Path) -> Iterator[IO[str]]:
    """The JSON, out of its ZIP where it is in one."""
    if not file.is_file():
        raise CommandError(f"{file}: there is no such file.")
    if not zipfile.is_zipfile(file):
        with file.open(encoding="utf-8") as text:
            yield text
        return
    with zipfile.ZipFile(file) as archive:
        names = [name for name in archive.namelist() if name.endswith(".json")]
        names = [name for name in names if "schema_v2" in name] or names
        if not names:
            raise CommandError(f"{file}: no JSON is in it. Nothing was changed.")
        with archive.open(names[0]) as raw:
            yield io.TextIOWrapper(raw, encoding="utf-8")
