"""The folder that an Elasticsearch node runs from, made of the jars on Maven Central."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path

from filelock import FileLock

from tests.services.java import jdk_for
from tests.services.process import ServiceError

SOURCES = Path(__file__).parent / "elasticsearch"
# The plugin that speaks HTTP lives in a module of its own, with the jars that it alone needs.
MODULE = "transport-netty4"
OF_THE_MODULE = ("netty-", "transport-netty4-", "elasticsearch-ssl-config-")
DESCRIPTOR = f"META-INF/es-plugins/{MODULE}/plugin-descriptor.properties"
VERSIONS = {"8": "8.19.5", "9": "9.2.0"}


def wanted_version() -> str:
    """`ES_VERSION`: 8 (without it), 9, or a whole number such as 8.19.5."""
    wanted = os.environ.get("ES_VERSION") or "8"
    version = VERSIONS.get(wanted, wanted)
    if version.partition(".")[0] not in VERSIONS:
        raise ServiceError(f"ES_VERSION is {wanted!r}, expected 8, 9 or a release of these such as 8.19.5.")
    return version


def elasticsearch_home(cache: Path, *, version: str) -> Path:
    """`cache`/elasticsearch-VERSION-DIGEST, made the first time (40 MB, some ten seconds)."""
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in sorted(SOURCES.iterdir()))).hexdigest()[:8]
    home = cache / f"elasticsearch-{version}-{digest}"
    cache.mkdir(parents=True, exist_ok=True)
    with FileLock(cache / "home.lock"):
        if not home.exists():
            fresh = home.with_suffix(".part")
            shutil.rmtree(fresh, ignore_errors=True)
            _build(fresh, version=version)
            fresh.replace(home)
    return home


def _build(home: Path, *, version: str) -> None:
    jdk = jdk_for(version)
    for folder in ("lib", "config", "plugins", "classes", f"modules/{MODULE}"):
        (home / folder).mkdir(parents=True)
    _run(
        ["mvn", "-q", "-B", "-f", str(SOURCES / "pom.xml"), f"-Des.version={version}",
         "dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={home / 'lib'}"],
        what=f"the jars of Elasticsearch {version}",
        environment={"JAVA_HOME": str(jdk)},
    )  # fmt: skip
    for jar in (home / "lib").iterdir():
        if jar.name.startswith(OF_THE_MODULE):
            jar.replace(home / "modules" / MODULE / jar.name)
    _describe(home / "modules" / MODULE)
    _run(
        [
            str(jdk / "bin" / "javac"),
            "-cp",
            f"{home / 'lib'}/*",
            "-d",
            str(home / "classes"),
            str(SOURCES / "Main.java"),
        ],
        what="the program that starts Elasticsearch",
    )


def _describe(module: Path) -> None:
    """Lay the plugin's descriptor beside its jar, without the Java module that only the full distribution has."""
    [jar] = module.glob(f"{MODULE}-*.jar")
    with zipfile.ZipFile(jar) as archive:
        lines = archive.read(DESCRIPTOR).decode().splitlines(keepends=True)
    text = "".join(line for line in lines if not line.startswith("modulename="))
    (module / "plugin-descriptor.properties").write_text(text)


def _run(command: Sequence[str], *, what: str, environment: dict[str, str] | None = None) -> None:
    if not shutil.which(command[0]):
        raise ServiceError(f"{what} cannot be had without {command[0]}: install maven and a JDK.")
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=os.environ | (environment or {})
    )
    if done.returncode:
        said = "\n".join((done.stdout + done.stderr).splitlines()[:8])
        raise ServiceError(f"{what} could not be made with {command[0]}; it said:\n{said}")
