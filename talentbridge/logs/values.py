"""What of a record is told. Names, addresses, searches and texts reach a log as values: in the words of an error, in
arguments of a library's message, in local variables. None of these is written.

- Our own messages are told whole, for we choose what goes into them. An error among their values is told in its own
  words where the error is ours, and by the name of its class where it is not: PostgreSQL quotes the row it refuses.
- Of a library's message the sentence is told, numbers, and where it was written; every other value is "…", and so is a
  message that came filled in already.
- A traceback is told as classes, files, lines and functions.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, MutableMapping
from traceback import walk_tb
from typing import Any

APPS = (
    "accounts",
    "attaches",
    "bases",
    "cms",
    "demo",
    "exchanges",
    "experts",
    "introductions",
    "matching",
    "nominations",
    "notices",
    "outcomes",
    "privacy",
    "search",
    "talentbridge",
    "taxonomy",
)
LEFT_OUT = "…"
PLAIN = ("celery.",)  # whose messages without arguments are fixed sentences, such as that the broker is away
MOST_FRAMES = 40  # of the innermost; a request passes some twenty of Django's own

Event = MutableMapping[str, Any]


class _LeftOut:
    def __str__(self) -> str:
        return LEFT_OUT

    __repr__ = __str__


def is_ours(name: str) -> bool:
    """Whether a module or logger belongs to the site."""
    return name.partition(".")[0] in APPS


def tell_message(_logger: Any, _method: str, event: Event) -> Event:
    """structlog processor: `event` becomes the sentence that may be told."""
    record: logging.LogRecord = event["_record"]
    arguments = event.pop("positional_args", ())
    ours = is_ours(record.name)
    tell = _of_ours if ours else _of_a_library
    if not isinstance(record.msg, str):
        event["event"] = str(tell(record.msg))
    elif arguments:
        event["event"] = _filled(record.msg, arguments, tell)
    elif not ours and not record.name.startswith(PLAIN):
        event["event"] = LEFT_OUT
    if not ours:
        event["at"] = f"{record.module}:{record.lineno} {record.funcName}"
    return event


def tell_error(_logger: Any, _method: str, event: Event) -> Event:
    """structlog processor: `exc_info` becomes `error`, the chain of exceptions from the first to the last."""
    found = event.pop("exc_info", None)
    error = found[1] if isinstance(found, tuple) else found
    event.pop("stack_info", None)
    if isinstance(error, BaseException):
        event["error"] = [_told(one) for one in reversed(_chain(error))]
    return event


def _chain(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    following: BaseException | None = error
    while following is not None and following not in found:
        found.append(following)
        hidden = following.__suppress_context__
        following = following.__cause__ or (None if hidden else following.__context__)
    return found


def _told(error: BaseException) -> dict[str, Any]:
    kind = type(error)
    frames = [
        f"{frame.f_globals.get('__name__', '?')}:{line} {frame.f_code.co_name}"
        for frame, line in walk_tb(error.__traceback__)
    ]
    told: dict[str, Any] = {"type": f"{kind.__module__}.{kind.__qualname__}", "at": frames[-MOST_FRAMES:]}
    if isinstance(error, BaseExceptionGroup):
        told["of"] = [_told(one) for one in error.exceptions]
    return told


def _of_ours(value: Any) -> Any:
    if isinstance(value, BaseException) and not is_ours(type(value).__module__):
        return type(value).__name__
    return value


def _of_a_library(value: Any) -> Any:
    return value if isinstance(value, int | float) else _LeftOut()


def _filled(sentence: str, arguments: Any, tell: Any) -> str:
    if isinstance(arguments, Mapping):
        told: Any = {name: tell(value) for name, value in arguments.items()}
    else:
        told = tuple(map(tell, arguments))
    try:
        return sentence % told
    except (TypeError, ValueError, KeyError):  # such as "%d" with a text
        return sentence
