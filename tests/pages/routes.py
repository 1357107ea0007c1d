"""Every address that the resolver knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern

# Editors that come with the libraries: judged as a whole, by the start of their addresses.
GROUPS = ("admin/", "cms/", "documents/")


@dataclass(frozen=True)
class Route:
    name: str  # "matching:shortlist", or its path where it has no name
    path: str  # as the pattern writes it, without the language
    group: str  # one of GROUPS, or ""
    plain: bool  # can be asked for as it stands: no arguments


def routes() -> list[Route]:
    return list(_walk(get_resolver().url_patterns, path="", namespace=""))


def _walk(patterns: list[URLPattern | URLResolver], *, path: str, namespace: str) -> Iterator[Route]:
    for pattern in patterns:
        part = _part(pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, path=path + part, namespace=inner)
            continue
        whole = path + part
        group = next((start for start in GROUPS if whole.startswith(start)), "")
        name = f"{namespace}{pattern.name}" if pattern.name else whole
        plain = not any(character in whole for character in "<(\\*[")
        yield Route(name=name, path=whole, group=group, plain=plain)


def _part(pattern: URLPattern | URLResolver) -> str:
    if isinstance(pattern.pattern, LocalePrefixPattern):
        return ""
    return str(pattern.pattern).lstrip("^").rstrip("$")
