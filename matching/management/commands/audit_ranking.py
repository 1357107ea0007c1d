"""Does the ranking show groups of people of equal merit alike?"""

from __future__ import annotations

from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from matching.fairness import listed, made_up
from matching.fairness.exposure import Gap
from matching.fairness.report import PREFIX, Audit, Finding, as_json, folder
from matching.fairness.text import as_markdown
from matching.management.arguments import explained_errors
from search.files import replacing

PEOPLE = 400  # made up: enough that a ratio of .9 between two halves is told from chance


def people(text: str) -> int:
    """A whole number, for argparse; 0 leaves the made-up people out."""
    if not text.isdecimal() or int(text) > 4000:
        raise ArgumentTypeError(f"{text!r} is not a whole number from 0 to 4000")
    return int(text)


class Command(BaseCommand):
    """Reads only, but for the report. It names groups, never people."""

    help = (
        "Measure how much the ranking shows of groups – country income group, career stage, script of the name, "
        "language – among people of equal merit: in the database and among made-up people. Writes a report."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """[--people N] [--out FILE] [--format markdown|json]"""
        parser.add_argument(
            "--people", type=people, default=PEOPLE, metavar="N", help=f"made-up people (default: {PEOPLE})"
        )
        parser.add_argument(
            "--out", type=Path, metavar="FILE", help="default: var/reports/, for the page too"
        )
        parser.add_argument("--format", choices=["markdown", "json"], default="markdown")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the report and write it. A gap is a finding, not a failure: the exit code is 0."""
        with explained_errors():
            audit = _audit(options["people"])
        text = {"markdown": as_markdown, "json": as_json}[options["format"]](audit)
        self.stdout.write(text)
        try:
            for path, content in _files(options["out"], audit, text).items():
                path.parent.mkdir(parents=True, exist_ok=True)
                with replacing(path) as file:
                    file.write(content.encode())
                self.stderr.write(f"-> {path}")
        except OSError as error:
            raise CommandError(
                f"The report was not written: {error}. Choose another place with --out."
            ) from error


def _files(out: Path | None, audit: Audit, text: str) -> dict[Path, str]:
    if out is not None:
        return {out: text}
    # To the second, so that the newest one sorts last.
    stem = folder() / f"{PREFIX}{audit.made_at:%Y-%m-%d-%H%M%S}"
    return {stem.with_suffix(".json"): as_json(audit), stem.with_suffix(".md"): as_markdown(audit)}


def _audit(size: int) -> Audit:
    from matching.domain.engine import engine_version

    lists, known = listed.lists(), listed.known_merit()
    populations = {"known": known, "field": {one.opening: one.same_field for one in lists}}
    findings = [
        _finding(kind, listed.gaps(lists, merit), lists=len(lists))
        for kind, merit in populations.items()
        if merit and lists
    ]
    if size:
        pool = made_up.pool(size)
        findings.append(_finding("made_up", made_up.gaps(pool), lists=len(pool.openings)))
    return Audit(timezone.now(), engine_version(), tuple(findings))


def _finding(kind: str, gaps: list[Gap], *, lists: int) -> Finding:
    people = max((sum(group.people for group in gap.groups) for gap in gaps), default=0)
    return Finding(kind, people, lists, tuple(gaps))
