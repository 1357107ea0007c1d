"""Bytes to text, as imports refuse what cannot be read."""

from __future__ import annotations

from experts.importing.limits import Refused
from taxonomy import decoding


def decode(data: bytes) -> str:
    """The text, line ends as they are. Raises Refused where letters are lost or the encoding cannot be told."""
    try:
        return decoding.decode(data)
    except decoding.Undecodable as error:
        raise Refused(error.code) from error
