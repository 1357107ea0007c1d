"""Rules about the repository as a whole."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DOCUMENTS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")] + sorted(
    (ROOT / "docs").rglob("*.md")
)


def test_constraints_pin_versions_and_name_no_index() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if line and not re.fullmatch(r"#.*|[a-z0-9.-]+==[\w.]+", line)] == []
    assert not any("://" in line for line in lines)


def test_constraints_hold_every_dependency() -> None:
    pinned = {
        line.partition("==")[0]
        for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    }
    wanted = PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["dev"]

    names = {re.match(r"[\w.-]+", line)[0].lower().replace("_", "-") for line in wanted}  # type: ignore[index]

    assert names - pinned == set()


def test_every_app_has_its_place_among_the_layers() -> None:
    ours = {config.name for config in apps.get_app_configs() if Path(config.path).parent == ROOT} - {
        "talentbridge"
    }
    layers, outside = PROJECT["tool"]["importlinter"]["contracts"]

    assert {name.strip() for layer in layers["layers"] for name in layer.split("|")} == ours
    assert set(outside["source_modules"]) == ours


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_of_documents_lead_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", text)

    assert [target for target in targets if not (document.parent / target).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_paths_that_documents_name_exist(document: Path) -> None:
    """`search/views.py` in backticks must be a file or folder; `{a,b}` and `*` are read as the shell reads them."""
    text = document.read_text(encoding="utf-8")
    apps_ = "accounts|bases|cms|demo|docs|experts|matching|search|static|talentbridge|taxonomy|templates|tests|tools"
    missing = []
    for name in re.findall(rf"`((?:{apps_})/[\w./*{{}},-]*)`", text):
        variants = [name]
        if braces := re.search(r"\{([^}]*)\}", name):
            variants = [name.replace(braces[0], part.strip()) for part in braces[1].split(",")]
        missing += [variant for variant in variants if not list(ROOT.glob(variant.rstrip("/")))]

    assert missing == []
