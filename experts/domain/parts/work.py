"""What somebody does: in one language or in both."""

from __future__ import annotations

from typing import Any

from accounts.domain.editing import Part, Values
from experts.models import Profile, ProfileText
from taxonomy.choices import Language

TAGS = ("fields", "challenges", "disciplines")
TEXTS = ("headline", "biography", "keywords")
SUFFIX = {Language.ZH: "zh", Language.EN: "en"}  # headline_zh: the headline in Chinese


def read_work(profile: Profile) -> dict[str, Any]:
    values: dict[str, Any] = {
        name: [row.pk for row in getattr(profile, name).all().order_by("order")] for name in TAGS
    }
    texts = {text.language: text for text in ProfileText.objects.filter(profile=profile)}
    for language, suffix in SUFFIX.items():
        text = texts.get(language)
        values |= {
            f"headline_{suffix}": text.headline if text else "",
            f"biography_{suffix}": text.biography if text else "",
            f"keywords_{suffix}": list(text.keywords) if text else [],
        }
    return values


def write_work(profile: Profile, values: Values) -> None:
    for name in TAGS:
        getattr(profile, name).set(values[name])
    rows = {text.language: text for text in ProfileText.objects.filter(profile=profile)}
    kept = []
    for language, suffix in SUFFIX.items():
        row = rows.get(language)
        if not values[f"headline_{suffix}"]:
            if row:
                row.delete()
            continue
        row = row or ProfileText(profile=profile, language=language, is_original=False)
        for name in TEXTS:
            setattr(row, name, values[f"{name}_{suffix}"])
        row.save()
        kept.append(row)
    _keep_an_original(profile, kept)


def _keep_an_original(profile: Profile, rows: list[ProfileText]) -> None:
    """The original stays it; where there is none, it is the text in the person's own language, else the only one."""
    if not rows or any(row.is_original for row in rows):
        return
    own = profile.user.language if profile.user else ""
    first = next((row for row in rows if row.language == own), rows[0])
    first.is_original = True
    first.save(update_fields=["is_original"])


WORK = Part("work", read_work, write_work)
