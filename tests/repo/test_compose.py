"""docker-compose.yml and Dockerfile, read line by line: no engine runs here."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from talentbridge.celery import app
from tests.services.site import PROGRAMS, command_of

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
EXPLAINED = set(
    re.findall(r"^# ([A-Z0-9_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)
)


def validated(file: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=180)


def test_the_file_is_what_the_compose_specification_says(tmp_path: Path) -> None:
    wrong = tmp_path / "docker-compose.yml"
    wrong.write_text(TEXT.replace("mem_limit: 1g", "mem_limits: 1g", 1))

    assert validated(ROOT / "docker-compose.yml").returncode == 0
    assert validated(wrong).returncode == 1


def test_make_stack_runs_the_commands_of_the_site() -> None:
    ours = {name for name, service in SERVICES.items() if service.get("build")}

    assert ours == {*PROGRAMS, "migrate"}
    assert {name: command_of(name) for name in ours} == {name: SERVICES[name]["command"] for name in ours}


def test_the_image_serves_the_site_by_itself() -> None:
    command = re.search(r"^CMD (\[.*\])$", DOCKERFILE, re.MULTILINE)

    assert command
    assert json.loads(command[1]) == SERVICES["web"]["command"]


def test_workers_take_from_every_queue_that_a_task_waits_in() -> None:
    commands = [SERVICES[name]["command"] for name in PROGRAMS if name.startswith("worker")]
    takes = [command[command.index("--queues") + 1].split(",") for command in commands]
    taken = {queue for queues in takes for queue in queues}
    app.loader.import_default_modules()
    tasks = [name for name in app.tasks if not name.startswith("celery.")]

    assert {app.amqp.router.route({}, name)["queue"].name for name in tasks} <= taken
    assert settings.CELERY_TASK_DEFAULT_QUEUE in taken
    assert not any({"index", "query"} <= set(queues) for queues in takes)  # a page waits for the latter


def test_every_key_is_explained() -> None:
    ours = [SERVICES[name]["environment"] for name in (*PROGRAMS, "migrate")]
    used = set(re.findall(r"\$\{([A-Z0-9_]+)", TEXT)) | {key for environment in ours for key in environment}

    assert used - EXPLAINED == set()


def test_nothing_but_the_web_port_is_published() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["web"]
    assert SERVICES["web"]["ports"] == ["${WEB_PORT:-127.0.0.1:8000}:8000"]
    assert [name for name, service in SERVICES.items() if "network_mode" in service] == []


def test_no_secret_stands_in_the_file() -> None:
    secret = re.compile(r"PASSWORD|SECRET|_KEY|AUTH")
    literal = [
        (name, key)
        for name, service in SERVICES.items()
        for key, value in service.get("environment", {}).items()
        if secret.search(key) and not re.fullmatch(r"\$\{[A-Z_]+:\?.+\}", str(value))
    ]

    assert literal == []


@pytest.mark.parametrize("name", SERVICES)
def test_each_service_has_a_limit_and_starts_after_what_it_needs(name: str) -> None:
    service = SERVICES[name]

    assert service["mem_limit"]
    assert name == "migrate" or service["healthcheck"]["test"]
    for needed, how in service.get("depends_on", {}).items():
        done = "service_completed_successfully" if needed == "migrate" else "service_healthy"
        assert how == {"condition": done}


def test_whoever_uses_the_schema_waits_for_the_migration() -> None:
    assert all("migrate" in SERVICES[name]["depends_on"] for name in PROGRAMS)


def test_what_must_last_lies_in_named_volumes() -> None:
    mounted = [
        volume.partition(":") for service in SERVICES.values() for volume in service.get("volumes", [])
    ]

    assert {name for name, _, _ in mounted} == set(COMPOSE["volumes"])
    assert {path for _, _, path in mounted} == {
        "/var/lib/talentbridge/media",
        "/var/lib/postgresql/data",
        "/data",
        "/usr/share/elasticsearch/data",
    }


def test_the_last_layers_hold_no_build_tools_and_no_root() -> None:
    last = DOCKERFILE[DOCKERFILE.rindex("\nFROM ") :]

    assert re.findall(r"^USER (\w+)$", last, re.MULTILINE) == ["talentbridge"]
    assert not re.search(r"pip install|gcc|build-essential|-dev\b", last)


def test_what_is_copied_into_the_image_exists_and_holds_no_secret() -> None:
    kept = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]

    assert [name for name in kept if not (ROOT / name).exists()] == []
    assert not {".env", "var", ".git"} & set(kept)
