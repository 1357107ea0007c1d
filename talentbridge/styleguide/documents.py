"""What a part says of itself: the comment at the head of its template."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

COMPONENTS = Path(settings.ROOT) / "templates" / "components"
COMMENT = re.compile(r"\A{% comment %}\n(.*?)\n{% endcomment %}", re.DOTALL)
PARAMETER = re.compile(r"^([a-z_]+): (.+)$")


@dataclass(frozen=True, slots=True)
class Document:
    """A part, what it is, and its parameters: (name, meaning)."""

    name: str
    about: str
    parameters: tuple[tuple[str, str], ...]


def names() -> list[str]:
    """Of every part."""
    return sorted(path.stem for path in COMPONENTS.glob("*.html"))


def document_of(name: str) -> Document:
    """Raises ValueError where a part does not say what it is."""
    found = COMMENT.match((COMPONENTS / f"{name}.html").read_text(encoding="utf-8"))
    if not found:
        raise ValueError(f"components/{name}.html has no comment at its head; say what it is and takes.")
    about, parameters = [], []
    for line in found[1].splitlines():
        if parameter := PARAMETER.match(line):
            parameters.append((parameter[1], parameter[2]))
        else:
            about.append(line)
    return Document(name, " ".join(about), tuple(parameters))
