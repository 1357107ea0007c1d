"""Compare database and index document by document, and mend what differs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.backends.base import IndexUnavailable
from search.encoders.base import EncoderUnavailable
from search.indexing import work_off
from search.indexing.checking import Check, check, repair
from search.indexing.rebuild import count_subjects
from search.management.progress import progress_bar

PATIENCE = 60.0  # seconds to wait while another process works off the same outbox


class Command(BaseCommand):
    help = (
        "Compare the database with the index by id and content digest, in bounded memory. Exits with 1 if anything "
        "differs and is not repaired."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--repair", action="store_true", help="index what is missing or stale, remove what is orphaned"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            checks = self._check("Comparing")
            if options["repair"] and not all(each.in_step for each in checks):
                repair(checks)
                work_off(everything=True, seconds=PATIENCE)
                checks = self._check("Comparing again")
        except (IndexUnavailable, EncoderUnavailable) as error:
            raise CommandError(str(error)) from error
        if not all(each.in_step for each in checks):
            remedy = (
                "run index_pending and read its error" if options["repair"] else "run check_index --repair"
            )
            raise CommandError(f"The index differs from the database: {remedy}.")

    def _check(self, label: str) -> Sequence[Check]:
        with progress_bar(label, total=sum(count_subjects().values())) as advance:
            checks = check(progress=advance)
        for each in checks:
            self.stdout.write(_sentence(each))
        return checks


def _sentence(check: Check) -> str:
    if check.in_step:
        return f"{check.kind}: {check.database} in the database, {check.index} in the index, all alike."
    counted = ", ".join(f"{count} {difference}" for difference, count in sorted(check.differences.items()))
    return (
        f"{check.kind}: {check.database} in the database, {check.index} in the index, {counted}; "
        f"of these {check.waiting} wait in the outbox."
    )
