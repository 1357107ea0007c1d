"""The programs of the site, as docker-compose.yml starts them, on the services that run on this machine."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from tests.services.process import ServiceError
from tests.services.running import addresses

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = ROOT / "docker-compose.yml"
# In the order in which they start; they end in the reverse.
PROGRAMS = ("worker-index", "worker-query", "beat", "web")
NEEDED = ("DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL", "ELASTICSEARCH_URL")


def command_of(service: str) -> Sequence[str]:
    """What docker-compose.yml runs in the container of `service`."""
    command: list[str] = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["services"][service]["command"]
    return command


def environment(folder: Path, *, port: int) -> Mapping[str, str]:
    """What the programs read: production on loopback (talentbridge/settings/stack.py), everything under `folder`.

    Addresses in the environment of this process come before those of `make services`. Raises ServiceError if one is
    known from neither.
    """
    found = {key: os.environ.get(key) or known for key, known in addresses().items()}
    found |= {key: os.environ[key] for key in NEEDED if os.environ.get(key)}
    if missing := [key for key in NEEDED if key not in found]:
        raise ServiceError(f"Nothing that runs gives {', '.join(missing)}: make services.")
    return {
        **os.environ,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
        "DJANGO_SETTINGS_MODULE": "talentbridge.settings.stack",
        "SECRET_KEY": _secret(folder),
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "TALENTBRIDGE_BASE_URL": f"http://127.0.0.1:{port}",
        "TALENTBRIDGE_VAR": str(folder),
        "SEARCH_BACKEND": "search.backends.elasticsearch.ElasticsearchBackend",
        "WEB_BIND": f"127.0.0.1:{port}",
        **found,
    }


def _secret(folder: Path) -> str:
    """The key that signs sessions: made once, so that nobody is logged out by the next start."""
    file = folder / "secret"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48))
    return file.read_text()
