"""Rank experts for openings that lie in files: by the same way as in the product, leaving nothing behind."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from argparse import ArgumentTypeError
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import Progress

from search.backends.base import IndexUnavailable, SearchBackend, Slot
from search.backends.embedded import EmbeddedBackend
from search.backends.memory import MemoryBackend
from search.corpus.ranking import index_experts, index_queries, scores
from search.corpus.reading import CorpusError, Entry, read_experts, read_openings
from search.encoders.base import EncoderUnavailable
from search.encoders.registry import get_encoder
from search.files import replacing
from search.text.lexicon import Lexicon, TermEntry
from search.views import MemoryVectorCache, ViewBuilder
from taxonomy.terms import TermFileError, read_terms

BACKENDS: Mapping[str, Callable[[Path, Mapping[str, Slot]], SearchBackend]] = {
    "embedded": lambda folder, slots: EmbeddedBackend(folder, slots=slots),
    "memory": lambda folder, slots: MemoryBackend(slots=slots),
}


def positive(text: str) -> int:
    """A whole number from 1 up, for argparse."""
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"{text!r} is not a whole number from 1 up")
    return int(text)


class Command(BaseCommand):
    """Reads two files of JSON lines, writes a third; the database is neither read nor written."""

    help = (
        "Rank the experts of a file for the openings of a file, by the same passages, encoders, index and affinity "
        'as in the product. Both files: one {"id", "kind", "title", "text", "publications": [{"title", "abstract", '
        '"year"}]} a line. Writes one {"opening", "expert", "score"} a line, higher is better.'
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """EXPERTS OPENINGS --out SCORES [--backend] [--encoder] [--top]"""
        parser.add_argument("experts", type=Path, metavar="EXPERTS.jsonl")
        parser.add_argument("openings", type=Path, metavar="OPENINGS.jsonl")
        parser.add_argument("--out", type=Path, required=True, metavar="SCORES.jsonl")
        parser.add_argument("--backend", default="embedded", help=f"the index: {', '.join(BACKENDS)}")
        parser.add_argument(
            "--encoder", help="one encoder for every view, by name or dotted path; default: the settings'"
        )
        parser.add_argument(
            "--top", type=positive, help="write the N best of each opening; default: all experts"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check everything, then rank, then let the whole result appear at once."""
        out: Path = options["out"]
        if options["backend"] not in BACKENDS:
            raise CommandError(
                f"There is no backend {options['backend']!r}: use one of {', '.join(BACKENDS)}."
            )
        _check_output(out, (options["experts"], options["openings"]))
        try:
            builder, slots = engine_for(options["encoder"])
            experts, openings = read_experts(options["experts"]), read_openings(options["openings"])
            with tempfile.TemporaryDirectory(prefix="rank-corpus-") as folder, replacing(out) as file:
                backend = BACKENDS[options["backend"]](Path(folder) / "index", slots)
                for opening, expert, score in _ranked(experts, openings, backend, builder, options["top"]):
                    row = {"opening": opening, "expert": expert, "score": round(score, 6)}
                    file.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
        except (CorpusError, EncoderUnavailable, IndexUnavailable, TermFileError) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(
                f"{out} was not written: {error}. Make room or choose another place."
            ) from error
        self._name(
            [entry.id for entry in experts if not entry.passages],
            "experts have neither text nor publications and get no score",
        )
        for kind, entries in (("experts", experts), ("openings", openings)):
            self._name(
                [entry.id for entry in entries if entry.passages and not entry.says_something],
                f"{kind} hold no word that can be read and get no score",
            )
            self._name(
                [entry.id for entry in entries if entry.in_another_language],
                f"{kind} are neither Chinese nor English and are compared by one vector alone",
            )
            unread = Counter(name for entry in entries for name in entry.unread)
            self._name(
                [f"{name} ({count} lines)" for name, count in sorted(unread.items())],
                f"fields of {kind} are not read; what should count belongs into text",
            )
        self.stderr.write(f"{len(openings)} openings, {len(experts)} experts -> {out}")

    def _name(self, ids: list[str], what: str) -> None:
        if ids:
            shown = ", ".join(ids[:5]) + (", …" if len(ids) > 5 else "")
            self.stderr.write(f"{len(ids)} {what}: {shown}")


def engine_for(encoder: str | None = None) -> tuple[ViewBuilder, Mapping[str, Slot]]:
    """Views from the terms of our files, cached in memory; `encoder` fills every slot. Raises EncoderUnavailable."""
    names = dict.fromkeys(("text", "english"), encoder) if encoder else settings.SEARCH_ENCODERS
    encoders = {slot: get_encoder(name) for slot, name in names.items()}
    terms = (TermEntry(t.zh, t.en, t.zh_aliases, t.en_aliases) for t in read_terms())
    builder = ViewBuilder(
        text_encoder=encoders["text"],
        english_encoder=encoders["english"],
        lexicon=Lexicon(terms),
        cache=MemoryVectorCache(),
    )
    return builder, {slot: Slot(encoder.id, encoder.dimension) for slot, encoder in encoders.items()}


def _ranked(
    experts: list[Entry], openings: list[Entry], backend: SearchBackend, builder: ViewBuilder, top: int | None
) -> Iterator[tuple[str, str, float]]:
    openings = [entry for entry in openings if entry.says_something]
    with Progress(console=Console(file=sys.stderr), transient=False) as bar:

        def step(name: str, total: int) -> Callable[[int], None]:
            task = bar.add_task(name, total=total)
            return lambda done: bar.advance(task, done)

        index_experts(experts, backend=backend, builder=builder, progress=step("Experts", len(experts)))
        queries = index_queries(openings, builder=builder, progress=step("Openings", len(openings)))
        work = step("Scores", len(openings) if top else len(experts))
        ids = [entry.id for entry in experts]
        for opening, rows in zip(
            openings, scores(queries, ids, backend=backend, top=top, progress=work), strict=True
        ):
            for expert, score in rows:
                yield opening.id, expert, score


def _check_output(out: Path, inputs: tuple[Path, ...]) -> None:
    if out.is_dir():
        raise CommandError(f"--out {out} is a folder: name a file in it.")
    if not out.absolute().parent.is_dir():
        raise CommandError(f"--out {out}: there is no folder {out.absolute().parent}: make it first.")
    if not os.access(out.absolute().parent, os.W_OK):
        raise CommandError(
            f"--out {out}: the folder {out.absolute().parent} may not be written: choose another."
        )
    if out.resolve() in {path.resolve() for path in inputs}:
        raise CommandError(f"--out {out} is one of the files to read: name another file.")
