"""An app of the web processes in tests: saving a term stops halfway, within its transaction, while a file is there."""

from __future__ import annotations

import os
import time
from pathlib import Path

from django.apps import AppConfig
from django.db.models.signals import post_save


class HalfwayConfig(AppConfig):
    name = "tests.services"
    label = "halfway"

    def ready(self) -> None:
        from taxonomy.models import Term

        post_save.connect(stop, sender=Term, dispatch_uid="halfway")


def stop(**_: object) -> None:
    """Say so, and stay there until this process is killed."""
    armed = Path(os.environ["TALENTBRIDGE_TEST_HALFWAY"])
    if armed.exists():
        armed.with_suffix(".reached").touch()
        while True:
            time.sleep(1)
