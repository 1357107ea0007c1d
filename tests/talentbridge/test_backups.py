"""backup into a folder, restore into an empty installation: processes of their own, as an operator runs them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher, make_password
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import User
from matching.domain.matcher import people_for
from search.indexing import rebuild
from talentbridge.settings.environment import ROOT
from tests.factories import MatchableProfileFactory, OpenOpeningFactory, UserFactory

pytestmark = pytest.mark.processes

Kept = tuple[Path, str]
COUNTS = "import json; from talentbridge.backups.databases import counts; print(json.dumps(counts()))"
SHOW = """
from accounts.models import User
from bases.models import Opening
from matching.domain.matcher import people_for
import json
found = people_for(Opening.objects.get(), explain=False)
print(json.dumps({
    "ranked": [(one.subject.pk, one.score.total) for one in found.ranked],
    "logs in": User.objects.get(email="keeper@example.org").check_password("a good password 12"),
}))
"""


@pytest.fixture
def storage_is_empty() -> Iterator[None]:
    yield
    for name in ("cv.pdf", "pictures/base.png"):
        default_storage.delete(name)
    storages["private"].delete("a1b2")


@pytest.fixture
def kept(transactional_db: None, storage_is_empty: None, tmp_path: Path) -> Kept:
    """A backup of a small installation, and what its list of people says."""
    keeper = UserFactory(email="keeper@example.org")
    # As a site hashes it: the tests' own quick way is not known there.
    keeper.password = make_password("a good password 12", hasher=PBKDF2PasswordHasher())
    keeper.save()
    opening = OpenOpeningFactory()
    for number in range(3):
        MatchableProfileFactory(text__headline=f"Plasma physicist, part {number}")
    default_storage.save("cv.pdf", ContentFile(b"%PDF-1.7 a"))
    default_storage.save("pictures/base.png", ContentFile(b"\x89PNG b"))
    storages["private"].save("a1b2", ContentFile(b"%PDF-1.7 proof"))
    rebuild()
    ranked = [(one.subject.pk, one.score.total) for one in people_for(opening, explain=False).ranked]
    assert len(ranked) == 3
    folder = tmp_path / "kept"
    call_command("backup", folder)
    return folder, json.dumps({"ranked": ranked, "logs in": True})


@dataclass(frozen=True, slots=True)
class Fresh:
    """An installation of its own, which has nothing yet."""

    folder: Path
    database: str  # as DATABASE_URL

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "talentbridge.settings.development",
            "TALENTBRIDGE_VAR": str(self.folder),
            "DATABASE_URL": self.database,
            "SEARCH_BACKEND": "search.backends.embedded.EmbeddedBackend",
            "SEARCH_TEXT_ENCODER": "search.encoders.hashing.HashingEncoder",
            "SEARCH_ENGLISH_ENCODER": "search.encoders.hashing.HashingEncoder",
        }
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
        )

    def counts(self) -> dict[str, int]:
        """table -> rows, as the backup counts them"""
        done = self.manage("shell", "--no-imports", "-c", COUNTS)
        found: dict[str, int] = json.loads(done.stdout or "{}")
        return found


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Fresh]:
    folder = tmp_path / "fresh"
    if connection.vendor == "sqlite":
        yield Fresh(folder, f"sqlite:///{folder / 'talentbridge.sqlite3'}")
        return
    name, own = f"restored_{uuid4().hex[:12]}", connection.settings_dict
    place = f"{own['USER']}:{own['PASSWORD']}@{own['HOST'] or 'localhost'}:{own['PORT'] or 5432}"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield Fresh(folder, f"postgres://{place}/{name}")
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_what_comes_back_counts_logs_in_and_matches_alike(kept: Kept, fresh: Fresh) -> None:
    folder, said = kept

    restored = fresh.manage("restore", str(folder))

    assert restored.returncode == 0, restored.stderr
    manifest = json.loads((folder / "manifest.json").read_text())
    found = fresh.counts()
    rebuilt = {
        "accounts_auditevent": manifest["counts"]["accounts_auditevent"] + 1
    }  # the index was made anew
    assert found == manifest["counts"] | rebuilt
    assert found["accounts_user"] == User.objects.count()
    assert (fresh.folder / "media" / "cv.pdf").read_bytes() == b"%PDF-1.7 a"
    assert (fresh.folder / "media" / "pictures" / "base.png").read_bytes() == b"\x89PNG b"
    assert (fresh.folder / "private" / "a1b2").read_bytes() == b"%PDF-1.7 proof"
    assert json.loads(fresh.manage("shell", "--no-imports", "-c", SHOW).stdout) == json.loads(said)
    again = fresh.manage("restore", str(folder))
    assert again.returncode == 1
    assert "is not empty: restore fills an empty one only" in again.stderr


def test_a_backup_is_the_owner_s_alone_and_is_not_overwritten(kept: Kept) -> None:
    folder, _ = kept

    assert [oct(path.stat().st_mode & 0o777) for path in (folder, folder / "database", folder / "manifest.json")] == [
        "0o700", "0o600", "0o600",
    ]  # fmt: skip
    with pytest.raises(CommandError, match="is not empty: name a new folder"):
        call_command("backup", folder)


def _change(key: str, value: object) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        manifest = json.loads((folder / "manifest.json").read_text())
        (folder / "manifest.json").write_text(json.dumps(manifest | {key: value}))

    return change


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda folder: (folder / "manifest.json").unlink(), "holds no backup"),
        (lambda folder: (folder / "manifest.json").write_text("{"), "is damaged"),
        (_change("format", 2), "has format 2, this version reads 1: install version"),
        (_change("counts", "none"), "is damaged (1 fields are wrong)"),
        (_change("vendor", "oracle"), "is of a oracle database, DATABASE_URL names a"),
        (_change("migrations", ["accounts.9999_later"]), "a newer version"),
    ],
)
def test_what_cannot_be_read_is_refused(kept: Kept, spoil: Callable[[Path], None], message: str) -> None:
    folder, _ = kept
    spoil(folder)

    with pytest.raises(CommandError, match=re.escape(message)):
        call_command("restore", folder)


def test_what_is_damaged_is_refused_before_anything_is_written(kept: Kept, fresh: Fresh) -> None:
    folder, _ = kept
    for file, message in {
        "database": "database is missing or damaged",
        "media/cv.pdf": "cv.pdf is missing or damaged",
    }.items():
        whole = (folder / file).read_bytes()
        (folder / file).write_bytes(whole[:-1] + b"?")

        refused = fresh.manage("restore", str(folder))

        assert refused.returncode == 1
        assert message in refused.stderr
        assert "Traceback" not in refused.stderr
        (folder / file).write_bytes(whole)
    _change("media", {"../../secret": "0"})(folder)
    assert "secret is missing or damaged" in fresh.manage("restore", str(folder)).stderr
    assert fresh.counts() == {}  # not even a table
