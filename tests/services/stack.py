"""`python -m tests.services.stack`: web, workers and beat on the services that run here (`make stack`)."""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import FrameType

from filelock import FileLock, Timeout

from tests.services.process import Process, ServiceError
from tests.services.site import PROGRAMS, ROOT, command_of, environment

FOLDER = ROOT / "var" / "stack"
PATIENCE = 300  # seconds until every dependency answers
ENDING = 30  # seconds that a program has to end what it began


def run(folder: Path, *, port: int, demo: bool = True) -> None:
    """Prepare, start, say so, and wait until a signal ends all of it. Raises ServiceError."""
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as ending:
        try:
            ending.enter_context(FileLock(folder / "stack.lock", timeout=0))
        except Timeout as error:
            raise ServiceError(f"A stack runs already in {folder}: end it with Ctrl-C first.") from error
        programs = {name: Process(folder / name) for name in PROGRAMS}
        for program in programs.values():
            program.stop(seconds=ENDING)  # left over from a launcher that was killed
        settings = environment(folder, port=port)
        _prepare(settings, demo=demo)
        for name, program in programs.items():
            ending.callback(_end, program)
            program.start(command_of(name), environment=settings)
        _wait(programs["web"], port)
        _say(f"\nThe site runs at http://127.0.0.1:{port}/ ; logs: {folder}/{{{','.join(PROGRAMS)}}}/log")
        _say("Ctrl-C ends all of them; make services-stop ends what they stand on.")
        while all(program.running for program in programs.values()):
            time.sleep(0.5)
        ended = next(program for program in programs.values() if not program.running)
        raise ServiceError(f"{ended.name} ended by itself{ended.tail()}")


def _prepare(settings: Mapping[str, str], *, demo: bool) -> None:
    """Schema, static files, and demo data where nobody has an account yet."""
    _do(command_of("migrate"), settings)
    _do(["python", "manage.py", "collectstatic", "--noinput", "--verbosity", "0"], settings)
    count = "from accounts.models import User; print('somebody' if User.objects.exists() else 'nobody')"
    if (
        demo
        and _do(["python", "manage.py", "shell", "--no-imports", "--command", count], settings) == "nobody"
    ):
        _say(_do(["python", "manage.py", "load_demo"], settings))
        # The worker finds it when it starts; without it, the sweeper would begin a minute later.
        _do(["celery", "--app", "talentbridge", "call", "search.tasks.work_off_outbox"], settings)


def _do(command: Sequence[str], settings: Mapping[str, str]) -> str:
    """-> what it said, or nothing of more than a line: logs come first. Raises ServiceError."""
    done = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, check=False)
    if done.returncode:
        said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-8:])
        raise ServiceError(f"{' '.join(command)} failed:\n{said}")
    return (done.stdout.strip().splitlines() or [""])[-1]


def _wait(web: Process, port: int) -> None:
    try:
        web.wait(lambda: not _problems(port), seconds=PATIENCE)
    except ServiceError as error:
        raise ServiceError(f"/readyz says: {' '.join(_problems(port))}\n{error}") from error


def _problems(port: int) -> Sequence[str]:
    """What /readyz says is wrong; nothing: it is ready."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=10):
            return []
    except urllib.error.HTTPError as error:
        problems: list[str] = json.load(error)["problems"] if error.code == 503 else [f"HTTP {error.code}"]
        return problems
    except OSError as error:
        return [str(error)]


def _end(program: Process) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who is impatient would leave the others running
    if program.stop(seconds=ENDING):
        _say(f"{program.name} ended")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _interrupted(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.services.stack", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--folder", type=Path, default=FOLDER, help="of everything that the stack writes")
    parser.add_argument("--no-demo", action="store_true", help="leave an empty database empty")
    arguments = parser.parse_args()
    os.chdir(ROOT)  # commands name files from there
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupted)
    try:
        run(arguments.folder, port=arguments.port, demo=not arguments.no_demo)
    except ServiceError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        _say("All of it ended.")


if __name__ == "__main__":
    main()
