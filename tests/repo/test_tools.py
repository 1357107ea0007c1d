"""The scripts that a newcomer meets before anything is installed: each failure is one sentence with the remedy."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        timeout=180,
    )


def fake_python(folder: Path, *, old: bool) -> Path:
    """An interpreter that says it is 3.8, or that cannot import ensurepip."""
    path = folder / "python3"
    prelude = (
        "import sys; sys.version_info = (3, 8, 0)" if old else "import sys; sys.modules['ensurepip'] = None"
    )
    path.write_text(
        f"#!{sys.executable}\n{prelude}\n"
        "if sys.argv[1] == '-c':\n    exec(sys.argv[2])\n"
        "else:\n    sys.argv = sys.argv[1:]\n"
        "    exec(compile(open(sys.argv[0]).read(), sys.argv[0], 'exec'))\n"
    )
    path.chmod(0o755)
    return path


def test_find_python_takes_the_one_that_is_named() -> None:
    assert run("tools/find-python", PYTHON=sys.executable).stdout.strip() == sys.executable


def test_find_python_refuses_an_older_one(tmp_path: Path) -> None:
    old = fake_python(tmp_path, old=True)

    named = run("tools/find-python", PYTHON=str(old))
    alone = run("/bin/sh", "tools/find-python", PATH=str(tmp_path))

    assert named.stderr == (
        f"PYTHON={old} is Python 3.8, but TalentBridge needs Python 3.11 or newer: name another with PYTHON=….\n"
    )
    assert alone.stderr.startswith(
        "TalentBridge needs Python 3.11 or newer and found Python 3.8: install one"
    )
    assert (named.returncode, alone.returncode) == (1, 1)


def test_preflight_explains_a_missing_venv_module(tmp_path: Path) -> None:
    finished = run(fake_python(tmp_path, old=False), "tools/preflight.py", "venv")

    assert "has no venv module: install it (Debian, Ubuntu: apt install python3." in finished.stderr
    assert (finished.returncode, finished.stderr.count("\n")) == (1, 1)


def test_preflight_explains_a_taken_port() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        taken = run(sys.executable, "tools/preflight.py", "port", str(port))
    free = run(sys.executable, "tools/preflight.py", "port", str(port))

    assert taken.stderr == (
        f"Port {port} is taken: stop the program that listens there, or choose another: PORT={port + 1}.\n"
    )
    assert (taken.returncode, free.returncode, free.stderr) == (1, 0, "")


@pytest.mark.parametrize("port", ["", "abc", "0", "65536", "-1"])
def test_preflight_refuses_what_is_no_port(port: str) -> None:
    finished = run(sys.executable, "tools/preflight.py", "port", port)

    assert finished.stderr.startswith(f"PORT={port} is no port number: use one from 1024 to 65535")
    assert finished.returncode == 1


def test_requirements_print_each_dependency_once() -> None:
    runtime = run(sys.executable, "tools/requirements.py").stdout.splitlines()
    with_dev = run(sys.executable, "tools/requirements.py", "dev").stdout.splitlines()

    assert "Django>=5.2,<5.3" in runtime
    assert not any(line.startswith("pytest") for line in runtime)
    assert len(set(with_dev)) == len(with_dev) > len(runtime)


def test_help_lists_every_target_that_people_call() -> None:
    listed = run("make", "help").stdout

    for target in ("demo", "test", "lint", "bench", "help"):
        assert f"  make {target} " in listed
