"""Work off the outbox now, whatever waits for another attempt included."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from search.indexing import work_off
from search.management.progress import progress_bar
from search.models import IndexJob

ROUNDS = 3  # attempts at a job before this command gives up
PATIENCE = 60.0  # seconds to wait while another process works off the same outbox


class Command(BaseCommand):
    help = "Index every change that is still waiting in the outbox."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--rounds",
            type=int,
            default=ROUNDS,
            help=f"attempts at a job before giving up (default {ROUNDS})",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        rounds = options["rounds"]
        if rounds < 1:
            raise CommandError(f"--rounds {rounds}: give at least 1.")
        if not IndexJob.objects.exists():
            self.stdout.write("The index is up to date; nothing is waiting.")
            return
        done, error = 0, ""
        for attempt in range(1, rounds + 1):
            with progress_bar(f"Indexing, attempt {attempt}", total=IndexJob.objects.count()) as advance:
                try:
                    report = work_off(everything=True, seconds=PATIENCE, progress=advance)
                except OperationalError as refusal:
                    raise CommandError(
                        f"The database refused a write ({refusal}): what is waiting stays. Free some disk space "
                        "and run index_pending again."
                    ) from refusal
            done, error = done + report.done, report.error or error
            if not IndexJob.objects.exists():
                self.stdout.write(f"Indexed {done} changed subjects; nothing is waiting.")
                return
            if not report.failed:  # another process has its turn, or adds faster than we work
                break
        left = IndexJob.objects.count()
        raise CommandError(
            f"{left} index jobs are still waiting after {attempt} attempts; the last error: {error or 'none'} "
            "Remove its cause and run index_pending again."
        )
