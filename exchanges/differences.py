"""What one version of an agreement changes in another, sentence by sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.formats import date_format

from exchanges.forms import TermsForm
from exchanges.models import AgreementVersion

SENTENCE = re.compile(r"[^。.;；\n]*[。.;；\n]?\s*")
FIELDS = ("starts_on", "ends_on", "duties", "pay", "ip", "disclosure")


@dataclass(frozen=True, slots=True)
class Piece:
    """`kind`: "same", "gone" or "new"."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    label: str
    pieces: list[Piece]


def changes_between(old: AgreementVersion, new: AgreementVersion) -> list[Change]:
    """Of the fields that differ."""
    found = []
    for name in FIELDS:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            found.append(Change(str(TermsForm.base_fields[name].label), _pieces(_text(before), _text(after))))
    return found


def _text(value: object) -> str:
    return value if isinstance(value, str) else date_format(value)  # type: ignore[arg-type]


def _pieces(before: str, after: str) -> list[Piece]:
    old, new = _sentences(before), _sentences(after)
    found: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece("same", "".join(old[a:b])))
            continue
        if a < b:
            found.append(Piece("gone", "".join(old[a:b])))
        if c < d:
            found.append(Piece("new", "".join(new[c:d])))
    return found


def _sentences(text: str) -> list[str]:
    return [one for one in SENTENCE.findall(text) if one]
