"""How the settings name a sentence-transformers model: `transformers:NAME-OR-FOLDER?dimension=768&revision=…`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from search.encoders.base import UnknownEncoder

SCHEME = "transformers:"
COMMIT = re.compile("[0-9a-f]{40}")
HUB_NAME = re.compile(r"[\w.-]+/[\w.-]+|[\w.-]+")
NUMBERS = ("dimension", "tokens", "batch")
WORDS = ("revision", "device", "passage", "query")
EXAMPLE = (
    "transformers:intfloat/multilingual-e5-base?dimension=768&revision=…&query=query:%20&passage=passage:%20"
)


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """A model and the way it is used. `query`, `passage`: what stands before what somebody asks with, and the rest."""

    model: str  # a name on the hub, or a folder
    dimension: int
    revision: str = ""  # of a name: the commit, so that its weights never change under us
    tokens: int = 0  # at most so many are read of a text; 0: as many as the model was made for
    batch: int = 16  # texts at once; 16 suits two cores, a GPU takes 128
    device: str = ""  # "cpu", "cuda", …; empty: the best there is
    query: str = ""
    passage: str = ""

    @property
    def is_folder(self) -> bool:
        """Whether `model` is a folder of this host."""
        return Path(self.model).is_absolute()


def read_spec(text: str) -> ModelSpec:
    """From a setting. Raises UnknownEncoder: one sentence with what is wrong and what to write."""
    model, _, options = text.removeprefix(SCHEME).partition("?")
    given = dict(parse_qsl(options, keep_blank_values=True))
    if unknown := given.keys() - {*NUMBERS, *WORDS}:
        raise _unreadable(text, f"knows no {', '.join(sorted(unknown))}")
    numbers: dict[str, Any] = {key: _number(text, key, given[key]) for key in NUMBERS if given.get(key)}
    if "dimension" not in numbers:
        raise _unreadable(text, "names no dimension, the length of the model's vectors")
    words: dict[str, Any] = {key: given[key] for key in WORDS if key in given}
    spec = ModelSpec(model=model, **numbers, **words)
    if spec.is_folder:
        return spec
    if not HUB_NAME.fullmatch(model):
        raise _unreadable(text, f"{model!r} is neither a name on the hub nor a folder from the root on")
    if not COMMIT.fullmatch(spec.revision):
        raise _unreadable(text, f"revision is {spec.revision!r}, expected the 40 digits of a commit")
    return spec


def _number(text: str, key: str, value: str) -> int:
    if not (value.isascii() and value.isdigit() and int(value)):
        raise _unreadable(text, f"{key} is {value!r}, expected a whole number")
    return int(value)


def _unreadable(text: str, problem: str) -> UnknownEncoder:
    return UnknownEncoder(f"The encoder {text!r} cannot be read: {problem}; write it like {EXAMPLE}.")
