"""Compare the database with the index."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.table import Table

from search.backends.base import IndexUnavailable
from search.encoders.base import EncoderUnavailable
from search.indexing import Status, compare

SHOWN = 10  # ids of each sort in the table; JSON has them all


class Command(BaseCommand):
    help = "Say what is missing, stale or orphaned in the index, and what waits. Exits with 1 unless all is in step."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=["table", "json"], default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            statuses = compare()
        except (IndexUnavailable, EncoderUnavailable) as error:
            raise CommandError(str(error)) from error
        if options["format"] == "json":
            report = {status.kind: asdict(status) | {"in_step": status.in_step} for status in statuses}
            self.stdout.write(json.dumps(report, indent=2))
        else:
            self._print(statuses)
        if not all(status.in_step for status in statuses):
            raise CommandError(
                "The index is not in step with the database: run index_pending if jobs are waiting, else rebuild_index."
            )

    def _print(self, statuses: Sequence[Status]) -> None:
        table = Table("kind", "database", "index", "missing", "stale", "orphaned", "pending jobs")
        for status in statuses:
            lists = [_shorten(ids) for ids in (status.missing, status.stale, status.orphaned)]
            table.add_row(status.kind, str(status.database), str(status.index), *lists, str(status.pending))
        width = None if self.stdout.isatty() else 120
        console = Console(width=width)
        with console.capture() as captured:
            console.print(table)
        self.stdout.write(captured.get())


def _shorten(ids: Sequence[str]) -> str:
    names = ", ".join(id.partition(":")[2] for id in ids[:SHOWN])
    return f"{len(ids)}: {names}{' …' if len(ids) > SHOWN else ''}" if ids else "0"
