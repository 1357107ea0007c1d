"""A person on the page of an opening without their number: what a form sends back of somebody who has no name there.

The profile's key is sealed for one opening: it can neither be read nor made up, and nobody can recognise one person on
the pages of two openings. Synthetic IV (RFC 5297) from keyed hashes: eight bytes prove the key, and the key is covered
with a hash of them.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode

from django.utils.crypto import constant_time_compare, salted_hmac

SIZE = 8  # bytes of a key, and of its proof


def handle(opening: int, profile: int) -> str:
    """22 characters, always the same for the same pair of primary keys."""
    key = profile.to_bytes(SIZE, "big")
    proof = _proof(opening, key)
    return urlsafe_b64encode(proof + _covered(opening, proof, key)).decode().rstrip("=")


def opened(opening: int, sealed: str) -> int | None:
    """The profile's primary key; None for whatever this platform did not seal for this very opening."""
    try:
        raw = urlsafe_b64decode(sealed.encode("ascii") + b"==")
    except ValueError:
        return None
    if len(raw) != 2 * SIZE:
        return None
    proof, covered = raw[:SIZE], raw[SIZE:]
    key = _covered(opening, proof, covered)
    if not constant_time_compare(_proof(opening, key), proof):
        return None
    return int.from_bytes(key, "big")


def _proof(opening: int, key: bytes) -> bytes:
    return salted_hmac("matching.handles.proof", b"%d:%b" % (opening, key), algorithm="sha256").digest()[
        :SIZE
    ]


def _covered(opening: int, proof: bytes, key: bytes) -> bytes:
    """Covers, and uncovers what is covered."""
    cover = salted_hmac("matching.handles.cover", b"%d:%b" % (opening, proof), algorithm="sha256").digest()
    return bytes(one ^ other for one, other in zip(key, cover[:SIZE], strict=True))
