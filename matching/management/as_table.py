"""An explained list on a terminal, in both languages."""

from __future__ import annotations

from typing import Any, Literal

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from experts.models import Profile
from matching.domain.parts import PARTS
from matching.domain.points import laid_out
from matching.domain.stored import StoredMatch
from matching.domain.wording import STRENGTHS, name_of
from matching.types import Evidence, Marked, Ranked, Reason, Score, Shortlist, Strength, Verdict

SIGNS = {Verdict.MET: "✓", Verdict.UNKNOWN: "?", Verdict.UNMET: "✗"}
MARK = "bold underline"
Kind = Literal["opening", "text", "profile"]
NOTHING: dict[Kind, str] = {
    "opening": "没有符合条件的人选。 Nobody who may come was found.",
    "text": "没有找到任何人。 Nobody was found.",
    "profile": "没有找到可申请的岗位。 No opening that this person may take was found.",
}
_NOBODY_NEAR = (
    "目前没有人从事相近的工作；以下各人都相距很远。 Nobody here works near this; those below are far from it."
)
FAR_AWAY: dict[Kind, str] = {
    "opening": _NOBODY_NEAR,
    "text": _NOBODY_NEAR,
    "profile": "目前没有与其工作相近的岗位；以下都相距很远。 No opening is near this work; all below are far from it.",
}


def show(found: Shortlist[Any], console: Console, *, asks: Kind) -> None:
    """Everybody ranked with parts, reasons and evidence; then those whom a rule excludes, with the rule.

    `asks`: what the list is for.
    """
    if note := _note(found, asks):
        console.print(note, highlight=False)
    for one in found.ranked:
        _show_one(one, console)
    if found.ineligible:
        console.print(f"\n[bold]不符合资格 {len(found.ineligible)} · {len(found.ineligible)} not eligible[/]")
        for one in found.ineligible:
            console.print(f"  {escape(name(one.subject))}  {one.score.total:.2f}", highlight=False)
            for reason in one.eligibility.reasons:
                if reason.verdict is Verdict.UNMET:
                    console.print(f"    ✗ {escape(reason.text.zh)} {escape(reason.text.en)}", highlight=False)
                    if reason.remedy:
                        remedy = f"      → {escape(reason.remedy.zh)} {escape(reason.remedy.en)}"
                        console.print(f"[dim]{remedy}[/]", highlight=False)
    if found.verdicts:
        console.print(
            f"\n已计入反馈 {found.verdicts}，搁置 {len(found.aside)} · "
            f"{found.verdicts} verdicts taken into account, {len(found.aside)} set aside (--plain: without them)",
            highlight=False,
        )
    console.print(f"\n[dim]{found.pool} in the index · engine {escape(found.engine)}[/]", highlight=False)


def _note(found: Shortlist[Any], asks: Kind) -> str:
    """What to know before the list: that it is empty, or that nothing in it is near."""
    if found.pool and not found.ranked:
        return NOTHING[asks]
    if found.ranked and all(one.score.strength is Strength.WEAK for one in found.ranked):
        return FAR_AWAY[asks]
    return ""


def show_stored(stored: StoredMatch, console: Console) -> None:
    """A stored match: when and by which engine, what it stored, and what of its evidence still stands."""
    match = stored.match
    console.print(
        f"{escape(name(match.opening))} (#{match.opening_id})  →  profile #{match.profile_id}\n"
        f"[bold]{match.rank}.[/] {stored.score.total:.2f}  "
        f"[bold]{STRENGTHS[stored.score.strength].zh} · {STRENGTHS[stored.score.strength].en}[/]",
        highlight=False,
    )
    console.print(
        f"[dim]{match.computed_at:%Y-%m-%d %H:%M %Z} · engine {escape(match.engine)}"
        + ("" if stored.same_engine else f" · today: {escape(stored.engine_today)}")
        + "[/]",
        highlight=False,
    )
    _show_parts(stored.score, console)
    if rows := stored.found.all:
        console.print(Padding(_evidence(rows), (0, 0, 0, 3)))
    if stored.changed:
        console.print(
            f"   此后有{stored.changed}处原文已修改、关闭或删除，不再显示。 "
            f"{stored.changed} of its texts were changed, closed or removed since and are not shown.",
            highlight=False,
        )
    _show_reasons(stored.reasons, console)


def name(subject: Any) -> str:
    """Both scripts of a person's name; both titles of an opening or base."""
    if isinstance(subject, Profile):
        return subject.display_name
    words = name_of(subject)
    return words.zh if words.zh == words.en else f"{words.zh} | {words.en}"


def _show_one(one: Ranked[Any], console: Console) -> None:
    strength = STRENGTHS[one.score.strength]
    console.print(
        f"\n[bold]{one.rank}. {escape(name(one.subject))}[/]  {one.score.total:.2f}  "
        f"[bold]{strength.zh} · {strength.en}[/]  [dim]#{one.subject.pk}[/]",
        highlight=False,
    )
    _show_parts(one.score, console)
    if rows := laid_out(one.evidence, one.points).all:
        console.print(Padding(_evidence(rows), (0, 0, 0, 3)))
    _show_reasons(one.eligibility.reasons, console)


def _show_parts(score: Score, console: Console) -> None:
    parts = "  ".join(
        f"{PARTS[part.name].label.zh} {PARTS[part.name].label.en} {part.value:.2f}×{part.weight:.0%}"
        for part in score.parts
    )
    console.print(Padding(f"[dim]{parts}[/]", (0, 0, 0, 3)), highlight=False)


def _show_reasons(reasons: tuple[Reason, ...], console: Console) -> None:
    for reason in reasons:
        line = f"{SIGNS[reason.verdict]} {escape(reason.text.zh)} {escape(reason.text.en)}"
        console.print(Padding(line, (0, 0, 0, 3)), highlight=False)


def _evidence(evidence: tuple[Evidence, ...]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=True, header_style="dim")
    table.add_column("所求 · asked", ratio=2, overflow="fold")
    table.add_column("所有 · found", ratio=3, overflow="fold")
    for pair in evidence:
        has = Text("见下 · see below" if pair.topic and pair.asked_at else "未找到 · not found", style="dim")
        if pair.has and pair.source:
            has = marked(pair.has)
            has.append(f"  [{pair.source.zh} · {pair.source.en}]", style="dim")
        elif pair.answer:
            has = Text(f"{SIGNS[pair.answer.verdict]} {pair.answer.text.zh} {pair.answer.text.en}")
        table.add_row(marked(pair.asked), has)
    return table


def marked(text: Marked) -> Text:
    """The text with its marks."""
    shown = Text(text.text)
    for start, end in text.marks:
        shown.stylize(MARK, start, end)
    return shown
