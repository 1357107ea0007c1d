"""What the site depends on, each asked once: what is wrong and what to do, in sentences fit for strangers.

The sentences are translated where they are shown: an answer may be shared by readers of both languages.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import Any

from django.db import DatabaseError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from talentbridge import asking
from talentbridge.probes import NotReady, Probe, Sentence, all_probes

logger = logging.getLogger(__name__)

SECONDS = 8.0  # for all of them together; a pool of connections to PostgreSQL gives up after five


@dataclass(frozen=True, slots=True)
class Answer:
    """What one dependency said."""

    milliseconds: float
    problem: Sentence = ""


def ask_all(*, seconds: float = SECONDS) -> dict[str, Answer]:
    """Each dependency by name, within `seconds`. Raises nothing."""
    return answers_among(asking.ask(questions(), seconds=seconds), seconds=seconds)


def questions() -> dict[str, Callable[[], dict[str, Answer]]]:
    """For whoever asks other things as well, with one deadline for all of them."""
    return {_key(group): partial(_ask_group, probes) for group, probes in all_probes().items()}


def answers_among(found: Mapping[str, Any], *, seconds: float) -> dict[str, Answer]:
    """Each dependency by name, whatever else was asked. Who did not answer is in trouble."""
    late = Answer(
        milliseconds=round(seconds * 1000, 1),
        problem=format_lazy(
            _("No answer within {seconds} seconds: look whether it hangs, and what the log says."),
            seconds=f"{seconds:g}",
        ),
    )
    return {
        name: found.get(_key(group), {}).get(name, late)
        for group, probes in all_probes().items()
        for name in probes
    }


def _key(group: str) -> str:
    return f"ready:{group}"


def _ask_group(probes: Mapping[str, Probe]) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    for name, probe in probes.items():
        started = perf_counter()
        problem: Sentence = ""
        try:
            probe()
        except NotReady as error:
            problem = error.sentence
            with override("en"):  # the log is in one language
                logger.error("Not ready, %s: %s", name, str(problem), exc_info=error.__cause__)
        except DatabaseError:
            logger.exception("Not ready, %s", name)
            # The others of the group would wait as long for the same.
            away = Answer(
                milliseconds=_since(started),
                problem=_("The database cannot be reached: start it, or correct DATABASE_URL."),
            )
            return answers | {other: away for other in probes if other not in answers}
        answers[name] = Answer(milliseconds=_since(started), problem=problem)
    return answers


def _since(started: float) -> float:
    return round((perf_counter() - started) * 1000, 1)
