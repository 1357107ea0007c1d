"""Prints what pyproject.toml depends on, for pip: `requirements.py [EXTRA …]`. Needs only Python's own library."""

import sys
import tomllib
from pathlib import Path


def main() -> None:
    project = tomllib.loads((Path(__file__).resolve().parents[1] / "pyproject.toml").read_text("utf-8"))[
        "project"
    ]
    for extra in sys.argv[1:]:
        project["dependencies"] += project["optional-dependencies"][extra]
    print("\n".join(project["dependencies"]))


main()
