"""Looking at a file in a process of its own, with limits: whatever it holds, the site goes on."""

from __future__ import annotations

import json
import subprocess
import sys
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

from bases.files.limits import BYTES, MEMORY, SECONDS, Refused
from bases.files.pictures import Drawn

ROOT = Path(__file__).resolve().parents[2]


def kind_apart(data: bytes) -> str:
    """As `looking.kind_of`; Refused also for what takes more than SECONDS or MEMORY."""
    return str(_ask(data)["kind"])


def draw_apart(data: bytes, longest: int) -> Drawn:
    """As `pictures.draw_anew`, with the same limits."""
    said = _ask(data, str(longest))
    return Drawn(b64decode(said["data"]), said["width"], said["height"])


def _ask(data: bytes, *longest: str) -> dict[str, Any]:
    if len(data) > BYTES:
        raise Refused("too_large", limit=BYTES // 2**20)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "bases.files.apart", *longest],
            cwd=ROOT,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Refused("too_heavy") from error
    if not done.stdout:
        raise Refused("too_heavy")
    said: dict[str, Any] = json.loads(done.stdout)
    if "refused" in said:
        raise Refused(said["refused"], **said["values"])
    return said


def _limit() -> None:
    """A file that inflates without end ends this process and no other."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    _limit()
    from bases.files.looking import kind_of
    from bases.files.pictures import draw_anew

    said: dict[str, object]
    data = sys.stdin.buffer.read()
    try:
        if longest := sys.argv[1:]:
            drawn = draw_anew(data, int(longest[0]))
            said = {"data": b64encode(drawn.data).decode(), "width": drawn.width, "height": drawn.height}
        else:
            said = {"kind": kind_of(data)}
    except Refused as refused:
        said = {"refused": refused.code, "values": refused.values}
    except MemoryError:
        said = {"refused": "too_heavy", "values": {}}
    print(json.dumps(said), flush=True)  # noqa: T201 – to the process that waits


if __name__ == "__main__":
    main()
