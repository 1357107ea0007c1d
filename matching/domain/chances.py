"""What of a profile could be different, for one opening: facts that the person may have left out or that may change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bases.models import Opening
from experts.models import Profile
from matching.domain.raising import Chance
from matching.domain.stays import best_fit
from matching.domain.wording import both, day, months
from matching.types import Bilingual
from taxonomy.choices import LanguageLevel, SpokenLanguage, StayKind
from taxonomy.models import Challenge, PriorityField


def chances_of(opening: Opening, profile: Profile, *, today: date) -> Iterator[Chance]:
    """Reads what a list has prefetched. Career stage and nationality are as they are: nothing is said of them."""
    yield from _languages(opening, profile)
    yield from _stay(opening, profile, today)
    yield from _tags(opening, profile)


def _languages(opening: Opening, profile: Profile) -> Iterator[Chance]:
    skills = {skill.language: LanguageLevel(skill.level).steps for skill in profile.languages.all()}
    lacking = [
        row
        for row in sorted(opening.required_languages.all(), key=lambda row: row.language)
        if skills.get(row.language, -1) < LanguageLevel(row.level).steps
    ]
    if not lacking:
        return
    names = [(both(SpokenLanguage(row.language)), both(LanguageLevel(row.level))) for row in lacking]
    zh = "、".join(f"{name.zh}{level.zh}" for name, level in names)
    en = " and ".join(f"{name.en} {level.en}" for name, level in names)
    text = Bilingual(zh=f"如果你已达到{zh}，请写入档案。", en=f"If you reach {en}, say so in your profile.")
    yield Chance(text, {"language": 1.0})


def _stay(opening: Opening, profile: Profile, today: date) -> Iterator[Chance]:
    fit = best_fit(opening, profile.stays.all(), today=today)
    if opening.starts_until < today or fit.share == 1:
        return
    kind, length = both(StayKind(opening.kind)), months(opening.months_min, opening.months_max)
    first, last = day(max(opening.starts_from, today)), day(opening.starts_until)
    text = Bilingual(
        zh=f"如果你能来{length.zh}（{kind.zh}），并在{first.zh}至{last.zh}间任何时候报到，请写入档案。",
        en=f"If you can come for {length.en} ({kind.en.lower()}) and arrive any time from {first.en} to {last.en}, "
        "say so in your profile.",
    )
    yield Chance(text, {"availability": 1.0})


def _tags(opening: Opening, profile: Profile) -> Iterator[Chance]:
    for part, wanted, own in (
        ("field", opening.fields.all(), profile.fields.all()),
        ("challenge", opening.challenges.all(), profile.challenges.all()),
    ):
        known = {row.pk for row in own}
        lacking: list[PriorityField | Challenge] = [row for row in wanted if row.pk not in known]
        if lacking:
            zh, en = "、".join(row.name_zh for row in lacking), ", ".join(row.name_en for row in lacking)
            text = Bilingual(
                zh=f"如果你的工作也属于“{zh}”，请在档案中勾选。",
                en=f"If your work also belongs to “{en}”, tick it in your profile.",
            )
            yield Chance(text, {part: 1.0})
