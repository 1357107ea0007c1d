"""Run by test_clocks.py in a process of its own: a host whose clock is off by some hours. `skewed.py HOURS STEP`"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import django
import time_machine


def main(hours: float, step: str) -> Any:
    """-> what the step found out, to be printed."""
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=hours), tick=True):
        django.setup()
        from django.test import Client

        from search.backends.memory import MemoryBackend
        from search.backends.registry import get_backend
        from search.indexing import work_off
        from search.models import IndexJob

        if step == "save":
            from accounts.models import User
            from tests.factories import MatchableProfileFactory, UserFactory

            UserFactory.reset_sequence(User.objects.count(), force=True)
            return MatchableProfileFactory().pk
        elif step == "fail":
            MemoryBackend.put = lambda *_: 1 / 0  # type: ignore[method-assign, assignment, return-value]
            return work_off().failed
        elif step == "work":
            return work_off().done, sorted(get_backend().digests("profile"))
        elif step == "due":
            return IndexJob.objects.due().count()
        elif step == "ready":
            return Client(headers={"host": "localhost"}).get("/readyz").json()["problems"]
    return None


if __name__ == "__main__":
    print(json.dumps(main(float(sys.argv[1]), sys.argv[2])))
