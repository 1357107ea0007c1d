"""What an audit found: as values, as JSON and back, and where the newest one lies."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from matching.fairness.exposure import Gap, Group
from matching.types import Bilingual

PREFIX = "audit-ranking-"

TITLES: Mapping[str, Bilingual] = {
    "known": Bilingual(zh="经人工判断适合岗位的人", en="People whom somebody judged to fit"),
    "field": Bilingual(zh="与岗位同领域且符合条件的人", en="People of the opening's field who may come"),
    "made_up": Bilingual(zh="水平已知的虚构人员", en="Made-up people of known merit"),
}
MEANINGS: Mapping[str, Bilingual] = {
    "known": Bilingual(
        zh="同一岗位的人被判断为同样合适；名次来自数据库中的实际名单，包括岗位写明的各项条件。",
        en="Those of one opening are taken to fit it equally. The places are those of the real lists, with every rule "
        "that the openings state.",
    ),
    "field": Bilingual(
        zh="只知道领域相同，并不知道是否同样合适，因此差距可能来自研究内容本身。",
        en="That they share a field is all that is known of their merit, so a gap may come from what they work on.",
    ),
    "made_up": Bilingual(
        zh="写同一主题的人同样合适；国家、职业阶段、姓名和机构随机分配并写进简介，只按研究内容排序。",
        en="Whoever writes of the same subject fits equally. Country, stage, name and institution are dealt out at "
        "random and told in their texts; the order is by research alone.",
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """The gaps of one population. `kind`: a key of TITLES."""

    kind: str
    people: int
    lists: int
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Audit:
    """One run."""

    made_at: datetime
    engine: str
    findings: tuple[Finding, ...]

    @property
    def exceeding(self) -> list[tuple[Finding, Gap]]:
        return [(one, gap) for one in self.findings for gap in one.gaps if gap.exceeds_chance]


class BadReport(Exception):
    """A file that is no report; the message names it and the remedy."""


def as_json(audit: Audit) -> str:
    """Everything, for other programs and for the page."""
    document = {**asdict(audit), "made_at": audit.made_at.isoformat()}
    for finding, row in zip(audit.findings, document["findings"], strict=True):
        for gap, cell in zip(finding.gaps, row["gaps"], strict=True):
            cell["exceeds_chance"] = gap.exceeds_chance
    return json.dumps(document, ensure_ascii=False, indent=1)


def from_json(text: str) -> Audit:
    """Raises ValueError, KeyError or TypeError for anything else."""
    document = json.loads(text)
    return Audit(
        datetime.fromisoformat(document["made_at"]),
        str(document["engine"]),
        tuple(
            Finding(row["kind"], row["people"], row["lists"], tuple(map(_gap, row["gaps"])))
            for row in document["findings"]
            if row["kind"] in TITLES
        ),
    )


def folder() -> Path:
    """Where reports lie unless somebody says otherwise."""
    return Path(settings.VAR) / "reports"


def newest() -> Audit | None:
    """The last report in the folder; None before the first. Raises BadReport."""
    paths = sorted(folder().glob(f"{PREFIX}*.json"))
    if not paths:
        return None
    try:
        return from_json(paths[-1].read_text("utf-8"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadReport(
            f"{paths[-1].name} is no report of an audit; run `manage.py audit_ranking` again."
        ) from error


def _gap(row: Mapping[str, Any]) -> Gap:
    low_high = row["interval"]
    return Gap(
        row["by"],
        tuple(Group(**group) for group in row["groups"]),
        row["ratio"],
        (low_high[0], low_high[1]) if low_high else None,
        row["chance"],
        row["left_out"],
    )
