"""Pages travel compressed to whoever can read that."""

import gzip

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_page_is_less_than_half_as_long_and_the_same(client: Client) -> None:
    plain = client.get("/en/openings/")
    packed = client.get("/en/openings/", headers={"accept-encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 2


def test_a_letter_more_says_nothing_by_the_length(client: Client) -> None:
    """What is compressed beside a secret tells of it by its length, unless that changes by itself."""
    lengths = {
        len(client.get("/en/account/login/", headers={"accept-encoding": "gzip"}).content) for _ in range(12)
    }
    assert len(lengths) > 3
