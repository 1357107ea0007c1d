"""Rank openings for a person."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from matching.management.arguments import (
    IN_ANOTHER_LANGUAGE,
    add_common,
    explained_errors,
    primary_key,
    refuse_empty,
)


class Command(BaseCommand):
    """Reads only, and only for people who agreed to be matched."""

    help = "Rank the openings that take applications now for a person of the pool."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """ID [--top] [--format] [--plain]"""
        parser.add_argument("id", metavar="ID", help="the number of a profile")
        add_common(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the list. Raises CommandError."""
        from experts.models import Profile
        from matching.domain.matcher import openings_for
        from search.documents import read_profile

        key = primary_key(options["id"], "profile")
        profile = Profile.objects.matchable().for_matching().filter(pk=key).first()
        if profile is None:
            if Profile.objects.filter(pk=key).exists():
                raise CommandError(
                    f"Profile {key} is not in the pool: the person must be active, have a verified address, and agree "
                    "to be matched."
                )
            raise CommandError(f"There is no profile {key}: look for its number in the administration.")
        if not read_profile(profile).says_something:
            raise CommandError(
                f"Profile {key} holds no word that may be read, so no opening can be near it: its headline or "
                "biography must say, in Chinese or English, what the person works on."
            )
        if read_profile(profile).in_another_language:
            self.stderr.write(self.style.WARNING(f"Profile {key}: {IN_ANOTHER_LANGUAGE}"))
        with explained_errors():
            found = openings_for(profile, top=options["top"], plain=options["plain"])
        refuse_empty(found.pool, "openings")
        if options["format"] == "json":
            from matching.management.as_json import shortlist_as_json

            document = shortlist_as_json(found, asked={"kind": "profile", "id": profile.pk})
            self.stdout.write(json.dumps(document, ensure_ascii=False, indent=2))
            return
        from matching.management.as_table import show
        from matching.management.terminal import console_on

        self.stdout.write(f"{profile.display_name} (#{profile.pk})")
        show(found, console_on(self.stdout), asks="profile")
