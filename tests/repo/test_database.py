"""The test database itself: what every other test relies on."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.models import Site

from accounts.models import User
from taxonomy.models import Challenge
from tests.support import database


def _as_migrated() -> bool:
    return User.objects.count() == 0 and Challenge.objects.count() == 4 and Site.objects.exists()


@pytest.mark.django_db
def test_database_holds_reference_data_and_no_users() -> None:
    assert _as_migrated()
    User.objects.create_user("rolled.back@example.org")


# Twice, so that the second run finds what the first left.
@pytest.mark.parametrize("time", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_database_is_restored_after_a_test_that_commits(time: int) -> None:
    assert _as_migrated()
    assert ContentType.objects.get_for_model(User).pk
    User.objects.create_user("committed@example.org")
    Challenge.objects.all().delete()
    assert not connection.in_atomic_block


def test_manage_works_on_the_database_of_its_test(
    manage: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    User.objects.create_user("seen@example.org")

    finished = manage(
        "shell", "-v0", "-c", "from accounts.models import User; print(User.objects.get().email)"
    )

    assert (finished.stdout.strip(), finished.returncode) == ("seen@example.org", 0), finished.stderr


def test_a_template_grows_from_one_whose_sources_are_all_there_still(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "sources", lambda: {"a": "1", "b": "2"})
    for name, sources in (("older", {"a": "1"}), ("other", {"a": "changed"}), ("more", {"a": "1", "c": "3"})):
        (tmp_path / f"template-{name}.sqlite3").touch()
        (tmp_path / f"template-{name}.json").write_text(json.dumps(sources))
    assert database.forerunner(tmp_path) == tmp_path / "template-older.sqlite3"
    monkeypatch.setattr(database, "sources", lambda: {"b": "2"})
    assert database.forerunner(tmp_path) is None
