from __future__ import annotations

import sys
from pathlib import Path

import pytest
from django.core.checks import run_checks
from pytest_django import Settings

from talentbridge.checks import (
    mail_provider_exists,
    media_storage_exists,
    public_address_is_named,
    tasks_have_a_broker,
    var_is_writable,
)


def ids(found: list) -> list[str]:  # type: ignore[type-arg]
    return [message.id for message in found]


def test_checks_are_registered(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    settings.VAR = tmp_path / "file" / "var"

    assert "talentbridge.E001" in ids(run_checks())
    assert "talentbridge.W002" in ids(run_checks(include_deployment_checks=True))


def test_var_may_be_created_later(settings: Settings, tmp_path: Path) -> None:
    settings.VAR = tmp_path / "not" / "yet"

    assert var_is_writable(None) == []


def test_var_below_a_file_is_refused_by_name(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    settings.VAR = tmp_path / "file" / "var"

    [message] = var_is_writable(None)

    assert message.msg == f"Nothing can be written to {settings.VAR}."


def test_public_address_must_be_https(settings: Settings) -> None:
    settings.WAGTAILADMIN_BASE_URL = "http://127.0.0.1:8000"
    assert ids(public_address_is_named(None)) == ["talentbridge.W001"]

    settings.WAGTAILADMIN_BASE_URL = "https://talent.example.org"
    assert public_address_is_named(None) == []


def test_broker_silences_the_warning_about_tasks(settings: Settings) -> None:
    settings.CELERY_TASK_ALWAYS_EAGER = False

    assert tasks_have_a_broker(None) == []


@pytest.mark.parametrize("missing", ["storages", "boto3"])
def test_a_bucket_without_its_library_is_named(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "storages.backends.s3.S3Storage"}}
    assert media_storage_exists(None) == []

    monkeypatch.setitem(sys.modules, missing, None)

    assert [message.msg for message in media_storage_exists(None)] == [
        "MEDIA_S3_BUCKET and PRIVATE_S3_BUCKET need django-storages with boto3: pip install 'talentbridge[s3]'."
    ]


def test_a_provider_of_mail_without_its_library_is_named(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EMAIL_BACKEND = "anymail.backends.brevo.EmailBackend"
    assert mail_provider_exists(None) == []

    monkeypatch.setitem(sys.modules, "anymail", None)

    assert [message.msg for message in mail_provider_exists(None)] == [
        "EMAIL_PROVIDER is 'brevo', which needs django-anymail: pip install 'talentbridge[production]'."
    ]
