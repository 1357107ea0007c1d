"""Every text of code and templates has its Chinese, and the Chinese keeps every placeholder."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation import templatize

from tests.support.ours import APPS

ROOT = Path(settings.ROOT)
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")

Key = tuple[str | None, str]  # context, singular


def texts_in(source: bytes) -> set[Key]:
    found: set[Key] = set()
    for _, message, _, context in extract("python", BytesIO(source), keywords=KEYWORDS):  # type: ignore[arg-type]
        found.add((context, message if isinstance(message, str) else message[0]))
    return found


def texts() -> dict[Key, str]:
    """Every text that goes through gettext -> a file it is in."""
    found: dict[Key, str] = {}
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            if "migrations" not in path.parts:
                found |= dict.fromkeys(texts_in(path.read_bytes()), str(path.relative_to(ROOT)))
    for path in [*(ROOT / "templates").rglob("*.html"), *(ROOT / "templates").rglob("*.txt")]:
        source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        # The calls are Python; what is left of the template between them has no indentation that means anything.
        source = "\n".join(line.strip() for line in source.splitlines())
        found |= dict.fromkeys(texts_in(source.encode()), str(path.relative_to(ROOT)))
    return found


@pytest.fixture(scope="module")
def chinese() -> Catalog:
    with (ROOT / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, abort_invalid=True)


def translation(message: Message | None) -> str:
    if message is None or message.fuzzy:
        return ""
    return message.string if isinstance(message.string, str) else message.string[0]


def test_every_text_has_its_chinese(chinese: Catalog) -> None:
    missing = {
        text: file
        for (context, text), file in texts().items()
        if text and not translation(chinese.get(text, context=context))
    }
    assert missing == {}, "run `make messages` and translate these"


def test_nothing_is_translated_that_nobody_says(chinese: Catalog) -> None:
    said = set(texts())
    dead = [
        message.id
        for message in chinese
        if message.id
        and (message.context, message.id if isinstance(message.id, str) else message.id[0]) not in said
    ]
    assert dead == []


def test_every_placeholder_survives(chinese: Catalog) -> None:
    broken = []
    for message in chinese:
        if not message.id:
            continue
        plural = message.id if isinstance(message.id, str) else message.id[1]
        if set(PLACEHOLDER.findall(translation(message))) != set(PLACEHOLDER.findall(plural)):
            broken.append(plural)
    # "See the one opening" says its number in Chinese alone.
    assert broken == []
