"""What a page costs: queries, and milliseconds by the clock and of the processor. Imported once Django is set up."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User

TIMES = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """Queries of a second visit, and milliseconds of TIMES more; `first`: of the very first."""

    queries: int
    clock: list[float]
    processor: list[float]
    first: float


def ask(path: str, reader: User | None = None) -> Asked:
    client = Client()
    if reader:
        client.force_login(reader)
    began = time.perf_counter()
    answer = client.get(path)
    first = 1000 * (time.perf_counter() - began)
    assert answer.status_code == 200, (path, answer.status_code, answer.headers.get("Location"))
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    queries, clock, processor = len(captured), [], []
    for _ in range(TIMES):
        began, worked = time.perf_counter(), time.process_time()
        client.get(path)
        processor.append(1000 * (time.process_time() - worked))
        clock.append(1000 * (time.perf_counter() - began))
    return Asked(queries, clock, processor, first)
