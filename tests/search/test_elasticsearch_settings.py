"""A wrong setting of the Elasticsearch index gets one sentence, before anything is asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from search import checks

BACKEND = "search.backends.elasticsearch.ElasticsearchBackend"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"URL": []}, "ELASTICSEARCH_URL is empty; set it to the cluster's address"),
        ({"URL": ["search:9200"]}, "ELASTICSEARCH_URL has 'search:9200'; write each address with its port"),
        ({"URL": ["https://search"]}, "ELASTICSEARCH_URL has 'https://search'; write each address with its"),
        ({"URL": ["https://me:secret@search:9200"]}, "ELASTICSEARCH_URL holds a password; put it into"),
        ({"PREFIX": "Talent-Bridge"}, "ELASTICSEARCH_PREFIX='Talent-Bridge' must be small letters"),
        ({"API_KEY": "k", "USERNAME": "u", "PASSWORD": "p"}, "ELASTICSEARCH_API_KEY and ELASTICSEARCH_USER"),
        ({"USERNAME": "u"}, "ELASTICSEARCH_USERNAME and ELASTICSEARCH_PASSWORD belong together"),
        ({"CA_CERTS": "/nowhere.pem"}, "ELASTICSEARCH_CA_CERTS='/nowhere.pem' is no file"),
        ({"SHARDS": 0}, "ELASTICSEARCH_SHARDS and ELASTICSEARCH_TIMEOUT must be greater than 0"),
    ],
)
def test_wrong_setting_is_named(settings: Settings, changed: dict[str, object], said: str) -> None:
    settings.SEARCH_BACKEND, settings.ELASTICSEARCH_URL = BACKEND, ["https://search:9200"]
    for name, value in changed.items():
        setattr(settings, f"ELASTICSEARCH_{name}", value)

    [error] = checks.check_search(None)

    assert error.msg.startswith(said)
    assert "secret" not in error.msg


def test_right_settings_pass_and_nobody_is_asked(settings: Settings, tmp_path: Path) -> None:
    certificates = tmp_path / "ca.pem"
    certificates.touch()
    settings.SEARCH_BACKEND, settings.ELASTICSEARCH_URL = BACKEND, ["https://a:9200", "https://b:9200"]
    settings.ELASTICSEARCH_API_KEY, settings.ELASTICSEARCH_CA_CERTS = "key", str(certificates)

    assert checks.check_search(None) == []


def test_deploy_check_says_what_keeps_the_index_from_being_used(settings: Settings) -> None:
    settings.SEARCH_BACKEND, settings.ELASTICSEARCH_URL = BACKEND, ["http://127.0.0.1:1"]

    [error] = checks.check_index_answers(None)

    assert error.msg == (
        "Elasticsearch at http://127.0.0.1:1 cannot be reached; start it, or correct ELASTICSEARCH_URL."
    )
