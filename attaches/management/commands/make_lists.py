"""Store the list of people for every opening that takes applications, as it is done each night."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from attaches.domain.lists import make_lists
from matching.away import UNUSABLE


class Command(BaseCommand):
    help = "Store the list of people for every opening that takes applications, where it changed."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            number = make_lists()
        except UNUSABLE as error:
            raise CommandError(f"The index cannot be used now: {error}") from error
        if options["verbosity"]:
            self.stdout.write(f"Lists that changed: {number}.")
