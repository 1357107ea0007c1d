"""Making a backup, and putting one back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from django.core.files.storage import Storage, storages
from django.core.management import call_command
from django.db import connection

from accounts.domain.audit import record_of
from search.files import replacing
from talentbridge.backups import DATABASE, MANIFEST, MEDIA, PRIVATE, BackupError, databases, media
from talentbridge.backups.manifest import (
    FORMAT,
    Manifest,
    applied_migrations,
    read_manifest,
    refuse_newer,
    search_settings,
    version,
)

BACKED_UP = "backup made"  # verb of the audit event

# Opens a progress bar: its label and total -> what moves it on by so many.
Bar = Callable[[str, int], AbstractContextManager[Callable[[int], None]]]


def make_backup(folder: Path, *, bar: Bar) -> Manifest:
    """Write the database and the media into `folder`, which is new or empty. Raises BackupError.

    The folder holds personal data: it is readable by its owner alone. The audit notes that it was made, which is not
    in it yet.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BackupError(f"{folder} is not empty: name a new folder, so that no backup is overwritten.")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    made_at, started = datetime.now(UTC), monotonic()
    file = folder / DATABASE
    file.touch(mode=0o600)
    with _hundredths(bar, "Database") as progress:
        counts = databases.dump(file, progress=progress)
    files = {}
    for label, storage, inside in _storages():
        with bar(label, sum(1 for _ in media.names(storage))) as advance:
            files[inside] = media.copy_out(storage, folder / inside, advance=advance)
    manifest = Manifest(
        format=FORMAT,
        version=version(),
        made_at=made_at.isoformat(timespec="seconds"),
        vendor=connection.vendor,
        database_sha256=media.digest(file),
        migrations=applied_migrations(),
        counts=counts,
        media=files[MEDIA],
        private=files[PRIVATE],
        search=search_settings(),
    )
    with replacing(folder / MANIFEST) as written:
        written.write(manifest.model_dump_json(indent=1).encode())
    (folder / MANIFEST).chmod(0o600)
    # Where it lies is for operators to know.
    figures = {
        "rows": sum(counts.values()),
        "files": sum(map(len, files.values())),
        "seconds": round(monotonic() - started),
    }
    record_of("backup", BACKED_UP, after=figures)
    return manifest


def put_back(folder: Path, *, bar: Bar) -> Manifest:
    """Fill the empty database and media folder of the settings from a backup, and bring them to this version.

    Raises BackupError before anything is written where the backup is damaged, of another kind of database or of a
    newer version, and where there is anything already.
    """
    manifest = read_manifest(folder)
    if manifest.vendor != connection.vendor:
        raise BackupError(
            f"The backup is of a {manifest.vendor} database, DATABASE_URL names a {connection.vendor} one: restore it "
            "into the same kind."
        )
    refuse_newer(manifest)
    if not databases.is_empty():
        raise BackupError(
            f"The database {connection.settings_dict['NAME']} is not empty: restore fills an empty one only, so that "
            "nothing is lost. Create a new one and name it in DATABASE_URL."
        )
    for label, storage, _inside in _storages():
        if next(media.names(storage), None) is not None:
            raise BackupError(
                f"{label}: the folder is not empty, and restore fills an empty one only. Move its files away."
            )
    with bar("Checking", 1 + len(manifest.media) + len(manifest.private)) as advance:
        _check(folder, manifest, advance)
    with _hundredths(bar, "Database") as progress:
        databases.load(folder / DATABASE, progress=progress)
    if wrong := {name for name, count in databases.counts().items() if count != manifest.counts.get(name, 0)}:
        raise BackupError(
            f"Rows are missing in {', '.join(sorted(wrong))}: drop the database and restore again."
        )
    wanted = {MEDIA: manifest.media, PRIVATE: manifest.private}
    for label, storage, inside in _storages():
        with bar(label, len(wanted[inside])) as advance:
            media.copy_in(storage, folder / inside, list(wanted[inside]), advance=advance)
    call_command("migrate", verbosity=0, interactive=False)
    return manifest


def _storages() -> list[tuple[str, Storage, str]]:
    """(label, storage, folder in the backup) of what the site keeps as files."""
    return [("Media", storages["default"], MEDIA), ("Private files", storages["private"], PRIVATE)]


def _check(folder: Path, manifest: Manifest, advance: Callable[[int], None]) -> None:
    files = {DATABASE: manifest.database_sha256} | {
        f"{inside}/{name}": sha256
        for inside, found in ((MEDIA, manifest.media), (PRIVATE, manifest.private))
        for name, sha256 in found.items()
    }
    for name, sha256 in files.items():
        file = (folder / name).resolve()
        if not file.is_relative_to(folder.resolve()) or not file.is_file() or media.digest(file) != sha256:
            raise BackupError(f"{folder / name} is missing or damaged: use another backup.")
        advance(1)


@contextmanager
def _hundredths(bar: Bar, label: str) -> Iterator[databases.Progress]:
    """A bar for work whose total is known only while it runs."""
    shown = 0
    with bar(label, 100) as advance:

        def report(done: int, total: int) -> None:
            nonlocal shown
            share = 100 * done // max(1, total)
            advance(share - shown)
            shown = share

        yield report
