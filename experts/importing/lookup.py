"""Asking the servers that this one is allowed to ask: for the public record of an ORCID iD, for what DOIs name.

Nothing is asked unless a host is named in LOOKUP_HOSTS. Only https, only these hosts, wherever they lead; within
SECONDS and BYTES. What comes back is read like a file that somebody brought.
"""

from __future__ import annotations

import json
import ssl
from collections.abc import Sequence
from http.client import HTTPException, HTTPSConnection
from time import monotonic
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings

from experts.importing.limits import BYTES, Refused

SECONDS = 20.0  # for all that one look-up asks
HOPS = 3  # redirects, within one host
MOST_DOIS = 20
CHUNK = 64 * 1024
ORCID, DOI = "orcid", "doi"


def offered(kind: str) -> bool:
    """Whether records of this kind may be looked up here."""
    return bool(urlsplit(_pattern(kind)).hostname in settings.LOOKUP_HOSTS)


def look_up(asked: dict[str, Any]) -> bytes:
    """`{"orcid": iD}` -> its record as JSON; `{"dois": [...]}` -> CSL-JSON, an entry for each. Raises Refused."""
    ends = monotonic() + SECONDS
    if asked.get("orcid"):
        found = _get(_address(ORCID, asked["orcid"]), "application/json", ends)
        if found is None:
            raise Refused("lookup_unknown")
        return found
    return json.dumps(_papers(asked["dois"], ends)).encode()


def _papers(dois: Sequence[str], ends: float) -> list[Any]:
    """What nobody knows there stays a bare DOI."""
    entries: list[Any] = []
    for doi in dois[:MOST_DOIS]:
        found = _get(_address(DOI, doi), "application/vnd.citationstyles.csl+json", ends)
        entries.append({"DOI": doi} | (_entry(found) if found else {}))
    if all(set(entry) == {"DOI"} for entry in entries):
        raise Refused("lookup_unknown")
    return entries


def _entry(found: bytes) -> dict[str, Any]:
    try:
        entry = json.loads(found)
    except ValueError as error:
        raise Refused("lookup_failed") from error
    return entry if isinstance(entry, dict) else {}


def _pattern(kind: str) -> str:
    pattern: str = settings.LOOKUP_ADDRESSES[kind]
    return pattern


def _address(kind: str, key: str) -> str:
    return _pattern(kind).replace("{}", quote(key, safe=""))


def _get(address: str, accept: str, ends: float) -> bytes | None:
    """The body; None where there is nothing of that name. Raises Refused."""
    host = urlsplit(address).hostname
    for _hop in range(HOPS + 1):
        parts = urlsplit(address)
        if parts.scheme != "https" or parts.hostname != host or host not in settings.LOOKUP_HOSTS:
            raise Refused("lookup_failed")
        try:
            status, body, onward = _ask(parts.netloc, _path(address), accept, ends)
        except (OSError, HTTPException) as error:  # away, too slow, or not who it says it is
            raise Refused("lookup_failed") from error
        if status == 200:
            return body
        if status in (404, 410):
            return None
        if status not in (301, 302, 303, 307, 308) or not onward:
            raise Refused("lookup_failed")
        address = urljoin(address, onward)
    raise Refused("lookup_failed")


def _ask(netloc: str, path: str, accept: str, ends: float) -> tuple[int, bytes, str]:
    context = ssl.create_default_context(cafile=settings.LOOKUP_CA_FILE or None)
    connection = HTTPSConnection(netloc, timeout=_left(ends), context=context)
    try:
        connection.request("GET", path, headers={"Accept": accept, "User-Agent": "TalentBridge"})
        answer = connection.getresponse()
        body = bytearray()
        while answer.status == 200 and (chunk := answer.read1(CHUNK)):
            body += chunk
            if len(body) > BYTES:
                raise Refused("too_large", limit=BYTES // 2**20)
            if connection.sock:
                connection.sock.settimeout(_left(ends))
            else:
                _left(ends)
        return answer.status, bytes(body), answer.getheader("Location", "")
    finally:
        connection.close()


def _left(ends: float) -> float:
    """Seconds. Raises TimeoutError when there are none."""
    left = ends - monotonic()
    if left <= 0:
        raise TimeoutError("the look-up takes too long")
    return left


def _path(address: str) -> str:
    parts = urlsplit(address)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
