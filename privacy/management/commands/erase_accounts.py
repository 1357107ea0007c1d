"""Erase accounts by number: again, after an older backup was restored."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.domain.audit import record_of
from accounts.models import User
from privacy.domain.erasing import erase


class Command(BaseCommand):
    help = (
        "Erase these accounts at once, without a week's grace. The log names them as “Erased: account 123”; "
        "whoever restores a backup erases again whom it brought back (docs/privacy.md)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("numbers", nargs="+", type=int, metavar="NUMBER")
        parser.add_argument("--yes", action="store_true", help="nothing of it can be undone; say so")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["yes"]:
            raise CommandError("Nothing of it can be undone. If you mean it, add --yes.")
        for number in options["numbers"]:
            user = User.objects.filter(pk=number).first()
            if user is None:
                self.stdout.write(f"{number}: not there")
                continue
            with transaction.atomic():
                rows = erase(user)
                record_of("accounts.user", "erased", key=str(number), by=None, after={"rows": rows})
            self.stdout.write(f"{number}: erased, {sum(rows.values())} rows")
