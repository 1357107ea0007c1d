"""Counts in the memory of the process, and adds them to the database now and then, when an answer is already sent.

A database that is busy, away or read-only costs no page anything: the numbers wait for the next time. A process that is
killed takes the last half minute of them with it.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from threading import Lock
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.core.signals import request_finished
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from cms.models.usage import PageCount
from cms.usage.asked import kind_of

logger = logging.getLogger(__name__)

SECONDS = 30.0  # between two additions of a process
KEPT = timedelta(days=365)

Key = tuple[date, str, str]  # day, kind, language

_lock = Lock()
_counted: Counter[Key] = Counter()
_added_at = monotonic()


class UsageMiddleware:
    """After the one that knows who is logged in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.COUNT_USAGE:
            raise MiddlewareNotUsed
        self._get_response = get_response
        request_finished.connect(add_now_and_then, dispatch_uid="usage")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        if kind := kind_of(request, response):
            with _lock:
                _counted[timezone.localdate(), kind.value, request.LANGUAGE_CODE] += 1
        return response


def add_now_and_then(**_: Any) -> None:
    """When a request is over and its answer sent."""
    global _added_at
    if not _counted or monotonic() - _added_at < SECONDS:
        return
    _added_at = monotonic()
    add()


def add() -> None:
    """Add what was counted since the last time; what the database does not take is kept."""
    with _lock:
        taken = Counter(_counted)
        _counted.clear()
    try:
        with transaction.atomic():
            for key in sorted(taken):  # one order of locks
                _add(key, taken[key])
    except DatabaseError as error:
        with _lock:
            _counted.update(taken)
        logger.warning("Pages asked for were not added yet: %s", type(error).__name__)


def _add(key: Key, number: int) -> None:
    day, kind, language = key
    row = PageCount.objects.filter(day=day, kind=kind, language=language)
    if row.update(number=F("number") + number):
        return
    if not PageCount.objects.filter(day=day).exists():  # with a new day an old one goes
        PageCount.objects.filter(day__lt=day - KEPT).delete()
    try:
        with transaction.atomic():
            PageCount.objects.create(day=day, kind=kind, language=language, number=number)
    except IntegrityError:  # another process was quicker
        row.update(number=F("number") + number)
