"""Put a backup into an empty installation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.management.progress import progress_bar
from talentbridge.backups import BackupError
from talentbridge.backups.keeping import put_back


class Command(BaseCommand):
    help = (
        "Fill the empty database and media folder of the settings from DIR, bring them to this version and make the "
        "index. Nothing that exists is overwritten."
    )
    requires_system_checks: list[str] = []  # they ask tables that are not there yet

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path, help="What manage.py backup wrote.")
        parser.add_argument("--no-index", action="store_true", help="Leave the index to rebuild_index.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = put_back(options["folder"], bar=lambda label, total: progress_bar(label, total=total))
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{sum(found.counts.values())} rows and {len(found.media)} media files of {found.made_at} are back "
            f"(version {found.version})."
        )
        if not options["no_index"]:
            call_command("rebuild_index")
