"""Whatever the cluster or the way to it refuses, in one sentence: what, and the remedy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from elastic_transport import ConnectionTimeout, TlsError, TransportError
from elasticsearch import ApiError, UnsupportedProductError

from search.backends.base import IndexUnavailable

REMEDY = "run: manage.py rebuild_index"


class Busy(IndexUnavailable):
    """The cluster has too much to do at this moment."""


class Unreachable(IndexUnavailable):
    """Nobody answers, or not in time."""


class NotThere(IndexUnavailable):
    """An index or alias that was named does not exist (any more)."""


@contextmanager
def plain_errors(where: str) -> Iterator[None]:
    """Turns the client's errors into ours. `where`: the addresses of the cluster."""
    try:
        yield
    except UnsupportedProductError as error:
        raise IndexUnavailable(
            f"What answers at {where} is not Elasticsearch; correct ELASTICSEARCH_URL."
        ) from error
    except TransportError as error:
        raise _of_transport(error, where) from error
    except ApiError as error:
        raise of_status(error.meta.status, _reason(error), where) from error


def of_status(status: int, reason: str, where: str) -> IndexUnavailable:
    """The error for an answer with this status; also of a single item of a bulk request."""
    if status == 401:
        return IndexUnavailable(
            f"Elasticsearch at {where} does not know us (401); correct ELASTICSEARCH_API_KEY, or "
            "ELASTICSEARCH_USERNAME and ELASTICSEARCH_PASSWORD."
        )
    # Of a disk that is nearly full Elasticsearch says 429, of other blocks 403.
    if "read-only" in reason or "flood-stage" in reason:
        return IndexUnavailable(
            f"The index in Elasticsearch at {where} is read-only, as on a disk that is nearly full; free some "
            "disk space, then set index.blocks.read_only_allow_delete to null."
        )
    if status == 403:
        return IndexUnavailable(
            f"Elasticsearch at {where} forbids this ({reason}); give our user the privileges monitor, manage, read and "
            "write on our indices."
        )
    if status == 404:
        return NotThere(f"Elasticsearch at {where} has no such index ({reason}); {REMEDY}")
    if status in (429, 502, 503, 504):
        return Busy(
            f"Elasticsearch at {where} is overloaded or not ready ({status}: {reason}); try again later."
        )
    return IndexUnavailable(f"Elasticsearch at {where} refused a request ({status}: {reason}); see its log.")


def _of_transport(error: TransportError, where: str) -> IndexUnavailable:
    if isinstance(error, TlsError):
        return IndexUnavailable(
            f"The certificate of Elasticsearch at {where} is not trusted ({_short(str(error))}); "
            "set ELASTICSEARCH_CA_CERTS."
        )
    if isinstance(error, ConnectionTimeout):
        return Unreachable(
            f"Elasticsearch at {where} does not answer in time; look whether it is overloaded or hangs."
        )
    return Unreachable(f"Elasticsearch at {where} cannot be reached; start it, or correct ELASTICSEARCH_URL.")


def _reason(error: ApiError) -> str:
    body = error.body
    found = body.get("error") if isinstance(body, dict) else None
    if isinstance(found, dict):
        causes = found.get("root_cause") or [found]
        return _short(f"{causes[0].get('type')}: {causes[0].get('reason')}")
    return _short(str(found or error.message))


def _short(text: str) -> str:
    """What a vector or a text may have got into is cut."""
    first = (text.splitlines() or [""])[0].partition(" Preview of invalid vector")[0]
    return first if len(first) <= 200 else f"{first[:197]}..."
