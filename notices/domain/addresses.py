"""Pages of this site, kept without their language: each is read in the language of the day."""

from __future__ import annotations

from taxonomy.choices import Language

EDITOR = "/cms/"  # has no language in its addresses
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
    """Begins with the language, or with the editor's own pages, so that it never leads to another site."""
    path = without_language(address)
    return path if path.startswith(EDITOR) else f"/{language}{path}"
