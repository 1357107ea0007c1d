"""What a backup says of itself."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from pydantic import BaseModel, ValidationError

from search.engine import get_slots
from talentbridge.backups import MANIFEST, BackupError
from talentbridge.settings.environment import ROOT

FORMAT = 1


class Manifest(BaseModel):
    """Written last: a folder without it is no backup."""

    format: int
    version: str  # of TalentBridge
    made_at: str  # ISO, UTC
    vendor: str  # "sqlite" | "postgresql"
    database_sha256: str
    migrations: list[str]  # "app.name", applied
    counts: Mapping[str, int]  # table -> rows
    media: Mapping[str, str]  # file -> sha256
    private: Mapping[str, str] = {}
    search: Mapping[str, str]  # the settings that the index was made with; it is made anew


def read_manifest(folder: Path) -> Manifest:
    """Raises BackupError where `folder` holds no backup that this version can read."""
    path = folder / MANIFEST
    try:
        raw = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise BackupError(
            f"{folder} holds no backup: {MANIFEST} cannot be read ({error.strerror})."
        ) from error
    except ValueError as error:
        raise BackupError(f"{path} is damaged ({error}): use another backup.") from error
    if isinstance(raw, dict) and raw.get("format", 0) != FORMAT:
        raise BackupError(
            f"{folder} has format {raw.get('format')!r}, this version reads {FORMAT}: install version "
            f"{raw.get('version')!r} of TalentBridge, restore there, then upgrade."
        )
    try:
        return Manifest.model_validate(raw)
    except ValidationError as error:
        raise BackupError(
            f"{path} is damaged ({error.error_count()} fields are wrong): use another backup."
        ) from error


def version() -> str:
    """Of this TalentBridge."""
    found: str = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    return found


def applied_migrations() -> list[str]:
    """Of the database, as "app.name"."""
    return sorted(".".join(key) for key in MigrationLoader(connection).applied_migrations)


def refuse_newer(manifest: Manifest) -> None:
    """BackupError if the backup knows migrations that this version does not."""
    known = {".".join(key) for key in MigrationLoader(None).disk_migrations}
    if unknown := sorted(set(manifest.migrations) - known):
        raise BackupError(
            f"The backup was made by a newer version ({manifest.version}; this is {version()}): it knows "
            f"{unknown[0]}. Install that version, then restore."
        )


def search_settings() -> dict[str, str]:
    """The backend and the encoders."""
    return {"backend": settings.SEARCH_BACKEND} | {name: slot.encoder for name, slot in get_slots().items()}
