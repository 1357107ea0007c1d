"""Which languages somebody speaks, and for which stays they would come."""

from __future__ import annotations

from typing import Any

from accounts.domain.editing import Part, Values
from experts.models import LanguageSkill, Profile, WantedStay

STAY = ("kind", "months_min", "months_max", "earliest", "latest")


def read_stays(profile: Profile) -> dict[str, Any]:
    skills = LanguageSkill.objects.filter(profile=profile).values("language", "level")
    stays = WantedStay.objects.filter(profile=profile).values(*STAY)
    return in_their_order([dict(row) for row in skills], [dict(row) for row in stays])


def in_their_order(languages: list[dict[str, Any]], stays: list[dict[str, Any]]) -> dict[str, Any]:
    """The values of the part: languages by code, stays by day."""
    by_day = ("earliest", "latest", "kind", "months_min", "months_max")
    return {
        "languages": sorted(languages, key=lambda row: str(row["language"])),
        "stays": sorted(stays, key=lambda row: tuple(row[name] for name in by_day)),
    }


def write_stays(profile: Profile, values: Values) -> None:
    """Rows that stay as they were are left alone."""
    wanted = {row["language"]: row["level"] for row in values["languages"]}
    for skill in LanguageSkill.objects.filter(profile=profile):
        if skill.language not in wanted:
            skill.delete()
        elif skill.level != (level := wanted.pop(skill.language)):
            skill.level = level
            skill.save()
    for language, level in wanted.items():
        LanguageSkill.objects.create(profile=profile, language=language, level=level)
    left = [dict(row) for row in values["stays"]]
    for stay in WantedStay.objects.filter(profile=profile):
        if (row := {name: getattr(stay, name) for name in STAY}) in left:
            left.remove(row)
        else:
            stay.delete()
    for row in left:
        WantedStay.objects.create(profile=profile, **row)


STAYS = Part("stays", read_stays, write_stays)
