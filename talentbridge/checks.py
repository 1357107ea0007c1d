"""What a wrong setting says. Production without its three keys does not start; the rest is for `manage.py check`."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.db import connections

from talentbridge.diagnosis import database_problem
from talentbridge.settings.environment import NotConfigured

# Not a secret: a key for one machine, so that development needs no `.env` and sessions survive a restart.
DEVELOPMENT_KEY = "development-only-not-a-secret-" + "0" * 32

REQUIRED: Mapping[str, str] = {
    "SECRET_KEY": "a long random text, for example the output of `openssl rand -base64 48`",
    "ALLOWED_HOSTS": "the host names that the site answers to, separated by commas",
    "DATABASE_URL": "where the database is, for example postgres://user:password@host:5432/talentbridge",
}

SHORTEST_TOKEN = 32  # characters

# Modules beside the providers' in django-anymail.
NO_PROVIDERS = frozenset({"base", "base_requests", "console", "test"})


def refuse_unless_configured(environment: Mapping[str, str]) -> None:
    """Raise NotConfigured: a sentence for each required key that is missing, empty, or fit for development only."""
    problems = [
        f"Set {key} to {meaning}."
        for key, meaning in REQUIRED.items()
        if not environment.get(key, "").strip(" ,")
    ]
    if environment.get("SECRET_KEY") == DEVELOPMENT_KEY:
        problems.append(f"SECRET_KEY is the public development key: set it to {REQUIRED['SECRET_KEY']}.")
    if problems:
        raise NotConfigured("TalentBridge cannot start in production. " + " ".join(problems))


@checks.register()
def var_is_writable(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """The folder of database, index and media must take files, or be creatable."""
    folder = Path(settings.VAR)
    nearest = next(path for path in (folder, *folder.parents) if path.exists())
    if nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK):
        return []
    return [
        checks.Error(
            f"Nothing can be written to {folder}.",
            hint="Give the user that runs the site write access, or set TALENTBRIDGE_VAR to another folder.",
            id="talentbridge.E001",
        )
    ]


@checks.register(checks.Tags.security, deploy=True)
def public_address_is_named(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Letters and the editors' previews carry this address."""
    if settings.WAGTAILADMIN_BASE_URL.startswith("https://"):
        return []
    return [
        checks.Warning(
            f"TALENTBRIDGE_BASE_URL is {settings.WAGTAILADMIN_BASE_URL!r}, which is no https address.",
            hint="Set it to the public address of the site, for example https://talent.example.org.",
            id="talentbridge.W001",
        )
    ]


@checks.register(deploy=True)
def tasks_have_a_broker(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Without a broker texts are embedded inside the web process, which then holds the models and answers late."""
    if not settings.CELERY_TASK_ALWAYS_EAGER:
        return []
    return [
        checks.Warning(
            "CELERY_BROKER_URL is not set, so saved texts are indexed inside the web process.",
            hint="Set it to a broker, for example redis://localhost:6379/0, and run a Celery worker.",
            id="talentbridge.W002",
        )
    ]


@checks.register(checks.Tags.security, deploy=True)
def metrics_have_a_long_token(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Nothing limits how often somebody may try one."""
    if len(settings.METRICS_TOKEN) >= SHORTEST_TOKEN or not settings.METRICS_TOKEN:
        return []
    return [
        checks.Warning(
            f"METRICS_TOKEN has {len(settings.METRICS_TOKEN)} characters, which can be guessed.",
            hint=f"Set it to at least {SHORTEST_TOKEN} random ones: openssl rand -hex 32.",
            id="talentbridge.W003",
        )
    ]


@checks.register()
def mail_provider_exists(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """EMAIL_PROVIDER is part of a dotted path that is imported when the first letter goes out."""
    package, _, rest = settings.EMAIL_BACKEND.partition(".backends.")
    provider = rest.rpartition(".")[0]
    if package != "anymail":
        return []
    if find_spec("anymail") is None:
        problem, remedy = "which needs django-anymail", "pip install 'talentbridge[production]'"
    else:
        from anymail import backends

        known = {module.name for module in iter_modules(backends.__path__)} - NO_PROVIDERS
        if provider in known:
            return []
        problem = "which django-anymail does not know"
        remedy = f"use one of {', '.join(sorted(known))}"
    return [checks.Error(f"EMAIL_PROVIDER is {provider!r}, {problem}: {remedy}.", id="talentbridge.E002")]


@checks.register()
def media_storage_exists(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """The storage of media files is imported when the first file is asked for."""
    backends = [settings.STORAGES[name]["BACKEND"] for name in ("default", "private")]
    in_buckets = any(backend.startswith("storages.") for backend in backends)
    if not in_buckets or (find_spec("storages") and find_spec("boto3")):
        return []
    return [
        checks.Error(
            "MEDIA_S3_BUCKET and PRIVATE_S3_BUCKET need django-storages with boto3: pip install 'talentbridge[s3]'.",
            id="talentbridge.E003",
        )
    ]


@checks.register(checks.Tags.database)
def database_answers(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """With `migrate`, and with `check --database default`."""
    problems = [database_problem(connections[alias]) for alias in databases or ()]
    return [checks.Error(problem, id="talentbridge.E004") for problem in problems if problem]


@checks.register(checks.Tags.database, deploy=True)
def services_answer(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """With `check --deploy --database default`: all that /readyz would find wrong."""
    if not databases or database_answers(app_configs, databases=databases):
        return []
    from talentbridge.readiness import ask_all  # here, for it needs the models

    problems = [str(answer.problem) for answer in ask_all().values() if answer.problem]
    return [checks.Error(problem, id="talentbridge.E005") for problem in dict.fromkeys(problems)]
