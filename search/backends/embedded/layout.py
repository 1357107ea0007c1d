"""Where things lie in an index folder, and which version serves."""

from __future__ import annotations

import json
import os
import shutil
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

from search.backends.base import IndexMismatch, IndexUnavailable, Slot

FORMAT = 2
REMEDY = "run: manage.py rebuild_index"


class Layout:
    """The paths of one index folder and the small files that say which version is which."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write_lock = folder / "write.lock"
        self.rebuild_lock = folder / "rebuild.lock"
        self._current = folder / "CURRENT"
        self._rebuilding = folder / "REBUILDING"

    def current(self) -> Path | None:
        """The version that serves, or None where nothing has been written yet."""
        return self._named(self._current)

    def rebuilding(self) -> Path | None:
        """The version that a rebuild fills (or filled when it was killed), or None."""
        version = self._named(self._rebuilding)
        return version if version and version.is_dir() and version != self.current() else None

    def create(self, slots: Mapping[str, Slot]) -> Path:
        """A new version folder with its manifest, not yet serving."""
        version = self.folder / f"v-{uuid.uuid4().hex[:12]}"
        version.mkdir(parents=True)
        manifest = {"format": FORMAT, "slots": {name: asdict(slot) for name, slot in sorted(slots.items())}}
        write_synced(version / "manifest.json", json.dumps(manifest, indent=1))
        return version

    def begin_rebuild(self, version: Path) -> None:
        """From now on writers note in `version` what they change."""
        write_synced(self._rebuilding, version.name)

    def end_rebuild(self) -> None:
        """Writers stop noting."""
        self._rebuilding.unlink(missing_ok=True)

    def switch(self, version: Path) -> None:
        """Let `version` serve: atomic, and on disk when this returns."""
        write_synced(self._current, version.name)

    def remove_leftovers(self) -> None:
        """Remove every version but the one that serves."""
        current = self.current()
        for version in self.folder.glob("v-*"):
            if version != current:
                shutil.rmtree(version, ignore_errors=True)

    def _named(self, pointer: Path) -> Path | None:
        try:
            name = pointer.read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise IndexUnavailable(f"{pointer} cannot be read ({error}); {REMEDY}") from error
        if not name.startswith("v-") or "/" in name:
            raise damaged(self.folder, f"{pointer.name} names no version")
        return self.folder / name


def check_manifest(version: Path, slots: Mapping[str, Slot]) -> None:
    """IndexMismatch unless `version` was made with these slots and this format; IndexUnavailable if it is damaged."""
    path = version / "manifest.json"
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        format, found = manifest["format"], {name: Slot(**slot) for name, slot in manifest["slots"].items()}
    except FileNotFoundError:
        raise
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise damaged(version, "manifest.json is unreadable") from error
    if format != FORMAT:
        raise IndexMismatch(
            f"The index in {version} has format {format}, this program writes {FORMAT}; {REMEDY}"
        )
    if found != dict(slots):
        raise IndexMismatch(f"The index was made with {_names(found)}, not with {_names(slots)}; {REMEDY}")


def note_touched(version: Path, ids: Iterable[str]) -> None:
    """Append ids to the list of what changed while `version` was being filled."""
    with (version / "touched").open("a", encoding="utf-8") as file:
        # The leading newline keeps a line that a crash cut short from swallowing the next one.
        file.writelines(f"\n{id}\n" for id in ids)
        file.flush()
        os.fsync(file.fileno())


def read_touched(version: Path) -> list[str]:
    """What `note_touched` noted; may hold more than really changed, never less."""
    try:
        lines = (version / "touched").read_text(encoding="utf-8", errors="replace").split("\n")
    except FileNotFoundError:
        return []
    return sorted({line for line in lines if line})


def write_synced(path: Path, text: str) -> None:
    """Replace a small file atomically; it is on disk when this returns."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    with temporary.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


def damaged(place: Path, what: str) -> IndexUnavailable:
    """The error for an index that cannot be read."""
    return IndexUnavailable(f"The search index in {place} is damaged ({what}); {REMEDY}")


def _names(slots: Mapping[str, Slot]) -> str:
    return ", ".join(f"{name}={slot.encoder} [{slot.dimension}]" for name, slot in sorted(slots.items()))
