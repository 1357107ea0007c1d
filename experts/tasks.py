"""What runs outside of requests."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from experts.domain.asking import ask_all
from experts.domain.imports import purge_imports, read_import
from experts.importing.limits import SECONDS


@shared_task(soft_time_limit=2 * SECONDS, time_limit=2 * SECONDS + 15)
def read_file(pk: int) -> None:
    """Read the file of an import; its page looks for the answer."""
    read_import(pk)


@shared_task
def ask_to_confirm() -> None:
    """Each night. Running it twice writes to nobody twice."""
    ask_all(timezone.now())


@shared_task
def forget_imports() -> None:
    """Each night."""
    purge_imports()
