"""What may be said of an error whose message we did not write: it may quote somebody's text."""

from __future__ import annotations

from pathlib import Path
from traceback import extract_tb


def unquoted(error: BaseException) -> str:
    """The message of an error of ours, without what Elasticsearch may have quoted of a document in it."""
    return str(error).partition(" Preview of ")[0]


def place_of(error: BaseException) -> str:
    """Where it was raised, such as "views.py:77 in encode"."""
    frames = extract_tb(error.__traceback__)
    return (
        f"{Path(frames[-1].filename).name}:{frames[-1].lineno} in {frames[-1].name}" if frames else "unknown"
    )
