"""Rank people for an opening, or for a text."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from matching.management.arguments import (
    IN_ANOTHER_LANGUAGE,
    add_common,
    explained_errors,
    primary_key,
    refuse_empty,
)


class Command(BaseCommand):
    """Reads only, unless told to store. Loads what it needs when it needs it: a stored opening needs no model."""

    help = "Rank people for a stored opening (ID) or for a text in Chinese or English (--text; - reads standard input)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """[ID] [--text] [--store] [--top] [--format] [--plain]"""
        parser.add_argument("id", nargs="?", metavar="ID", help="the number of an opening")
        parser.add_argument("--text", help="a text instead of an opening; - reads it from standard input")
        parser.add_argument(
            "--store",
            action="store_true",
            help="keep the list of an opening, so that `explain_match` can explain it later",
        )
        add_common(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the list. Raises CommandError."""
        id, text = options["id"], options["text"]
        if (id is None) == (text is None):
            raise CommandError("Give either the id of an opening or --text, not both and not neither.")
        if options["store"] and id is None:
            raise CommandError("--store keeps the list of an opening; nothing of a text is kept.")
        with explained_errors():
            found, asked = self._by_text(text, options) if id is None else self._by_id(id, options)
        refuse_empty(found.pool, "people")
        if options["format"] == "json":
            from matching.management.as_json import shortlist_as_json

            document = shortlist_as_json(found, asked=asked)
            self.stdout.write(json.dumps(document, ensure_ascii=False, indent=2))
            return
        from matching.management.as_table import show
        from matching.management.terminal import console_on

        show(found, console_on(self.stdout), asks="text" if id is None else "opening")

    def _by_id(self, id: str, options: Any) -> tuple[Any, dict[str, Any]]:
        from bases.models import Opening
        from matching.domain.matcher import people_for, store_matches
        from matching.domain.rules.opening import held
        from search.documents import read_opening

        opening = Opening.objects.filter(pk=primary_key(id, "opening")).first()
        if opening is None:
            raise CommandError(f"There is no opening {id}: look for its number in the list of openings.")
        if held(opening):
            state = opening.get_sensitivity_display().lower()
            raise CommandError(f"Opening {id} is matched with nobody ({state}) until an officer clears it.")
        if not opening.is_open:
            state = opening.get_publication_display().lower()
            passed = "" if opening.deadline.timestamp() > _now() else ", and its deadline has passed"
            self.stderr.write(
                self.style.WARNING(f"Opening {id} takes no applications now ({state}{passed}).")
            )
        if not read_opening(opening).says_something:
            raise CommandError(
                f"Opening {id} holds no word, so nobody can be near it: say in its title or description, in Chinese or "
                "English, what somebody should work on."
            )
        if read_opening(opening).in_another_language:
            self.stderr.write(self.style.WARNING(f"Opening {id}: {IN_ANOTHER_LANGUAGE}"))
        found = people_for(opening, top=options["top"], plain=options["plain"])
        if options["store"]:
            self.stderr.write(f"{store_matches(opening, found)} matches stored.")
        if options["format"] == "table":
            titles = " · ".join(str(text) for text in opening.texts.order_by("-is_original"))
            self.stdout.write(f"{titles} (#{opening.pk})")
        return found, {"kind": "opening", "id": opening.pk}

    def _by_text(self, text: str, options: Any) -> tuple[Any, dict[str, Any]]:
        from matching.domain.free_text import NO_UTF8, TextRefused, check_text
        from matching.domain.matcher import people_for_text

        try:
            # One character more than the limit is enough to refuse.
            checked = check_text(sys.stdin.read(settings.TEXT_LIMIT + 1) if text == "-" else text)
        except UnicodeDecodeError as error:
            raise CommandError(NO_UTF8) from error
        except TextRefused as error:
            raise CommandError(str(error)) from error
        return people_for_text(checked, top=options["top"]), {"kind": "text", "text": checked}


def _now() -> float:
    from django.utils import timezone

    return timezone.now().timestamp()
