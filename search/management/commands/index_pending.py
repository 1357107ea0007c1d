"""Work off the outbox now, whatever waits for another attempt included."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from search.indexing import aside, deferred, work_off
from search.management.progress import progress_bar
from search.models import IndexJob

ROUNDS = 3  # attempts at a job before this command gives up
PATIENCE = 60.0  # seconds to wait while another process works off the same outbox
SHOWN = 20  # of those that are set aside


class Command(BaseCommand):
    help = "Index every change that is still waiting in the outbox, and name what is set aside."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--rounds",
            type=int,
            default=ROUNDS,
            help=f"attempts at a job before giving up (default {ROUNDS})",
        )
        parser.add_argument(
            "--retry-aside",
            nargs="*",
            metavar="ID",
            help="try again what was set aside: these subjects, such as profile:12, or all",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        rounds = options["rounds"]
        if rounds < 1:
            raise CommandError(f"--rounds {rounds}: give at least 1.")
        if options["retry_aside"] is not None:
            self._retry(options["retry_aside"])
        self._work_off(rounds)
        self._name_aside()

    def _retry(self, ids: list[str]) -> None:
        with deferred():
            again = aside.retry(ids) if ids else aside.retry_all()
        if ids and again < len(set(ids)):
            known = {each.id for each in aside.listed()}
            raise CommandError(
                f"{len(set(ids)) - again} of {', '.join(sorted(set(ids)))} are not set aside; set aside are "
                f"{', '.join(sorted(known)) or 'none'}."
            )
        self.stdout.write(f"{again} subjects that were set aside are tried again.")

    def _work_off(self, rounds: int) -> None:
        waiting = IndexJob.objects.waiting()
        if not waiting.exists():
            self.stdout.write("Nothing is waiting to be indexed.")
            return
        done, error = 0, ""
        for attempt in range(1, rounds + 1):
            with progress_bar(f"Indexing, attempt {attempt}", total=waiting.count()) as advance:
                try:
                    report = work_off(everything=True, seconds=PATIENCE, progress=advance)
                except OperationalError as refusal:
                    raise CommandError(
                        f"The database refused a write ({refusal}): what is waiting stays. Free some disk space "
                        "and run index_pending again."
                    ) from refusal
            done, error = done + report.done, report.error or error
            if not waiting.exists():
                self.stdout.write(f"Indexed {done} changed subjects; nothing is waiting.")
                return
            if not report.failed:  # another process has its turn, or adds faster than we work
                break
        raise CommandError(
            f"{waiting.count()} index jobs are still waiting after {attempt} attempts; the last error: "
            f"{error or 'none'} Remove its cause and run index_pending again."
        )

    def _name_aside(self) -> None:
        if not (total := aside.count()):
            return
        self.stdout.write(f"{total} subjects are set aside, for they cannot be indexed as they are:")
        for each in aside.listed(most=SHOWN):
            self.stdout.write(
                f"  {each.id} since {each.since:%Y-%m-%d %H:%M}, {each.tries} attempts: {each.error}"
            )
        self.stdout.write("Remove the cause, then run index_pending --retry-aside.")
