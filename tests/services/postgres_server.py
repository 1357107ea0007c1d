"""PostgreSQL on loopback. It refuses to be root, so root starts it as the user `postgres`."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.services.ports import kept_port_of
from tests.services.process import Process, ServiceError

USER = DATABASE = "talentbridge"
UNPRIVILEGED = "postgres"  # made by Debian's package


@dataclass(frozen=True)
class Postgres:
    folder: Path
    port: int
    process: Process

    @property
    def addresses(self) -> dict[str, str]:
        password = (self.folder / "password").read_text().strip()
        return {"DATABASE_URL": f"postgres://{USER}:{password}@127.0.0.1:{self.port}/{DATABASE}"}

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def start(self) -> None:
        """PG_FSYNC=off gives up what survives a power cut, for tests that only want to be quick."""
        binaries = _binaries()
        self.folder.mkdir(parents=True, exist_ok=True)
        if not (self.data / "PG_VERSION").exists():
            self._make(binaries)
        options = {"port": str(self.port), "listen_addresses": "127.0.0.1", "unix_socket_directories": ""}
        options |= {"max_connections": "100", "shared_buffers": "128MB"}
        if os.environ.get("PG_FSYNC") == "off":
            options |= {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
        words = [word for key in options for word in ("-c", f"{key}={options[key]}")]
        self.process.start([*_as_user(), str(binaries / "postgres"), "-D", str(self.data), *words])

    def wait(self, *, seconds: float = 180) -> None:
        """Until it takes connections and its database is there."""
        self.process.wait(lambda: self._client("psql", "-c", "SELECT 1", "postgres") == "", seconds=seconds)
        said = self._client("createdb", DATABASE)
        if said and "already exists" not in said:
            raise ServiceError(f"postgres takes connections but no database: {said}")

    def stop(self) -> None:
        self.process.stop(number=signal.SIGINT)  # its "fast": transactions are rolled back

    def kill(self) -> None:
        self.process.kill()

    def _make(self, binaries: Path) -> None:
        shutil.rmtree(self.data, ignore_errors=True)
        self.data.mkdir(mode=0o700)
        password = self.folder / "password"
        password.write_text(secrets.token_hex(16))
        if os.geteuid() == 0:
            shutil.chown(self.data, UNPRIVILEGED)
            shutil.chown(password, UNPRIVILEGED)
        password.chmod(0o600)
        made = subprocess.run(
            [*_as_user(), str(binaries / "initdb"), "-D", str(self.data), "-U", USER, f"--pwfile={password}",
             "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8"],
            capture_output=True,
            text=True,
            check=False,
        )  # fmt: skip
        if made.returncode:
            raise ServiceError(f"postgres could not make its files under {self.data}: {made.stderr.strip()}")

    def _client(self, program: str, *arguments: str) -> str:
        """-> what it complains of; nothing when it worked."""
        done = subprocess.run(
            [str(_binaries() / program), "-h", "127.0.0.1", "-p", str(self.port), "-U", USER, *arguments],
            env=os.environ | {"PGPASSWORD": (self.folder / "password").read_text().strip()},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stderr.strip() if done.returncode else ""


def postgres_server(folder: Path) -> Postgres:
    process = Process(folder)
    return Postgres(folder, kept_port_of(process), process)


def _binaries() -> Path:
    """Debian keeps the server's programs out of the PATH, by version; the newest that is there."""
    if folders := list(Path("/usr/lib/postgresql").glob("*/bin/postgres")):
        return max(folders, key=lambda path: int(path.parts[-3])).parent
    if found := shutil.which("postgres"):
        return Path(found).resolve().parent
    raise ServiceError("postgres is not installed: apt-get install postgresql.")


def _as_user() -> Sequence[str]:
    """Before a command of root: run it as `postgres`, who yet passes folders closed to others (a private checkout)."""
    if os.geteuid() != 0:
        return []
    return [
        "setpriv", f"--reuid={UNPRIVILEGED}", f"--regid={UNPRIVILEGED}", "--init-groups",
        "--inh-caps=+dac_override", "--ambient-caps=+dac_override",
    ]  # fmt: skip
