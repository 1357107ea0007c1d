"""Where the cluster is and who we are there, as the settings say."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from django.conf import settings

# What Elasticsearch takes as the beginning of an index name, and no hyphen, which we put between the parts.
_PREFIX = re.compile("[a-z][a-z0-9_]{0,60}")


@dataclass(frozen=True, slots=True)
class Configuration:
    """How to reach a cluster. `from_settings` raises ValueError: one sentence that names the setting."""

    urls: Sequence[str]
    prefix: str = "talentbridge"
    api_key: str = field(default="", repr=False)
    username: str = ""
    password: str = field(default="", repr=False)
    ca_certs: str = ""
    shards: int = 1
    seconds: float = 3.0  # for an answer to a question

    @classmethod
    def from_settings(cls) -> Self:
        """What ELASTICSEARCH_… says."""
        made = cls(
            urls=tuple(settings.ELASTICSEARCH_URL),
            prefix=settings.ELASTICSEARCH_PREFIX,
            api_key=settings.ELASTICSEARCH_API_KEY,
            username=settings.ELASTICSEARCH_USERNAME,
            password=settings.ELASTICSEARCH_PASSWORD,
            ca_certs=settings.ELASTICSEARCH_CA_CERTS,
            shards=settings.ELASTICSEARCH_SHARDS,
            seconds=settings.ELASTICSEARCH_TIMEOUT,
        )
        made.check()
        return made

    def check(self) -> None:
        """ValueError unless this can be used."""
        if not self.urls:
            raise ValueError(
                "ELASTICSEARCH_URL is empty; set it to the cluster's address, such as https://search:9200"
            )
        for url in self.urls:
            _check_url(url)
        if not _PREFIX.fullmatch(self.prefix):
            raise ValueError(
                f"ELASTICSEARCH_PREFIX={self.prefix!r} must be small letters, digits and underscores"
            )
        if self.api_key and (self.username or self.password):
            raise ValueError(
                "ELASTICSEARCH_API_KEY and ELASTICSEARCH_USERNAME are both set; keep one of them"
            )
        if bool(self.username) != bool(self.password):
            raise ValueError(
                "ELASTICSEARCH_USERNAME and ELASTICSEARCH_PASSWORD belong together; set both or neither"
            )
        if self.ca_certs and not Path(self.ca_certs).is_file():
            raise ValueError(
                f"ELASTICSEARCH_CA_CERTS={self.ca_certs!r} is no file; name the certificates of the cluster"
            )
        if self.shards < 1 or self.seconds <= 0:
            raise ValueError("ELASTICSEARCH_SHARDS and ELASTICSEARCH_TIMEOUT must be greater than 0")

    @property
    def login(self) -> Mapping[str, Any]:
        """The arguments of the client that say who we are."""
        if self.api_key:
            return {"api_key": self.api_key}
        return {"basic_auth": (self.username, self.password)} if self.username else {}

    @property
    def where(self) -> str:
        """The addresses, as messages name them."""
        return ", ".join(self.urls)


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and bool(parts.port)
    except ValueError:
        sound = False
    if not sound:
        shown = url.rpartition("@")[2]
        raise ValueError(
            f"ELASTICSEARCH_URL has {shown!r}; write each address with its port, as https://search:9200"
        )
    if parts.username or parts.password:
        raise ValueError(
            "ELASTICSEARCH_URL holds a password; put it into ELASTICSEARCH_USERNAME and ELASTICSEARCH_PASSWORD, for "
            "addresses are logged"
        )
