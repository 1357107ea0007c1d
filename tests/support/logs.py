"""What production would write to its log."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from logging.config import dictConfig
from typing import Any

from talentbridge.logs.config import logging_config


class Log:
    """The lines so far."""

    def __init__(self) -> None:
        self.stream = StringIO()

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]

    def forget(self) -> None:
        """The lines so far are not asked about."""
        self.stream.seek(0)
        self.stream.truncate()

    def of(self, logger: str) -> list[dict[str, Any]]:
        """Those of one logger."""
        return [line for line in self.lines if line["logger"] == logger]


@contextmanager
def production_log() -> Iterator[Log]:
    """Until the block ends, records go where production's settings send them."""
    log, config = Log(), logging_config(json=True)
    config["handlers"]["stderr"]["stream"] = log.stream
    loggers = [logging.getLogger(), *map(logging.getLogger, config["loggers"])]
    before = [(each.level, each.handlers[:], each.propagate) for each in loggers]
    dictConfig(config)
    try:
        yield log
    finally:
        for each, (level, handlers, propagate) in zip(loggers, before, strict=True):
            each.setLevel(level)
            each.handlers, each.propagate = handlers, propagate
