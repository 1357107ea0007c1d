"""Keep a copy of everything that cannot be made anew."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.management.progress import progress_bar
from talentbridge.backups import BackupError
from talentbridge.backups.keeping import make_backup


class Command(BaseCommand):
    help = (
        "Write the database, the media files and a manifest into DIR. The site may go on meanwhile. DIR holds personal "
        "data: keep it where only operators can read it, and delete it when its time is over."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path, help="A new or empty folder.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = make_backup(options["folder"], bar=lambda label, total: progress_bar(label, total=total))
        except BackupError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(
                f"{options['folder']} cannot be written ({error}): free space, or name another."
            ) from error
        self.stdout.write(
            f"{sum(made.counts.values())} rows of {len(made.counts)} tables and {len(made.media)} media files are in "
            f"{options['folder']}. Put them back with: manage.py restore {options['folder']}"
        )
