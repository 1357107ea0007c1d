"""Six come for the last place of an opening at once: one gets it, five get a clear answer."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from introductions.domain.answering import accept_introduction
from introductions.domain.errors import OpeningFull
from matching.choices import IntroductionState, Side
from matching.models import Introduction
from tests.factories import IntroductionFactory

AT_ONCE = 6


def six() -> list[Introduction]:
    """For one place; each waits for the yes of its person."""
    now = timezone.now()
    first = IntroductionFactory.create(opening__places=1, host_accepted_at=now)
    rest = IntroductionFactory.create_batch(AT_ONCE - 1, opening=first.opening, host_accepted_at=now)
    return [first, *rest]


def assert_one_got_it(offered: list[Introduction], got: list[bool]) -> None:
    assert sorted(got) == [False] * (AT_ONCE - 1) + [True]
    accepted = [introduction.pk for introduction, yes in zip(offered, got, strict=True) if yes]
    kept = Introduction.objects.filter(opening=offered[0].opening)
    assert [*kept.filter(state=IntroductionState.ACCEPTED).values_list("pk", flat=True)] == accepted
    assert kept.filter(state=IntroductionState.OFFERED, person_accepted_at=None).count() == AT_ONCE - 1


@pytest.mark.django_db(transaction=True)
def test_one_of_six_threads_gets_the_last_place() -> None:
    offered = six()
    start = Barrier(AT_ONCE)

    def accept(pk: int) -> bool:
        try:
            introduction = Introduction.objects.get(pk=pk)
            person = introduction.profile.user
            start.wait(180)
            accept_introduction(introduction, side=Side.PERSON, by=person)
        except OpeningFull:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(AT_ONCE) as threads:
        got = list(threads.map(accept, [introduction.pk for introduction in offered]))

    assert_one_got_it(offered, got)


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_one_of_six_processes_gets_the_last_place(tmp_path: Path) -> None:
    offered, gate = six(), tmp_path / "open"
    command = [sys.executable, "-m", "tests.introductions.taking"]
    running = [
        subprocess.Popen([*command, str(row.pk), str(gate)], stdout=subprocess.PIPE, text=True)
        for row in offered
    ]
    try:
        for process in running:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        gate.touch()
        said = [process.communicate(timeout=120)[0].strip() for process in running]
    finally:
        for process in running:
            process.kill()

    assert_one_got_it(offered, [words == "accepted" for words in said])
    refused = {words for words in said if words != "accepted"}
    assert refused == {
        "Every place of this opening is taken. Should one become free, this can still be accepted."
    }
