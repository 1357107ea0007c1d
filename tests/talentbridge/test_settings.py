"""Each kind of settings, loaded in a process of its own as a server would load it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from talentbridge.checks import DEVELOPMENT_KEY, REQUIRED

pytestmark = pytest.mark.processes

ROOT = Path(__file__).resolve().parents[2]
COMPLETE = {
    "SECRET_KEY": "a-long-random-text-for-this-test-only-0123456789-abcdefghijklmnop",
    "ALLOWED_HOSTS": "talent.example.org",
    "DATABASE_URL": "sqlite:////nowhere/production.sqlite3",
}


def python(
    *arguments: str, settings: str, folder: Path, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": f"talentbridge.settings.{settings}",
            "TALENTBRIDGE_VAR": str(folder),
            **(environment or {}),
        },
        capture_output=True,
        text=True,
        timeout=180,
    )


def setting(name: str) -> tuple[str, str]:
    return "-c", f"from django.conf import settings; print(settings.{name})"


def test_production_starts_with_the_three_keys(tmp_path: Path) -> None:
    started = python(*setting("ALLOWED_HOSTS"), settings="production", folder=tmp_path, environment=COMPLETE)

    assert (started.stdout.strip(), started.returncode) == ("['talent.example.org']", 0), started.stderr


@pytest.mark.parametrize("value", [None, "", " "])
@pytest.mark.parametrize("key", REQUIRED)
def test_production_refuses_to_start_without_a_required_key(
    tmp_path: Path, key: str, value: str | None
) -> None:
    environment = {name: text for name, text in COMPLETE.items() if name != key}
    if value is not None:
        environment[key] = value

    started = python(*setting("DEBUG"), settings="production", folder=tmp_path, environment=environment)

    assert started.returncode != 0
    assert (
        started.stderr.strip()
        .splitlines()[-1]
        .endswith(f"TalentBridge cannot start in production. Set {key} to {REQUIRED[key]}.")
    )


def test_production_refuses_the_development_key(tmp_path: Path) -> None:
    environment = COMPLETE | {"SECRET_KEY": DEVELOPMENT_KEY}

    started = python(*setting("DEBUG"), settings="production", folder=tmp_path, environment=environment)

    assert started.returncode != 0
    assert "SECRET_KEY is the public development key" in started.stderr


def test_manage_says_one_sentence_for_each_missing_key_and_no_traceback(tmp_path: Path) -> None:
    started = python("manage.py", "migrate", settings="production", folder=tmp_path)

    assert started.returncode == 1
    assert started.stderr.startswith("TalentBridge cannot start in production. Set SECRET_KEY to ")
    assert (started.stderr.count("Set "), started.stderr.count("\n")) == (3, 1)


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("SEARCH_THREADS", "two", "SEARCH_THREADS is 'two', expected a whole number: see .env.example."),
        ("DATABASE_URL", "talentbridge.sqlite3", "DATABASE_URL does not begin with a database that is known"),
    ],
)
def test_value_that_cannot_be_read_is_named(tmp_path: Path, key: str, value: str, sentence: str) -> None:
    started = python("manage.py", "check", settings="development", folder=tmp_path, environment={key: value})

    assert (started.returncode, started.stderr.count("\n")) == (1, 1)
    assert started.stderr.startswith(sentence)


def test_development_needs_no_environment(tmp_path: Path) -> None:
    started = python(*setting("DATABASES['default']['NAME']"), settings="development", folder=tmp_path)

    assert (started.stdout.strip(), started.returncode) == (str(tmp_path / "talentbridge.sqlite3"), 0), (
        started.stderr
    )


def test_postgresql_has_a_pool_and_an_end_to_every_wait(tmp_path: Path) -> None:
    database = of_postgresql(
        tmp_path, "?sslmode=require&conn_max_age=60", DATABASE_POOL_MAX="3", DATABASE_LOCK_TIMEOUT="5"
    )

    assert (database["CONN_MAX_AGE"], database["CONN_HEALTH_CHECKS"]) == (0, True)
    assert database["OPTIONS"] == {
        "sslmode": "require",
        "options": "-c statement_timeout=60000 -c lock_timeout=5 -c idle_in_transaction_session_timeout=120000",
        "pool": {"min_size": 1, "max_size": 3, "timeout": 5.0, "reconnect_timeout": 2.0},
    }


def test_postgresql_without_a_pool_keeps_its_own_age_of_connections(tmp_path: Path) -> None:
    database = of_postgresql(tmp_path, "?conn_max_age=60", DATABASE_POOL_MAX="0")

    assert (database["CONN_MAX_AGE"], "pool" in database["OPTIONS"]) == (60, False)


def of_postgresql(folder: Path, query: str, **environment: str) -> dict[str, Any]:
    address = {"DATABASE_URL": f"postgres://somebody:secret@localhost/talentbridge{query}"}
    code = "import json; from django.conf import settings; print(json.dumps(settings.DATABASES['default']))"
    started = python("-c", code, settings="development", folder=folder, environment=address | environment)
    assert started.returncode == 0, started.stderr
    return dict(json.loads(started.stdout))


def test_env_example_explains_exactly_the_keys_that_are_read() -> None:
    read = {"DJANGO_SETTINGS_MODULE", *REQUIRED}
    for file in (ROOT / "talentbridge").rglob("*.py"):
        if file.name != "test.py":
            read |= set(
                re.findall(r"\benv(?:\.\w+\(\s*|, )\"([A-Z0-9_]+)\"", file.read_text(encoding="utf-8"))
            )
    served = (ROOT / "gunicorn.conf.py").read_text(encoding="utf-8")
    read |= set(re.findall(r"os\.environ\.get\(\"([A-Z0-9_]+)\"", served))
    composed = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    read |= set(re.findall(r"\$\{([A-Z0-9_]+)", composed))
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    keys = [
        (number, match[1])
        for number, line in enumerate(lines)
        if (match := re.match(r"# ([A-Z0-9_]+)=", line))
    ]

    assert sorted(key for _, key in keys) == sorted(read)
    assert [key for number, key in keys if not lines[number - 1].startswith("# ")] == []


def test_production_knows_no_merit_of_the_demo_data(tmp_path: Path) -> None:
    started = python(
        *setting("AUDIT_KNOWN_MERIT"), settings="production", folder=tmp_path, environment=COMPLETE
    )

    assert (started.stdout.strip(), started.returncode) == ("", 0), started.stderr


def test_the_stack_is_production_but_for_plain_http_and_demo_data(tmp_path: Path) -> None:
    code = (
        "import json, django; django.setup(); from django.conf import settings as s;"
        "print(json.dumps({k: repr(getattr(s, k)) for k in dir(s) if k.isupper() and k != 'SETTINGS_MODULE'}))"
    )
    production, stack = (
        json.loads(python("-c", code, settings=name, folder=tmp_path, environment=COMPLETE).stdout)
        for name in ("production", "stack")
    )

    assert {key for key in stack if stack[key] != production.get(key)} == {
        "SECURE_SSL_REDIRECT",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "DEMO_ALLOWED",
        "AUDIT_KNOWN_MERIT",
        "EMAIL_BACKEND",
        "EMAIL_FILE_PATH",
    }
    assert production.keys() <= stack.keys()


def test_the_demo_serves_files_without_pages_of_errors_for_developers(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "letter.txt").write_text("Dear all")
    ask = (
        "import django; django.setup(); from django.test import Client; client = Client(SERVER_NAME='localhost');"
        "from django.conf import settings;"
        "print([client.get(p).status_code for p in ('/static/css/base.css', '/media/letter.txt')], settings.DEBUG)"
    )

    answered = python("-c", ask, settings="development", folder=tmp_path, environment={"DEBUG": "false"})

    assert answered.stdout.strip() == "[200, 200] False", answered.stderr
