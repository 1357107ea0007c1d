"""Apply the rules of retention, or count what they would find."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from privacy import retention


class Command(BaseCommand):
    help = "Delete or empty what is kept no longer (privacy/data/retention.toml). With --dry-run only counts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="count, and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        run = retention.apply(dry=options["dry_run"])
        for rule in retention.rules():
            if rule.applied:
                self.stdout.write(
                    f"{run.figures.get(rule.key, 0):>8}  {rule.key}: {rule.what} ({rule.model})"
                )
        self.stdout.write("Nothing was changed." if run.dry else "Applied.")
