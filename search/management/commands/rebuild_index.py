"""Make the whole index anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError

from search.backends.base import DocumentsRefused, IndexUnavailable
from search.encoders.base import EncoderUnavailable
from search.indexing import aside, rebuild
from search.indexing.rebuild import count_subjects
from search.management.progress import progress_bar


class Command(BaseCommand):
    help = (
        "Index every profile, opening and base into a new index, then switch to it. What is unchanged is taken over "
        "from the index that serves. Safe to interrupt."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--afresh",
            action="store_true",
            help="Take nothing over (for an index that may be damaged) and forget the vectors of texts that are gone.",
        )

        parser.add_argument(
            "--resume", action="store_true", help="Keep what an interrupted rebuild has done already."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["afresh"] and options["resume"]:
            raise CommandError("--afresh takes nothing over, --resume does: give one of them.")
        expected = count_subjects()
        try:
            with progress_bar("Indexing", total=sum(expected.values())) as advance:
                counts = rebuild(
                    afresh=options["afresh"],
                    resume=options["resume"],
                    progress=lambda kind, count: advance(count),
                )
        except KeyboardInterrupt as error:
            raise CommandError(
                "Interrupted: the old index serves on. Run rebuild_index --resume to go on."
            ) from error
        except (DocumentsRefused, IndexUnavailable, EncoderUnavailable) as error:
            raise CommandError(str(error)) from error
        except OperationalError as error:
            raise CommandError(
                f"The database refused a write ({error}): the old index serves on. Free some disk space and run "
                "rebuild_index again."
            ) from error
        self.stdout.write("Indexed " + ", ".join(f"{count} {kind}s" for kind, count in counts.items()) + ".")
        if left := aside.count():
            self.stdout.write(f"{left} subjects are set aside: index_pending names them.")
