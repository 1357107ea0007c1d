"""An audit in words: Markdown for a file, the same for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from matching.fairness.exposure import SMALLEST, Gap
from matching.fairness.groups import BY, group_name
from matching.fairness.report import MEANINGS, TITLES, Audit, Finding

HOW = f"""\
Exposure of a place is 1/log2(1+rank), divided by the mean of those of equal merit in the same list: 1 is what an equal
gets. The ratio is that of the group shown least to the group shown most; in brackets its 95 % interval (people drawn
again). "By chance" is the share of 2,000 random groupings with a ratio as low; below 1 % a gap counts as more than
chance. Groups of fewer than {SMALLEST} people are not shown."""
NOT_KNOWN = """\
Who merits which opening is not known here (the setting AUDIT_KNOWN_MERIT names no judgements that apply): what follows
compares people of one field, and made-up people."""


def as_markdown(audit: Audit) -> str:
    """The whole report, in English. It names groups, never people."""
    lines = [
        "# Audit of the ranking",
        "",
        f"Made on {audit.made_at:%Y-%m-%d %H:%M %Z} with engine {audit.engine}.",
        "",
        HOW,
        "",
        *_verdict(audit),
    ]
    if all(finding.kind != "known" for finding in audit.findings):
        lines += ["", NOT_KNOWN]
    for finding in audit.findings:
        lines += ["", *_section(finding)]
    return "\n".join(lines) + "\n"


def _verdict(audit: Audit) -> Iterator[str]:
    if not audit.exceeding:
        yield "**No gap is more than chance.**"
        return
    yield "**More than chance:**"
    yield ""
    for finding, gap in audit.exceeding:
        low = min(gap.groups, key=lambda group: group.exposure)
        yield (
            f"- {BY[gap.by].en}, {TITLES[finding.kind].en.lower()}: {group_name(gap.by, low.name).en} "
            f"is shown least (ratio {gap.ratio:.2f})."
        )


def _section(finding: Finding) -> Iterator[str]:
    yield f"## {TITLES[finding.kind].en}"
    yield ""
    yield f"{finding.people} people in {finding.lists} lists. {MEANINGS[finding.kind].en}"
    yield ""
    yield "| by | group | people | exposure | worst ÷ best | by chance | more than chance |"
    yield "|---|---|---|---|---|---|---|"
    for gap in finding.gaps:
        yield from _rows(gap)


def _rows(gap: Gap) -> Iterator[str]:
    label = BY[gap.by].en
    if gap.ratio is None or gap.interval is None or gap.chance is None:
        yield f"| {label} | too few people to compare | – | – | – | – | – |"
        return
    low, high = gap.interval
    verdict = "**yes**" if gap.exceeds_chance else "no"
    whole = f"{gap.ratio:.2f} [{low:.2f}, {high:.2f}] | {100 * gap.chance:.1f} % | {verdict}"
    for group in gap.groups:
        name = group_name(gap.by, group.name).en
        yield f"| {label} | {name} | {group.people} | {group.exposure:.2f} | {whole} |"
        label, whole = "", " | | "
