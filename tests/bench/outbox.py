"""How soon a saved profile is found: python -m tests.bench.run outbox --profiles 37000 --out part.json

Twenty profiles a second are saved for a minute, each once. A worker of Celery and the sweeper, processes of their own,
bring them to the index; a thread asks the index which of them it has as they are now. Vectors cost nothing here: how
long models take is another figure.
"""

import argparse
import json
import os
import time
from pathlib import Path
from threading import Event, Thread

from django.conf import settings
from django.db import connection

from experts.models import ProfileText
from search.backends.registry import get_backend
from search.documents import document_id
from search.models import IndexJob
from tests.bench.goals import size_name
from tests.bench.measure import say
from tests.bench.timing import late, middle
from tests.services.workers import Workers

A_SECOND, SECONDS = 20, 60
PATIENCE = 180  # seconds for the last of them
LOOKS = 0.1  # seconds between two looks at the index


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--profiles", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    workers = Workers(options.out.parent / "workers", os.environ | {"TALENTBRIDGE_BENCH_FREE": "1"})
    try:
        say("a worker")
        workers.start("index")
        workers.beat()
        found = measured(size_name(options.profiles))
    finally:
        workers.end()
    options.out.write_text(json.dumps(found))


def measured(size: str) -> dict[str, float]:
    """Milliseconds of saving, seconds until found."""
    texts = list(ProfileText.objects.filter(language="en").order_by("?")[: A_SECOND * SECONDS])
    index = get_backend()
    headlines = {text.pk: text.headline for text in texts}
    before = dict(index.digests("profile").items())
    saved: dict[str, float] = {}  # document -> when it was saved
    waited: dict[str, float] = {}  # document -> seconds until found
    over = Event()

    def watch() -> None:
        while not over.wait(LOOKS):
            pending = [id for id in list(saved) if id not in waited]
            held = index.digests("profile")
            now = time.monotonic()
            for id in pending:
                if held.get(id) != before.get(id):
                    waited[id] = now - saved[id]

    watching = Thread(target=watch, daemon=True)
    watching.start()
    say(f"{A_SECOND} saves a second")
    took = []
    due = time.monotonic()
    for number, text in enumerate(texts):
        time.sleep(max(0.0, due - time.monotonic()))
        due += 1 / A_SECOND
        text.headline = f"{text.headline[:150]} {number}"
        began = time.monotonic()
        text.save()
        saved[document_id("profile", text.profile_id)] = began
        took.append(1000 * (time.monotonic() - began))
    until = time.monotonic() + PATIENCE
    while len(waited) < len(saved) and time.monotonic() < until:
        time.sleep(0.2)
    over.set()
    watching.join()
    connection.close()
    for text in texts:  # the corpus is used again
        text.headline = headlines[text.pk]
    ProfileText.objects.bulk_update(texts, ["headline"], batch_size=500)
    if left := IndexJob.objects.count():
        say(f"{left} jobs are left")
    return {
        f"outbox_{size}_p50_s": middle([*waited.values()] or [PATIENCE]),
        f"outbox_{size}_p95_s": late([*waited.values()] or [PATIENCE]),
        f"outbox_lost_{size}": float(len(saved) - len(waited)),
        f"save_{size}_p95_ms": late(took),
    }


assert settings.CELERY_BROKER_URL.startswith("redis://"), "Run by tests.bench.elasticsearch."
