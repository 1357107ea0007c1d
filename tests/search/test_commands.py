"""The commands as processes of their own, over SQLite and the embedded index."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from pytest_django import Settings

from experts.models import ProfileText
from search.backends.embedded.locking import held
from search.indexing import deferred, work_off
from search.models import IndexJob
from tests.factories import MatchableProfileFactory, OpenOpeningFactory

EMBEDDED = "search.backends.embedded.EmbeddedBackend"
ROOT = Path(__file__).resolve().parents[2]
Manage = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(autouse=True)
def embedded(settings: Settings) -> dict[str, str]:
    """The embedded index in this process; the environment for others."""
    settings.SEARCH_BACKEND = EMBEDDED
    return {"TALENTBRIDGE_TEST_BACKEND": EMBEDDED, "SEARCH_INDEX_DIR": str(settings.SEARCH_INDEX_DIR)}


@pytest.mark.processes
def test_status_and_pending_as_processes(manage: Manage, embedded: dict[str, str]) -> None:
    with deferred():
        profile = MatchableProfileFactory()
        OpenOpeningFactory()

    before = manage("index_status", "--format", "json", **embedded)
    assert before.returncode == 1
    assert json.loads(before.stdout)["profile"] == {
        "kind": "profile",
        "database": 1,
        "index": 0,
        "missing": [f"profile:{profile.pk}"],
        "stale": [],
        "orphaned": [],
        "pending": IndexJob.objects.filter(kind="profile").count(),
        "in_step": False,
    }
    assert before.stderr.splitlines()[-1] == (
        "CommandError: The index is not in step with the database: run index_pending if jobs are waiting, "
        "else rebuild_index."
    )

    pending = manage("index_pending", **embedded)
    assert (pending.returncode, pending.stdout) == (0, "Indexed 3 changed subjects; nothing is waiting.\n")
    assert "Indexing" in pending.stderr
    call_command("index_status")


@pytest.mark.django_db
def test_rebuild_says_what_it_indexed_and_when_it_is_locked(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("search.backends.embedded.backend.LOCK_SECONDS", 0.1)
    MatchableProfileFactory()
    OpenOpeningFactory()

    call_command("rebuild_index")
    assert capsys.readouterr().out == "Indexed 1 profiles, 1 openings, 1 bases.\n"

    with (
        held(Path(settings.SEARCH_INDEX_DIR) / "write.lock", seconds=1, by="a test"),
        pytest.raises(
            CommandError, match=r"The search index is locked: another process holds .*; try again later."
        ),
    ):
        call_command("rebuild_index")


@pytest.mark.processes
@pytest.mark.parametrize("command", ["index_pending", "rebuild_index"])
def test_killed_in_the_middle_then_run_again_ids_are_equal(
    command: str,
    transactional_db: None,
    embedded: dict[str, str],
    settings: Settings,
) -> None:
    """Promise 1, with real processes: kill -9 while batches are being written, then once more to the end."""
    with deferred():
        profiles = [MatchableProfileFactory() for _ in range(100)]
    work_off()
    with deferred():
        for profile in profiles:
            version = profile.texts.get()
            version.headline = f"Someone who now works on the subject number {version.pk}"
            version.save()
        profiles[0].delete()
        profiles[1].user.consents.all().delete()
    connection.close()
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "talentbridge.settings.test"} | embedded
    chance = random.Random(command)
    folder = Path(settings.SEARCH_INDEX_DIR)

    for _ in range(2 if command == "index_pending" else 1):
        files = _files(folder)
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "manage.py"), command],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while process.poll() is None and _files(folder) == files:
            time.sleep(0.002)
        time.sleep(chance.uniform(0, 0.15))
        process.send_signal(signal.SIGKILL)
        process.wait()

    call_command(command)

    call_command("index_status")  # raises unless ids and digests are equal
    assert not IndexJob.objects.exists()
    call_command("rebuild_index")
    assert len(list(folder.glob("v-*"))) == 1


def _files(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_size for path in folder.glob("v-*/*") if path.is_file()}


@pytest.mark.django_db
def test_index_pending_says_what_stays(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    MatchableProfileFactory()
    rows = IndexJob.objects.count()
    caplog.set_level("CRITICAL")
    monkeypatch.setattr("search.documents.Source.document", lambda *_: 1 / 0)

    with pytest.raises(
        CommandError,
        match=f"{rows} index jobs are still waiting after 2 attempts.*ZeroDivisionError: Indexing it failed",
    ):
        call_command("index_pending", "--rounds", "2")

    assert set(IndexJob.objects.values_list("attempts", flat=True)) == {2}


@pytest.mark.django_db
def test_index_pending_refuses_no_rounds() -> None:
    with pytest.raises(CommandError, match="--rounds 0: give at least 1"):
        call_command("index_pending", "--rounds", "0")


@pytest.mark.django_db
def test_other_encoder_is_told_to_rebuild(settings: Settings) -> None:
    MatchableProfileFactory()
    call_command("rebuild_index")
    path = "tests.search.test_indexing.OtherEncoder"
    settings.SEARCH_ENCODERS = {"text": path, "english": path}

    with pytest.raises(
        CommandError,
        match=r"The index was made with .*hashing-256.*, not with .*; run: manage.py rebuild_index",
    ):
        call_command("index_status")

    call_command("rebuild_index")
    call_command("index_status")


@pytest.mark.django_db
def test_status_table_shows_the_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    profiles = [MatchableProfileFactory() for _ in range(12)]
    work_off()
    ProfileText.objects.update(headline="Another headline")

    with pytest.raises(CommandError, match="not in step"):
        call_command("index_status")

    shown = capsys.readouterr().out
    assert "profile" in shown
    assert f"12: {profiles[0].pk}, {profiles[1].pk}" in shown.replace("\n", " ")


@pytest.mark.django_db
def test_interrupted_rebuild_says_that_nothing_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(**_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("search.management.commands.rebuild_index.rebuild", interrupt)

    with pytest.raises(CommandError, match="Interrupted: the old index serves on"):
        call_command("rebuild_index")


@pytest.mark.django_db
@pytest.mark.parametrize("command", ["rebuild_index", "index_pending"])
def test_database_that_cannot_be_written_gets_one_sentence(
    command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with deferred():
        MatchableProfileFactory()

    def refuse(*_: object, **__: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr("search.cache.CachedVector.objects.bulk_create", refuse)

    with pytest.raises(CommandError, match=r"The database refused a write \(database or disk is full\)"):
        call_command(command)
