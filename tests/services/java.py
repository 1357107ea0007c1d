"""A JDK that is new enough, among those of this machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from tests.services.process import ServiceError

NEEDED = {8: 17, 9: 21}  # Elasticsearch -> JDK


def jdk_for(version: str) -> Path:
    """The home of the oldest JDK on which this Elasticsearch runs."""
    needed = NEEDED[int(version.partition(".")[0])]
    found = {home: release(home) for home in _homes()}
    enough = [home for home in found if found[home] >= needed]
    if not enough:
        raise ServiceError(
            f"Elasticsearch {version} needs a JDK {needed} or newer: install openjdk-{needed}-jdk-headless, or name one"
            " in JAVA_HOME."
        )
    return min(enough, key=lambda home: (found[home], home))


def release(home: Path) -> int:
    """17 for `openjdk version "17.0.15" 2025-04-15`; 0 when it does not say."""
    said = subprocess.run([home / "bin" / "java", "-version"], capture_output=True, text=True, check=False)
    number = re.search(r'version "(\d+)', said.stderr)
    return int(number[1]) if number else 0


def _homes() -> set[Path]:
    candidates = [Path(os.environ["JAVA_HOME"])] if os.environ.get("JAVA_HOME") else []
    candidates += Path("/usr/lib/jvm").glob("*")
    if java := shutil.which("java"):
        candidates.append(Path(java).resolve().parents[1])
    return {home.resolve() for home in candidates if (home / "bin" / "javac").is_file()}
