"""Teams of people who would come together."""

from __future__ import annotations

from demo import schema
from demo.registry import Registry
from experts.models import Profile, Team


def make_team(item: schema.Team, registry: Registry) -> Team:
    row = Team.objects.create(
        name=item.name,
        language=item.language,
        about=item.about,
        lead=registry.row(Profile, "person", item.lead),
    )
    row.memberships.create(profile=row.lead)
    for person, covers in item.members.items():
        row.memberships.create(profile=registry.row(Profile, "person", person), covers=covers)
    return row
