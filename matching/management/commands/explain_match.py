"""Explain a stored match."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from matching.management.arguments import explained_errors, primary_key


class Command(BaseCommand):
    """Reads only; loads no model and no index."""

    help = "Explain a stored match: what the engine of that day made of it, and what of its evidence still stands."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """ID"""
        parser.add_argument("id", metavar="ID", help="the number of a stored match")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it. Raises CommandError."""
        from matching.domain.stored import explain_stored
        from matching.management.as_table import show_stored
        from matching.management.terminal import console_on
        from matching.models import Match

        key = primary_key(options["id"], "match")
        match = Match.objects.for_explanation().filter(pk=key).first()
        if match is None:
            raise CommandError(
                f"There is no stored match {key}: `manage.py match_opening ID --store` stores a list."
            )
        with explained_errors():
            show_stored(explain_stored(match), console_on(self.stdout))
