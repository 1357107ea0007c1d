"""Pages of this site, kept without their language: each is read in the language of the day."""

from __future__ import annotations

from taxonomy.choices import Language

LANGUAGES = tuple(f"/{language}/" for language in Language.values)


def ours(address: str) -> str:
    """`/en/me/` -> `/me/`. Raises ValueError unless it is a path of this site."""
    if not address.startswith("/") or address.startswith("//") or "\\" in address:
        raise ValueError(f"Not a path of this site: {address}")
    return without_language(address)


def without_language(path: str) -> str:
    for begin in LANGUAGES:
        if path.startswith(begin):
            return path[len(begin) - 1 :]
    return path


def with_language(address: str, language: str) -> str:
    """Begins with the language whatever follows, so that it never leads to another site."""
    return f"/{language}{without_language(address)}"
