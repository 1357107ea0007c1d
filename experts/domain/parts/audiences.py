"""Who may see which section."""

from __future__ import annotations

from typing import Any

from accounts.domain.editing import Part, Values
from experts.choices import Section
from experts.models import Profile, SectionVisibility
from experts.models.visibility import DEFAULT_AUDIENCE


def read_audiences(profile: Profile) -> dict[str, Any]:
    chosen = dict(SectionVisibility.objects.filter(profile=profile).values_list("section", "audience"))
    return {str(section): str(chosen.get(section, DEFAULT_AUDIENCE[section])) for section in Section}


def write_audiences(profile: Profile, values: Values) -> None:
    """What is the default needs no row."""
    rows = {row.section: row for row in SectionVisibility.objects.filter(profile=profile)}
    for section, audience in values.items():
        row = rows.get(section)
        if audience == DEFAULT_AUDIENCE[section]:
            if row:
                row.delete()
            continue
        row = row or SectionVisibility(profile=profile, section=section)
        if row.audience != audience:
            row.audience = audience
            row.save()


AUDIENCES = Part("audiences", read_audiences, write_audiences)
