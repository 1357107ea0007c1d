"""TLS and log-in: a real Elasticsearch behind a door that asks for both."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from search.backends.base import IndexUnavailable
from search.backends.elasticsearch import ElasticsearchBackend
from search.backends.elasticsearch.configuration import Configuration
from tests.search.backends.corpus import SLOTS, document, near, view
from tests.services.door import door

pytestmark = pytest.mark.service

BASIC = "Basic " + base64.b64encode(b"talentbridge:a secret").decode()


def behind(port: int, elastic: ElasticsearchBackend, **login: Any) -> ElasticsearchBackend:
    """The index of `elastic` through the door."""
    configuration = Configuration([f"https://localhost:{port}"], prefix=elastic.configuration.prefix, **login)
    return ElasticsearchBackend(configuration, slots=SLOTS)


@pytest.mark.parametrize(
    ("opens_to", "login"),
    [
        ("ApiKey a-key-of-ours", {"api_key": "a-key-of-ours"}),
        (BASIC, {"username": "talentbridge", "password": "a secret"}),
    ],
    ids=["api key", "name and password"],
)
def test_the_door_opens_to_whom_it_knows(
    elastic: ElasticsearchBackend, tmp_path: Path, opens_to: str, login: Mapping[str, str]
) -> None:
    with door(elastic.configuration.urls[0], opens_to=opens_to, folder=tmp_path) as (port, certificate):
        backend = behind(port, elastic, ca_certs=str(certificate), **login)

        backend.put([document("profile:1", view())])

        assert [found.id for found in backend.search(near(view()))] == ["profile:1"]
        assert backend.problems() == []


def test_a_wrong_key_is_told_in_one_sentence_without_the_key(
    elastic: ElasticsearchBackend, tmp_path: Path
) -> None:
    url = elastic.configuration.urls[0]
    with door(url, opens_to="ApiKey right", folder=tmp_path) as (port, certificate):
        backend = behind(port, elastic, ca_certs=str(certificate), api_key="wr0ng")

        with pytest.raises(
            IndexUnavailable, match=r"does not know us .401.; correct ELASTICSEARCH_API_KEY"
        ) as told:
            backend.search(near(view()))
        assert "wr0ng" not in str(told.value)


def test_a_certificate_of_an_unknown_authority_is_not_trusted(
    elastic: ElasticsearchBackend, tmp_path: Path
) -> None:
    url = elastic.configuration.urls[0]
    with door(url, opens_to="ApiKey right", folder=tmp_path) as (port, _):
        backend = behind(port, elastic, api_key="right")

        with pytest.raises(IndexUnavailable, match=r"is not trusted .*; set ELASTICSEARCH_CA_CERTS"):
            backend.put([document("profile:1", view())])
