"""Reading a file in a process of its own, with limits: whatever it holds, the site goes on.

Lines of JSON come back: how far it is, then the record or why there is none.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Timer
from time import monotonic

from experts.importing import record as records
from experts.importing.limits import MEMORY, SECONDS, Refused

ROOT = Path(__file__).resolve().parents[2]


def read_apart(data: bytes, tell: Callable[[int, int], None]) -> records.Record:
    """As `reading.read`; Refused also for what takes more than SECONDS or MEMORY."""
    began = monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "experts.importing.apart"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    clock = Timer(SECONDS, process.kill)
    clock.start()
    try:
        try:
            process.stdin.write(data)
            process.stdin.close()
        except BrokenPipeError:
            pass  # it ended before it had read everything; what it said tells why
        for line in process.stdout:
            said = json.loads(line)
            if "done" in said:
                tell(said["done"], said["goal"])
            elif "refused" in said:
                raise Refused(said["refused"], **said["values"])
            else:
                return records.from_json(said["record"])
    finally:
        clock.cancel()
        process.kill()
        process.stdout.close()
        process.wait()
    raise Refused("too_slow" if monotonic() - began >= SECONDS else "too_heavy", limit=SECONDS)


def _limit() -> None:
    """A file that inflates without end ends this process and no other."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _say(**said: object) -> None:
    print(json.dumps(said), flush=True)  # noqa: T201 – to the process that waits


def main() -> None:
    _limit()
    from experts.importing.reading import read

    last = 0.0

    def tell(done: int, goal: int) -> None:
        nonlocal last
        if monotonic() - last > 0.25:
            last = monotonic()
            _say(done=done, goal=goal)

    try:
        found = read(sys.stdin.buffer.read(), tell)
    except Refused as refused:
        _say(refused=refused.code, values=refused.values)
    except MemoryError:
        _say(refused="too_heavy", values={"limit": SECONDS})
    else:
        _say(record=found.to_json())


if __name__ == "__main__":
    main()
