"""check_index, and rebuilds that look before they switch and run alone."""

from __future__ import annotations

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from experts.models import Profile, ProfileText
from search.backends.base import IndexLocked, IndexUnavailable, SearchBackend
from search.backends.memory import MemoryBackend
from search.indexing import rebuild, work_off
from search.indexing.turns import REBUILD, turn
from search.models import IndexJob
from tests.factories import MatchableProfileFactory, OpenOpeningFactory

pytestmark = pytest.mark.django_db


def differing() -> None:
    """One profile is missing in the index, one stale, one orphaned, one right, and no row says so."""
    stale, orphaned, _right = (MatchableProfileFactory() for _ in range(3))
    OpenOpeningFactory()
    work_off()
    MatchableProfileFactory()
    ProfileText.objects.filter(profile=stale).update(headline="Another headline")
    Profile.objects.filter(pk=orphaned.pk).update(state="hidden")
    IndexJob.objects.all().delete()


def test_check_counts_by_kind_and_names_nobody(
    index: SearchBackend, capsys: pytest.CaptureFixture[str]
) -> None:
    differing()

    with pytest.raises(CommandError, match="differs from the database: run check_index --repair") as failure:
        call_command("check_index")

    assert failure.value.returncode == 1
    found = "1 missing, 1 orphaned, 1 stale; of these 0 wait in the outbox."
    assert capsys.readouterr().out.splitlines() == [
        f"profile: 3 in the database, 3 in the index, {found}",
        "opening: 1 in the database, 1 in the index, all alike.",
        "base: 1 in the database, 1 in the index, all alike.",
    ]


def test_repair_makes_them_alike(index: SearchBackend, capsys: pytest.CaptureFixture[str]) -> None:
    differing()

    call_command("check_index", "--repair")

    assert "profile: 3 in the database, 3 in the index, all alike." in capsys.readouterr().out
    call_command("check_index")
    assert not IndexJob.objects.exists()


def test_what_waits_is_said_to_wait(index: SearchBackend, capsys: pytest.CaptureFixture[str]) -> None:
    MatchableProfileFactory()

    with pytest.raises(CommandError):
        call_command("check_index")

    assert "0 in the index, 1 missing; of these 1 wait in the outbox." in capsys.readouterr().out


def test_second_rebuild_is_refused_by_name_of_the_first(index: SearchBackend) -> None:
    taken, over = Event(), Event()

    def first() -> None:
        with turn(REBUILD) as ours:
            assert ours
            taken.set()
            over.wait(180)
        connection.close()

    with ThreadPoolExecutor() as pool:
        running = pool.submit(first)
        try:
            assert taken.wait(180)
            with pytest.raises(
                IndexLocked, match=rf"is running \(.* on .*, process {os.getpid()}, since .* UTC\)"
            ):
                rebuild()
        finally:
            over.set()
        running.result()
    assert rebuild() == {"profile": 0, "opening": 0, "base": 0}


def test_rebuild_puts_again_what_the_new_index_lost(
    index: SearchBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        MatchableProfileFactory()
    IndexJob.objects.all().delete()
    real, lost = MemoryBackend.digests, [True]

    def digests(self: MemoryBackend, kind: str) -> Mapping[str, str]:
        if kind == "profile" and lost.pop() if lost else False:
            self.delete([next(iter(self._documents))])
        return real(self, kind)

    monkeypatch.setattr(MemoryBackend, "digests", digests)
    rebuild()
    monkeypatch.undo()

    assert not lost
    assert len(index.digests("profile")) == 3


def test_rebuild_does_not_switch_to_an_index_that_loses_documents(
    index: SearchBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    MatchableProfileFactory()
    work_off()
    monkeypatch.setattr(MemoryBackend, "digests", lambda self, kind: {})

    with pytest.raises(IndexUnavailable, match="does not hold 1 documents as they were put, profile:"):
        rebuild()
    monkeypatch.undo()

    assert len(index.digests("profile")) == 1


def test_rebuild_cannot_resume_afresh() -> None:
    with pytest.raises(CommandError, match="--afresh takes nothing over, --resume does"):
        call_command("rebuild_index", "--afresh", "--resume")
