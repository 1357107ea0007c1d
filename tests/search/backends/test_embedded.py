"""What only an index on disk has to survive: other processes, crashes, full disks, other encoders."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from search.backends.base import IndexLocked, IndexMismatch, IndexUnavailable, Slot
from search.backends.embedded import EmbeddedBackend, columns
from search.backends.embedded.locking import held
from tests.search.backends.corpus import SLOTS, document, near, typed, view
from tests.search.backends.crash_writer import batch

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def backend(folder: Path) -> EmbeddedBackend:
    return EmbeddedBackend(folder, slots=SLOTS, lock_seconds=0.2)


def generation_of(folder: Path) -> int:
    """The one generation that all twenty documents are of, checked through every way of asking."""
    backend = EmbeddedBackend(folder, slots=SLOTS)
    digests = backend.digests("profile")
    assert sorted(digests) == sorted(document.id for document in batch(0))
    assert len(set(digests.values())) == 1
    generation = int(digests["profile:0"])
    assert len(backend.search(near(view()))) == 20
    assert len(backend.search(typed(f"g{generation}"))) == 20
    assert backend.frequencies("profile").counts == {f"g{generation}": 40}
    expected = batch(generation)[0].passages[0].view.vectors["text"].tolist()
    assert backend.fetch(list(digests)).vectors["text"].tolist() == [expected] * 40
    return generation


@pytest.mark.parametrize("mode", ["put", "rebuild"])
def test_kill_in_the_middle_leaves_a_whole_index(folder: Path, mode: str) -> None:
    chance = random.Random(mode)
    EmbeddedBackend(folder, slots=SLOTS).put(batch(0))
    generation = 0
    for _ in range(6):
        command = [
            sys.executable,
            "-m",
            "tests.search.backends.crash_writer",
            str(folder),
            mode,
            str(generation + 1),
        ]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        assert process.stdout.readline() == f"begin {generation + 1}\n"
        time.sleep(chance.uniform(0, 0.25))
        process.send_signal(signal.SIGKILL)
        begun, done = generation + 1, generation
        for line in process.stdout.read().splitlines():
            word, number = line.split()
            begun, done = (int(number), done) if word == "begin" else (begun, int(number))
        process.wait()

        generation = generation_of(folder)

        assert done <= generation <= begun
    EmbeddedBackend(folder, slots=SLOTS).put(batch(generation + 1))
    assert generation_of(folder) == generation + 1


def test_delete_list_of_a_killed_writer_does_not_stop_the_next(folder: Path, tmp_path: Path) -> None:
    EmbeddedBackend(folder, slots=SLOTS).put(batch(0))
    copy = shutil.copytree(folder, tmp_path / "copy")
    EmbeddedBackend(copy, slots=SLOTS).put(batch(1)[:1])
    [unborn] = copy.glob("v-*/lexical/*.del")  # what a writer killed just before its commit leaves behind
    shutil.copy(unborn, folder / unborn.relative_to(copy))

    EmbeddedBackend(folder, slots=SLOTS).put(batch(1)[:1])

    assert sorted(EmbeddedBackend(folder, slots=SLOTS).digests("profile").values()) == ["0"] * 19 + ["1"]


def test_leftovers_of_a_killed_rebuild_go_at_the_next(folder: Path, backend: EmbeddedBackend) -> None:
    backend.put(batch(0))
    command = [sys.executable, "-m", "tests.search.backends.crash_writer", str(folder), "rebuild", "1"]
    while len(list(folder.glob("v-*"))) < 2:
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.005)
        process.kill()
        process.communicate()

    with backend.rebuild() as new:
        new.put(batch(99))

    assert len(list(folder.glob("v-*"))) == 1
    assert generation_of(folder) == 99


def test_torn_tails_are_cut_off_by_the_next_writer(folder: Path, backend: EmbeddedBackend) -> None:
    backend.put(batch(0))
    for path in [*folder.glob("v-*/*.bin"), *folder.glob("v-*/stems.txt")]:
        with path.open("ab") as file:
            file.write(b"\xe9torn")

    backend.put(batch(1))

    assert generation_of(folder) == 1


def test_what_was_put_is_there_for_the_next_process(folder: Path, backend: EmbeddedBackend) -> None:
    backend.put(batch(7))

    code = "import sys; from tests.search.backends.test_embedded import *; print(generation_of(Path(sys.argv[1])))"
    found = subprocess.run(
        [sys.executable, "-c", code, str(folder)], cwd=ROOT, capture_output=True, text=True
    )

    assert found.stdout == "7\n", found.stderr


def test_reader_sees_new_commits_and_rebuilds_without_restart(folder: Path, backend: EmbeddedBackend) -> None:
    reader = EmbeddedBackend(folder, slots=SLOTS)
    assert reader.digests("profile") == {}

    backend.put([document("profile:1", view())])
    assert list(reader.digests("profile")) == ["profile:1"]
    backend.put([document("profile:2", view())])
    assert list(reader.digests("profile")) == ["profile:1", "profile:2"]
    with backend.rebuild() as new:
        new.put([document("profile:3", view())])
    assert list(reader.digests("profile")) == ["profile:3"]


def test_readers_in_threads_never_see_half_a_change(folder: Path) -> None:
    writer, reader = EmbeddedBackend(folder, slots=SLOTS), EmbeddedBackend(folder, slots=SLOTS)
    writer.put(batch(0))
    stop, wrong = threading.Event(), []

    def read() -> None:
        while not stop.is_set():
            found = set(reader.digests("profile").values())
            if len(found) != 1 or len(reader.search(near(view()))) != 20:
                wrong.append(found)

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for generation in range(1, 15):
        if generation % 5:
            writer.put(batch(generation))
        else:
            with writer.rebuild() as new:
                new.put(batch(generation))
    stop.set()
    for thread in threads:
        thread.join()

    assert wrong == []


def test_locked_index_says_who_and_what(folder: Path, backend: EmbeddedBackend) -> None:
    backend.put([document("profile:1", view())])

    with held(folder / "write.lock", seconds=1, by="a test"):
        with pytest.raises(
            IndexLocked, match=r"locked: another process holds .*write.lock .* within 0.2 s; try again"
        ):
            backend.put([document("profile:2", view())])
        assert list(backend.digests("profile")) == ["profile:1"]
    backend.put([document("profile:2", view())])


def test_second_rebuild_is_refused_while_one_runs(folder: Path, backend: EmbeddedBackend) -> None:
    with backend.rebuild() as new:
        other = EmbeddedBackend(folder, slots=SLOTS, lock_seconds=0.2)
        with pytest.raises(IndexLocked, match="another rebuild holds"), other.rebuild():
            pass
        new.put([document("profile:1", view())])

    assert list(backend.digests("profile")) == ["profile:1"]


def test_other_encoders_are_told_to_rebuild(folder: Path, backend: EmbeddedBackend) -> None:
    backend.put([document("profile:1", view())])
    other = EmbeddedBackend(folder, slots={**SLOTS, "text": Slot("test:other", 3)})

    expected = (
        r"made with english=test:english \[2\], text=test:text \[3\], "
        r"not with .*other.*; run: manage.py rebuild_index"
    )
    for use in (lambda: other.search(near(view())), lambda: other.put([document("profile:2", view())])):
        with pytest.raises(IndexMismatch, match=expected):
            use()
    with other.rebuild() as new:
        new.put([document("profile:9", view())])
    assert list(other.digests("profile")) == ["profile:9"]
    with pytest.raises(IndexMismatch):
        backend.digests("profile")


def ask_everything(backend: EmbeddedBackend) -> None:
    backend.search(near(view()))
    backend.fetch(["profile:1"])


def short(path: Path) -> None:
    os.truncate(path, 5)


@pytest.mark.parametrize(
    ("names", "harm"),
    [
        ("CURRENT", lambda path: path.write_bytes(b"\xff\xfe")),
        ("CURRENT", lambda path: path.write_text("v-nowhere")),
        ("CURRENT", lambda path: path.write_text("")),
        ("v-*/manifest.json", lambda path: path.write_text('{"format": 1')),
        ("v-*/manifest.json", lambda path: path.unlink()),
        ("v-*/lexical/meta.json", lambda path: path.write_text("{}")),
        ("v-*/lexical/meta.json", lambda path: path.unlink()),
        ("v-*/lexical/*.term", short),
        ("v-*/lexical", shutil.rmtree),
        ("v-*/records.bin", short),
        ("v-*/rows.bin", lambda path: path.unlink()),
        ("v-*/blobs.bin", short),
        ("v-*/text.vectors.bin", short),
        ("v-*/stem_ids.bin", short),
        ("v-*/stems.txt", lambda path: path.unlink()),
    ],
)
def test_damaged_index_says_so_and_can_be_rebuilt(
    folder: Path, backend: EmbeddedBackend, names: str, harm: Callable[[Path], object]
) -> None:
    backend.put(batch(1))
    for path in folder.glob(names):
        harm(path)

    fresh = EmbeddedBackend(folder, slots=SLOTS)
    with pytest.raises(IndexUnavailable, match="rebuild_index"):
        ask_everything(fresh)

    with fresh.rebuild() as new:
        new.put(batch(2))
    assert generation_of(folder) == 2
    assert len(list(folder.glob("v-*"))) == 1


def test_full_disk_keeps_what_was(
    folder: Path, backend: EmbeddedBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    backend.put(batch(0))
    room = [7]

    def append(self: columns.Appender, items: object) -> None:
        room[0] -= 1
        if room[0] < 0:
            self._file.write(b"half")
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(self, items)  # type: ignore[arg-type]

    real = columns.Appender.append
    monkeypatch.setattr(columns.Appender, "append", append)
    for change in (lambda: backend.put(batch(1)), lambda: rebuild(backend)):
        with pytest.raises(
            IndexUnavailable, match=r"could not be written \(No space left on device\).*Free some disk space"
        ):
            change()
        assert generation_of(folder) == 0
    monkeypatch.undo()

    backend.put(batch(2))
    assert generation_of(folder) == 2


def rebuild(backend: EmbeddedBackend) -> None:
    with backend.rebuild() as new:
        new.put(batch(1))


def test_limit_on_file_size_is_met_with_one_sentence(folder: Path, backend: EmbeddedBackend) -> None:
    """The system refuses for real, at every size in turn, in the columns as in tantivy."""
    backend.put(batch(0))
    code = """
import resource, signal, sys
from tests.search.backends.test_embedded import *
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
try:
    EmbeddedBackend(Path(sys.argv[1]), slots=SLOTS).put(batch(1))
except IndexUnavailable as error:
    print(error)
"""
    for size in (0, 800, 3000, 50_000):
        done = subprocess.run(
            [sys.executable, "-c", code, str(folder), str(size)], cwd=ROOT, capture_output=True, text=True
        )
        if done.returncode == 0 and not done.stdout:
            break
        assert done.stdout.startswith("The search index could not be written"), done.stderr
        assert generation_of(folder) == 0
    else:
        pytest.fail("the largest limit was still too small")
    assert generation_of(folder) == 1


def test_reader_that_meets_a_version_being_removed_looks_again(
    folder: Path, backend: EmbeddedBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    backend.put([document("a")])
    with backend.rebuild() as new:
        new.put([document("b")])
    old, real = folder / "v-gone", backend._layout.current
    answers = iter([old, real(), real()])
    old.mkdir()
    (old / "manifest.json").write_text("{")  # half of it is removed already
    monkeypatch.setattr(backend._layout, "current", lambda: next(answers, real()))

    assert list(backend.digests(document("b").kind)) == ["b"]
